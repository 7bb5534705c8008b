"""The people or countries of some results, counted and ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from index.facets.grouping import Grouping
from index.model.query import Facet, Kind
from index.segments.format.array_file import Array
from index.segments.format.ragged import Ints, RaggedArray
from index.segments.searching.doc_sets import distinct

_SORTED_AT_ONCE = 200
"""The number of facet values sorted at once; the others are sorted when they are accessed."""


class Ranking(Sequence[Facet]):
    """The facet values that occur in some results: most documents first, then by label.

    A lazy sequence, because a library can have a hundred thousand people.

    Args:
        column: The people, countries or languages.
        counts: The number of documents of each entry.
        is_last: Whether an entry comes after all others; None for none.

    """

    def __init__(self, column: Column, counts: Ints, is_last: Array | None = None) -> None:
        self._column = column
        self._counts = counts
        self._found = np.flatnonzero(counts)
        self._is_last = is_last
        self.last = 0 if is_last is None else int(np.count_nonzero(is_last[self._found]))
        """How many come after all others."""
        self._ordered = self._first(_SORTED_AT_ONCE)

    @cached_property
    def _front(self) -> tuple[Facet, ...]:
        """The values at the front, which are accessed again and again."""
        return tuple(self._made(self._ordered[:_SORTED_AT_ONCE]))

    def _made(self, values: Ints) -> Iterator[Facet]:
        kind, keys, labels = self._column.kind, self._column.keys, self._column.labels
        numbers = self._counts[values].tolist()
        return (Facet(kind, keys[at], labels[at], count) for at, count in zip(values.tolist(), numbers, strict=True))

    def _ranks(self, found: Ints) -> Ints:
        """A sort key for each value, ascending."""
        size = len(self._column.keys)
        ranks: Ints = -self._counts[found] * size + self._column.places[found]
        if self.last and self._is_last is not None:
            ranks[self._is_last[found]] += size * int(self._counts.max() + 1)
        return ranks

    def _first(self, limit: int) -> Ints:
        """The first values, sorted."""
        ranks = self._ranks(self._found)
        if limit >= len(ranks):
            return self._found[np.argsort(ranks)]
        front = np.argpartition(ranks, limit)[:limit]
        return self._found[front[np.argsort(ranks[front])]]

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Facet: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Facet, ...]: ...

    def __getitem__(self, at: int | slice) -> Facet | tuple[Facet, ...]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step > 0 and stop <= len(self._front):
                return self._front[start:stop:step]
            return tuple(self._made(self._all[at]))
        number = range(len(self))[at]
        return self._front[number] if number < len(self._front) else next(self._made(self._all[number : number + 1]))

    def __iter__(self) -> Iterator[Facet]:
        return self._made(self._all)

    @property
    def _all(self) -> Ints:
        """All values, sorted."""
        if len(self._ordered) < len(self):
            self._ordered = self._first(len(self))
        return self._ordered

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Facet.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True)
class Column:
    """The people or countries of all documents."""

    kind: Kind
    table: RaggedArray
    """The entries of each document, each once; none for a deleted document."""
    grouping: Grouping

    @property
    def keys(self) -> tuple[str, ...]:
        """The filter key of each entry."""
        return self.grouping.keys

    @property
    def labels(self) -> tuple[str, ...]:
        """The shown label of each entry."""
        return self.grouping.labels

    @cached_property
    def places(self) -> Ints:
        """The rank of each entry in the order of the labels."""
        order = sorted(range(len(self.labels)), key=self.labels.__getitem__)
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def totals(self) -> Ints:
        """The number of documents of each entry."""
        return np.bincount(self.table.ids, minlength=len(self.keys))

    def effort(self, docs: Ints) -> int:
        """About how many values are looked at to count and rank the entries of some documents."""
        count = len(self.table.starts) - 1
        counted = min(len(docs), count - len(docs))
        return counted * len(self.table.ids) // max(count, 1) + len(self.keys)

    def counts(self, docs: Ints) -> Ints:
        """The number of documents of each entry among some documents (ascending)."""
        count = len(self.table.starts) - 1
        if 2 * len(docs) <= count:
            return np.bincount(self.table.of_all(docs), minlength=len(self.keys))
        # Fewer documents are left out than there: subtract their counts from the totals.
        missing = np.ones(count, bool)
        missing[docs] = False
        others = self.table.of_all(np.flatnonzero(missing))
        return self.totals - np.bincount(others, minlength=len(self.keys))

    def having(self, *entries: int) -> Ints:
        """The documents that have any of the entries, ascending."""
        if len(entries) == 1:
            places = np.flatnonzero(self.table.ids == entries[0])
        else:
            places = np.flatnonzero(np.isin(self.table.ids, entries))
        docs = np.searchsorted(self.table.starts, places, side="right") - 1
        return docs if len(entries) == 1 else distinct(docs)

    def ranking(self, docs: Ints, is_last: Array | None = None) -> Ranking:
        """The ranked entries of some documents; `is_last` tells of each entry whether it comes after all others."""
        return Ranking(self, self.counts(docs), is_last)
