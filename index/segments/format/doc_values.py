"""The columns that facets are counted from: the keys of each document, or its one number.

Both are the field's postings turned round, so any way of making postings, merging included, makes them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.filedb.structfile import StructFile

from index.segments.format.array_file import Array, ArrayFileWriter, shrink
from index.segments.whoosh.field_types import ORDINAL, has_doc_values

NO_NUMBER = int(np.iinfo(np.int32).min)
"""In a column of numbers: the document has none."""


class ColumnBuffer:
    """A Whoosh column that is being written, in memory."""

    def __init__(self, name: str, column: Column) -> None:
        self._file = StructFile(BytesIO(), name=name)
        self._writer = column.writer(self._file)
        self._is_finished = False

    def add(self, doc: int, value: object) -> None:
        """Set a document's value; document numbers must ascend."""
        self._writer.add(doc, value)

    def data(self, count: int) -> bytes:
        """The column's bytes, for `count` documents; nothing can be added afterwards."""
        if not self._is_finished:
            self._writer.finish(count)
            self._is_finished = True
        data: bytes = self._file.raw_file().getvalue()
        return data


def write_facet(
    out: ArrayFileWriter, name: str, field: FieldType, terms: list[bytes], first: Array, docs: Array, count: int
) -> None:
    """Write the column of a FACET or ORDINAL field; nothing for any other."""
    if not has_doc_values(field):
        return
    counts = np.subtract(first[1:], first[:-1], dtype=np.int64)
    places = np.repeat(np.arange(len(terms), dtype=np.int64), counts)
    if isinstance(field, ORDINAL):
        numbers = np.array([field.from_bytes(term) for term in terms], dtype=np.int32)[places]
        write_numbers(out, name, count, docs, numbers)
        return
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(docs.astype(np.int64), minlength=count), out=starts[1:])
    out.add(f"key_first:{name}", shrink(starts, np.uint32))
    out.add(f"keys:{name}", shrink(places[np.argsort(docs, kind="stable")]))


def write_numbers(
    out: ArrayFileWriter, name: str, count: int, docs: Array | Sequence[int], numbers: Array | Sequence[int]
) -> None:
    """Write a column of numbers, given for some documents."""
    column = np.full(count, NO_NUMBER, dtype=np.int32)
    column[docs] = numbers
    out.add(f"numbers:{name}", column)
