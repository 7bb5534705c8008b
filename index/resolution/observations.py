"""Observations about people: in which documents they occur, with which people, countries, dates and roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.resolution.roles import KeyedRoles, WrittenRoles
from index.segments.format.ragged import Ints, RaggedArray

_NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Observations:
    """The people, countries and dates of all documents. A deleted document has none."""

    names: tuple[str, ...]
    """As written, each once, in any order. May include names that no document has any more."""
    people: RaggedArray
    """From a document number to indices into `names`."""
    countries: RaggedArray
    """From a document number to country numbers."""
    dates: Ints
    """The date of each document as a proleptic Gregorian ordinal; 0 for none."""
    roles: Callable[[], WrittenRoles]
    """Reads the roles of people, which not every use needs."""


@dataclass
class KeyedObservations:
    """The observations by folded names instead of written ones.

    Args:
        keys: Folded names.
        people: From a document number to indices into `keys`.
        seen: The observations by written names.
        fold: From a written name to its key.

    """

    keys: Sequence[str]
    people: RaggedArray
    seen: Observations
    fold: Callable[[str], str]

    @cached_property
    def documents(self) -> RaggedArray:
        """From a key to its document numbers."""
        return self.people.inverted(len(self.keys))

    def docs(self, key: int) -> Ints:
        """The documents of a key, ascending."""
        return self.documents.ids[slice(*self.documents.starts[key : key + 2])]

    @cached_property
    def counts(self) -> list[int]:
        """The number of documents of each key."""
        return list(np.diff(self.documents.starts).tolist())

    @cached_property
    def spans(self) -> tuple[list[int], list[int]]:
        """The first and the last date of each key; 0 for none."""
        starts, dates = self.documents.starts[:-1], self.seen.dates[self.documents.ids]
        if not len(dates):
            return [0] * len(self.keys), [0] * len(self.keys)
        # `reduceat` returns an element for an empty row, too: clamp its start here, and drop it below.
        safe = np.minimum(starts, len(dates) - 1)
        first = np.minimum.reduceat(np.where(dates > 0, dates, _NEVER), safe)
        last = np.maximum.reduceat(dates, safe)
        some = (np.diff(self.documents.starts) > 0) & (last > 0)
        return np.where(some, first, 0).tolist(), np.where(some, last, 0).tolist()

    @cached_property
    def common_countries(self) -> frozenset[int]:
        """The countries so frequent that sharing one is no evidence."""
        return common_countries(self.seen.countries)

    @cached_property
    def roles(self) -> KeyedRoles:
        """The roles of all people."""
        return KeyedRoles(self.seen.roles(), self.keys, self.fold)


def common_countries(countries: RaggedArray) -> frozenset[int]:
    """The countries so frequent that sharing one is no evidence, of those of each document."""
    counts = np.bincount(countries.ids) if len(countries.ids) else np.zeros(0, np.int64)
    # A share of the documents with a country: deleted documents still have a row, and no country.
    documents = np.count_nonzero(np.diff(countries.starts))
    return frozenset(np.flatnonzero(counts > max(3, 0.15 * documents)).tolist())
