"""A column of which each document has several values: names, countries, roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.segments.format.ragged import Ints, RaggedArray


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one field."""

    keys: tuple[str, ...]
    """Each value that any document has once, in the order in which they come first."""
    documents: RaggedArray
    """From a document number to indices into `keys`."""

    def of(self, number: int) -> list[str]:
        """The values of one document."""
        return [self.keys[at] for at in self.documents.of(number)]

    def taken(self, numbers: Ints) -> Values:
        """The values of some documents, in their order."""
        return _canonical(self.keys, _starts(np.diff(self.documents.starts)[numbers]), self.documents.of_all(numbers))

    def joined(self, other: Values) -> Values:
        """The values of these documents, and then of others."""
        numbers = {key: number for number, key in enumerate(self.keys)}
        renumbered = np.array([numbers.setdefault(key, len(numbers)) for key in other.keys], np.int64)
        ids = np.concatenate((self.documents.ids, renumbered[other.documents.ids]))
        starts = np.concatenate((self.documents.starts, other.documents.starts[1:] + len(self.documents.ids)))
        return Values(tuple(numbers), RaggedArray(starts, ids))


def values_of_rows(rows: Sequence[Iterable[str]]) -> Values:
    """The values of documents, one row for each."""
    numbers: dict[str, int] = {}
    ids: list[int] = []
    starts = [0]
    for row in rows:
        ids += [numbers.setdefault(value, len(numbers)) for value in row]
        starts.append(len(ids))
    return Values(tuple(numbers), RaggedArray(np.array(starts, np.int64), np.array(ids, np.int64)))


def _canonical(keys: Sequence[str], starts: Ints, ids: Ints) -> Values:
    """Values whose keys are numbered by their first place, without those that no document has."""
    first = np.full(len(keys), len(ids), np.int64)
    first[ids[::-1]] = np.arange(len(ids) - 1, -1, -1)  # of several writes to one place, the last one holds
    order = np.argsort(first, kind="stable")[: int(np.count_nonzero(first < len(ids)))]
    renumbered = np.full(len(keys), -1, np.int64)
    renumbered[order] = np.arange(len(order))
    return Values(tuple([keys[at] for at in order.tolist()]), RaggedArray(starts, renumbered[ids]))


def _starts(sizes: Ints) -> Ints:
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts
