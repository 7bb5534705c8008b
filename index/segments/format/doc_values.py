"""Doc values: a column with the keys, or the number, that a field has in each document.

They are computed from the field's postings, so everything that writes postings, merges included, can write them.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.filedb.structfile import StructFile

from index.segments.format.array_file import Array, ArrayFileWriter, downcast
from index.segments.whoosh.field_types import ORDINAL, has_doc_values

NO_NUMBER = int(np.iinfo(np.int32).min)
"""In a column of numbers: the document has no number."""


class ColumnBuilder:
    """Builds one of Whoosh's own columns in memory. A segment stores its bytes as one array."""

    def __init__(self, name: str, column: Column) -> None:
        self._file = StructFile(BytesIO(), name=name)
        self._writer = column.writer(self._file)
        self._is_finished = False

    def add(self, doc: int, value: object) -> None:
        """Set the value of a document. Document ids must ascend."""
        self._writer.add(doc, value)

    def data(self, count: int) -> bytes:
        """The bytes of the column for `count` documents. Nothing can be added afterwards."""
        if not self._is_finished:
            self._writer.finish(count)
            self._is_finished = True
        data: bytes = self._file.raw_file().getvalue()
        return data


def write_doc_values(
    out: ArrayFileWriter, name: str, field: FieldType, terms: list[bytes], starts: Array, docs: Array, count: int
) -> None:
    """Write the doc values of a FACET or ORDINAL field; does nothing for other fields.

    Args:
        out: The segment's file.
        name: The field's name.
        field: The field.
        terms: Its terms, sorted.
        starts: The index of each term's first posting; one more item, the number of postings.
        docs: The document id of each posting.
        count: The number of documents in the segment.

    """
    if not has_doc_values(field):
        return
    doc_freqs = np.subtract(starts[1:], starts[:-1], dtype=np.int64)
    ordinals = np.repeat(np.arange(len(terms), dtype=np.int64), doc_freqs)
    if isinstance(field, ORDINAL):
        numbers = np.array([field.from_bytes(term) for term in terms], dtype=np.int32)[ordinals]
        write_number_column(out, name, count, docs, numbers)
        return
    key_starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(docs.astype(np.int64), minlength=count), out=key_starts[1:])
    out.add(f"key_starts:{name}", downcast(key_starts, np.uint32))
    out.add(f"keys:{name}", downcast(ordinals[np.argsort(docs, kind="stable")]))


def write_number_column(
    out: ArrayFileWriter, name: str, count: int, docs: Array | Sequence[int], numbers: Array | Sequence[int]
) -> None:
    """Write a column of numbers.

    Args:
        out: The segment's file.
        name: The field's name.
        count: The number of documents in the segment.
        docs: The ids of the documents that have a number.
        numbers: Their numbers, which must fit in 32 bits.

    """
    column = np.full(count, NO_NUMBER, dtype=np.int32)
    column[docs] = numbers
    out.add(f"numbers:{name}", column)
