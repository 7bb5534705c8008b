"""The codec: where Whoosh asks how a segment is written and read, the answer is one file of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base

from index.arrays.builder import SegmentBuilder
from index.arrays.container import Array
from index.arrays.documents import ArrayDocumentReader
from index.arrays.fields import APART
from index.arrays.foreign import Column, Field, Storage, Value
from index.arrays.opening import EXTENSION, open_segment
from index.arrays.terms import ArrayTermsReader


class ArraySegment(base.Segment):  # type: ignore[misc]  # whoosh is untyped
    """What the table of contents keeps of a segment: its name, size and deleted documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()
        self.builder: SegmentBuilder | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "builder": None}

    def codec(self, **_: object) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, count: int) -> None:
        self._count = count

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def alive(self) -> Array:
        """True for each document that is not deleted."""
        alive = np.ones(self._count, dtype=bool)
        alive[list(self._deleted)] = False
        return alive


class ArrayDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]  # whoosh is untyped
    """Takes the per-document side of a segment from Whoosh's own writer."""

    def __init__(self, builder: SegmentBuilder) -> None:
        self._builder = builder
        self._stored: dict[str, Any] = {}
        self._apart: dict[str, Any] = {}
        self._docnum = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._docnum = docnum
        self._stored, self._apart = {}, {}

    def add_field(self, fieldname: str, fieldobj: Field, value: Value, length: int) -> None:
        if value is not None:
            (self._apart if isinstance(fieldobj, APART) else self._stored)[fieldname] = value
        if length:
            self._builder.add_length(self._docnum, fieldname, length)

    def add_column_value(self, fieldname: str, columnobj: Column, value: Value) -> None:
        self._builder.add_column_value(self._docnum, fieldname, columnobj, value)

    def add_vector_items(self, fieldname: str, fieldobj: Field, items: Iterable[Value]) -> None:
        found = list(items)
        if found:
            self._builder.add_vector(self._docnum, fieldname, found)

    def finish_doc(self) -> None:
        self._builder.finish(self._stored, self._apart)

    def cancel_doc(self) -> None:
        self._stored, self._apart = {}, {}

    def close(self) -> None:
        self.is_closed = True


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]  # whoosh is untyped
    """Takes the inverted side of a segment from Whoosh's own writer, and writes the file at the end."""

    def __init__(self, storage: Storage, segment: ArraySegment, builder: SegmentBuilder) -> None:
        self._storage = storage
        self._segment = segment
        self._builder = builder
        self._field: tuple[str, Any] = ("", None)
        self._term = b""
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Field) -> None:
        self._field = (fieldname, fieldobj)

    def start_term(self, text: bytes) -> None:
        self._term = text

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        self._builder.add_posting(docnum, *self._field, self._term, weight, vbytes)

    def finish_term(self) -> None:
        """Nothing: terms are grouped when the segment is written."""

    def close(self) -> None:
        self.is_closed = True
        if self._builder.count:
            self._builder.write(self._segment.create_file(self._storage, EXTENSION))


class ArrayCodec(base.Codec):  # type: ignore[misc]  # whoosh is untyped
    """Segments of arrays, for `SegmentWriter(ix, codec=ArrayCodec())`; `ArrayWriter` is faster."""

    length_stats = False  # lengths are read from the arrays, not handed to each posting

    @staticmethod
    def _builder(segment: ArraySegment) -> SegmentBuilder:
        if segment.builder is None:
            segment.builder = SegmentBuilder()
        return segment.builder

    def per_document_writer(self, storage: Storage, segment: ArraySegment) -> ArrayDocumentWriter:
        return ArrayDocumentWriter(self._builder(segment))

    def field_writer(self, storage: Storage, segment: ArraySegment) -> ArrayFieldWriter:
        return ArrayFieldWriter(storage, segment, self._builder(segment))

    def terms_reader(self, storage: Storage, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(open_segment(storage, segment).postings)

    def per_document_reader(self, storage: Storage, segment: ArraySegment) -> ArrayDocumentReader:
        return ArrayDocumentReader(open_segment(storage, segment), segment)

    def new_segment(self, storage: Storage, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)
