"""Whoosh's per-document reader interface over a segment: stored fields, lengths, columns, vectors, deletions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.base import Segment
from whoosh.columns import Column, ColumnReader
from whoosh.filedb.structfile import BufferFile
from whoosh.formats import Format
from whoosh.matching import ListMatcher, Matcher

from index.segments.format.array_file import Array
from index.segments.format.field_norms import DECODED_LENGTHS
from index.segments.format.segment_cache import OpenSegment
from index.segments.format.stored_values import decode_value


class ArrayPerDocumentReader(base.PerDocumentReader):
    """Reads the per-document data of one segment."""

    def __init__(self, data: OpenSegment, segment: Segment) -> None:
        self.data = data
        self.file = data.file
        self.stored = data.stored
        self._segment = segment
        self._count: int = data.count

    def doc_count(self) -> int:
        return self._count - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        return self._count

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    # Columns

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return self.data.has_column(fieldname)

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        data = self.data.column(fieldname)
        if data is None:
            raise KeyError(f"the field {fieldname} has no column")
        return column.reader(BufferFile(data.data), 0, data.size, self._count)

    # Lengths

    def _norms(self, fieldname: str) -> Array | None:
        return self.file.optional(f"norms:{fieldname}")

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        norms = self._norms(fieldname)
        return default if norms is None else int(DECODED_LENGTHS[norms[docnum]]) or default

    def field_length(self, fieldname: str) -> int:
        total: int = self.file.meta["total_lengths"].get(fieldname, 0)
        return total

    def _extreme(self, fieldname: str, choose: Callable[[Array], Any]) -> int:
        norms = self._norms(fieldname)
        return 0 if norms is None or not norms.size else int(DECODED_LENGTHS[int(choose(norms))])

    def min_field_length(self, fieldname: str) -> int:
        return self._extreme(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        return self._extreme(fieldname, np.max)

    # Vectors

    def _vector(self, docnum: int, fieldname: str) -> bytes:
        ends = self.file.optional(f"vector_ends:{fieldname}")
        if ends is None:
            return b""
        return self.file.array(f"vectors:{fieldname}")[int(ends[docnum]) : int(ends[docnum + 1])].tobytes()

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return bool(self._vector(docnum, fieldname))

    def vector(self, docnum: int, fieldname: str, format_: Format) -> Matcher:
        raw = self._vector(docnum, fieldname)
        if not raw:
            raise KeyError(f"document {docnum} has no vector for the field {fieldname}")
        texts, weights, values = decode_value(raw)
        return ListMatcher(texts, weights, values, format_)

    # Stored

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self.stored.fields(docnum)

    def all_stored_fields(self) -> Iterator[dict[str, Any]]:
        return (self.stored_fields(docnum) for docnum in self.all_doc_ids())


def live_docs(segment: Segment) -> Array:
    """Whether each document of a segment is not deleted (bool)."""
    alive = np.ones(segment.doc_count_all(), dtype=bool)
    alive[list(segment.deleted_docs())] = False
    return alive
