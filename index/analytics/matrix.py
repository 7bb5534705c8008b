"""Matrices: how often the names of two axes occur together."""

from __future__ import annotations

import numpy as np

from index.analytics.passages import PassageReader
from index.analytics.view import View
from index.facets.ranking import Column
from index.model.analytics import Axis, Matrix, Unit
from index.model.query import Query
from index.segments.format.ragged import Ints, RaggedArray
from index.segments.format.types import Docs

_CHUNK = 1 << 14
"""Documents counted at a time: their pairs of names fit in the processor's cache."""


class _Side:
    """One axis of a matrix over some documents.

    Args:
        view: The view of the commit.
        axis: Which names.
        docs: The results.

    """

    def __init__(self, view: View, axis: Axis, docs: Docs) -> None:
        column: Column = view.columns[axis.kind]
        counts = column.counts(docs)
        numbers = column.grouping.numbers
        if axis.keys:
            found = dict.fromkeys(numbers.get(key, -1) for key in axis.keys)
            self.entries = [entry for entry in found if entry >= 0]
        else:
            self.entries = [numbers[facet.key] for facet in column.ranking(docs)[: axis.limit]]
        self.kind = axis.kind
        self.facets = view.facets_of(axis.kind, self.entries, counts[self.entries].tolist())
        self._slots: Ints = np.full(len(column.keys), -1, np.int64)
        self._slots[self.entries] = np.arange(len(self.entries))
        self._table = column.table
        self.slots = {entry: slot for slot, entry in enumerate(self.entries)}
        """From an entry to its row or column."""

    def within(self, docs: Docs) -> RaggedArray:
        """The rows or columns of each of some documents."""
        slots = self._slots[self._table.of_all(docs)]
        sizes = self._table.starts[docs + 1] - self._table.starts[docs]
        kept = slots >= 0
        starts = np.concatenate(([0], np.cumsum(kept)))[np.concatenate(([0], np.cumsum(sizes)))]
        return RaggedArray(starts, slots[kept])


def count_matrix(view: View, query: Query, rows: Axis, columns: Axis, unit: Unit, most: int) -> Matrix:
    """Count the names of two axes in the results of a query.

    Args:
        view: The view of the commit.
        query: The query.
        rows: The names of the rows.
        columns: Those of the columns.
        unit: Within what names are counted together.
        most: The greatest number of documents to read for a unit other than DOCUMENT.

    """
    docs = view.docs(query)
    row, column = _Side(view, rows, docs), _Side(view, columns, docs)
    in_rows, in_columns = row.within(docs), column.within(docs)
    relevant = docs[(np.diff(in_rows.starts) > 0) & (np.diff(in_columns.starts) > 0)]
    if unit is Unit.DOCUMENT:
        examined, counts = len(relevant), _by_document(row, column, relevant)
    else:
        newest = view.newest_first(relevant)[:most]
        examined, counts = len(newest), _by_passage(PassageReader(view, unit), row, column, newest)
    return Matrix(
        query=query,
        unit=unit,
        rows=row.facets,
        columns=column.facets,
        counts=tuple(map(tuple, counts.tolist())),
        total=len(docs),
        relevant=len(relevant),
        examined=examined,
    )


def _by_document(row: _Side, column: _Side, docs: Docs) -> Ints:
    """The number of documents with each pair of a row and a column."""
    shape = len(row.entries), len(column.entries)
    counts = np.zeros(shape[0] * shape[1], np.int64)
    for start in range(0, len(docs), _CHUNK):
        part = docs[start : start + _CHUNK]
        rows, columns = row.within(part), column.within(part)
        having = rows.rows()
        pairs = np.repeat(rows.ids, np.diff(columns.starts)[having]) * shape[1] + columns.of_all(having)
        counts += np.bincount(pairs, minlength=len(counts))
    return counts.reshape(shape)


def _by_passage(reader: PassageReader, row: _Side, column: _Side, docs: Docs) -> Ints:
    """The number of passages with each pair of a row and a column."""
    counts = np.zeros((len(row.entries), len(column.entries)), np.int64)
    kinds = tuple(dict.fromkeys((row.kind, column.kind)))
    for doc in docs.tolist():
        rows: dict[int, set[int]] = {}
        columns: dict[int, set[int]] = {}
        for mention in reader.read(doc, kinds):
            _add(rows, row, mention.kind is row.kind, mention.entry, mention.passage)
            _add(columns, column, mention.kind is column.kind, mention.entry, mention.passage)
        for passage, slots in rows.items():
            for other in columns.get(passage, ()):
                for slot in slots:
                    counts[slot, other] += 1
    return counts


def _add(found: dict[int, set[int]], side: _Side, has_kind: bool, entry: int, passage: int) -> None:
    slot = side.slots.get(entry) if has_kind else None
    if slot is not None:
        found.setdefault(passage, set()).add(slot)
