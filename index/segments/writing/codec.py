"""The codec: gives Whoosh the writers and readers of a segment.

Whoosh writes a segment with two writers, one for documents and one for postings. Here both fill the same builder, and
closing the last of them writes the file. Either may be used alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from whoosh.codec import base
from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.filedb.filestore import RamStorage, Storage

from index.segments.format.doc_store import encode_document
from index.segments.format.segment_cache import EXTENSION, column_filename, open_segment
from index.segments.format.toc_unpickler import allow_in_toc
from index.segments.whoosh.field_types import COLD
from index.segments.whoosh.per_document_reader import ArrayPerDocumentReader
from index.segments.whoosh.terms_reader import ArrayTermsReader

if TYPE_CHECKING:
    from index.segments.writing.segment_builder import SegmentBuilder, VectorItem


@allow_in_toc
class ArraySegment(base.Segment):
    """The entry of a segment in the table of contents: its name, its size and its deleted documents.

    While the segment is being written, it also holds the builder that its writers share.
    """

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


@dataclass(slots=True)
class _Document:
    """What Whoosh's writer has added to a document that is not finished yet."""

    stored: dict[str, Any] = field(default_factory=dict)
    cold: dict[str, Any] = field(default_factory=dict)
    lengths: list[tuple[str, int]] = field(default_factory=list)
    columns: list[tuple[str, Column, object]] = field(default_factory=list)
    vectors: list[tuple[str, list[VectorItem]]] = field(default_factory=list)


class ArrayPerDocumentWriter(base.PerDocumentWriter):
    """Collects per-document data from Whoosh's own writer."""

    def __init__(self, storage: Storage, segment: ArraySegment, builder: SegmentBuilder) -> None:
        self._storage = storage
        self._segment = segment
        self._builder = builder
        self._document = _Document()
        self._docnum = 0
        self.is_closed = False
        builder.writers += 1

    def start_doc(self, docnum: int) -> None:
        self._docnum = docnum
        self._document = _Document()

    def add_field(self, fieldname: str, fieldobj: FieldType, value: object, length: int | None) -> None:
        if value is not None:
            (self._document.cold if isinstance(fieldobj, COLD) else self._document.stored)[fieldname] = value
        if length:
            self._document.lengths.append((fieldname, length))

    def add_column_value(self, fieldname: str, columnobj: Column, value: object) -> None:
        self._document.columns.append((fieldname, columnobj, value))

    def add_vector_items(self, fieldname: str, fieldobj: FieldType, items: Iterable[VectorItem]) -> None:
        found = list(items)
        if found:
            self._document.vectors.append((fieldname, found))

    def finish_doc(self) -> None:
        stored = encode_document(self._document.stored, self._document.cold)  # first, because it may fail
        for name, length in self._document.lengths:
            self._builder.add_length(self._docnum, name, length)
        for name, column, value in self._document.columns:
            self._builder.add_column_value(self._docnum, name, column, value)
        for name, items in self._document.vectors:
            self._builder.add_vector(self._docnum, name, items)
        self._builder.finish_document(stored)

    def cancel_doc(self) -> None:
        self._document = _Document()

    def close(self) -> None:
        self.is_closed = True
        _close_writer(self._storage, self._segment, self._builder)


class ArrayFieldWriter(base.FieldWriter):
    """Collects postings from Whoosh's own writer."""

    def __init__(self, storage: Storage, segment: ArraySegment, builder: SegmentBuilder) -> None:
        self._storage = storage
        self._segment = segment
        self._builder = builder
        self._fieldname = ""
        self._fieldobj: FieldType | None = None
        self._term = b""
        self.is_closed = False
        builder.writers += 1

    def start_field(self, fieldname: str, fieldobj: FieldType) -> None:
        self._fieldname, self._fieldobj = fieldname, fieldobj

    def start_term(self, text: bytes) -> None:
        self._term = text

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        assert self._fieldobj is not None
        self._builder.add_posting(docnum, self._fieldname, self._fieldobj, self._term, weight, vbytes)
        if length:
            self._builder.add_posting_length(docnum, self._fieldname, length)

    def finish_term(self) -> None:
        """Do nothing: postings are grouped by term when the segment is written."""

    def close(self) -> None:
        self.is_closed = True
        _close_writer(self._storage, self._segment, self._builder)


def _close_writer(storage: Storage, segment: ArraySegment, builder: SegmentBuilder) -> None:
    """Close one of a segment's writers. Closing the last one writes the file, even without documents."""
    builder.writers -= 1
    if builder.writers:
        return
    builder.add_missing_documents()
    builder.write(segment.create_file(storage, EXTENSION))
    segment.builder = None


def builder_of(storage: Storage, segment: ArraySegment) -> SegmentBuilder:
    """The builder that the writers of an unfinished segment share; created at first use.

    Raises:
        FileExistsError: The segment is complete.

    """
    if segment.builder is None:
        name = segment.make_filename(EXTENSION)
        if storage.file_exists(name):
            raise FileExistsError(f"the segment {name} is complete; open both of its writers before closing one")
        from index.segments.writing.segment_builder import SegmentBuilder  # readers do not need it

        segment.builder = SegmentBuilder()
    return segment.builder


class ArrayCodec(base.Codec):
    """The codec, for example for `SegmentWriter(ix, codec=ArrayCodec())`; ArrayIndexWriter is faster than that."""

    length_stats = False  # readers take lengths from the norms, so postings need not have them

    def per_document_writer(self, storage: Storage, segment: ArraySegment) -> ArrayPerDocumentWriter:
        return ArrayPerDocumentWriter(storage, segment, builder_of(storage, segment))

    def field_writer(self, storage: Storage, segment: ArraySegment) -> ArrayFieldWriter:
        return ArrayFieldWriter(storage, segment, builder_of(storage, segment))

    def terms_reader(self, storage: Storage, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(open_segment(storage, segment))

    def per_document_reader(self, storage: Storage, segment: ArraySegment) -> ArrayPerDocumentReader:
        if segment.builder is None:
            return ArrayPerDocumentReader(open_segment(storage, segment), segment)
        # Whoosh's multiprocess writer reads the documents when it has closed only the first of the two writers.
        memory = RamStorage()
        segment.builder.write_documents(segment.create_file(memory, EXTENSION))
        return ArrayPerDocumentReader(open_segment(memory, segment), segment)

    @staticmethod
    def column_filename(segment: ArraySegment, fieldname: str) -> str:
        """The file to which `whoosh.sorting.add_sortable` writes a column of the segment."""
        return column_filename(segment.segment_id(), fieldname)

    def new_segment(self, storage: Storage, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)
