"""Dates, people and countries of every document as arrays, so that counts over all results are one bincount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt

from corpus import country_name
from index.arrays.columns import NO_NUMBER
from index.arrays.facets import GroupedFacet, KeyFacet, NumberFacet
from index.arrays.foreign import Reader
from index.copies import Copies
from index.evaluate import Docs
from index.identity import join_surnames
from index.query import Facet, Kind
from index.schema import person_key

Ints = npt.NDArray[np.int64]

_EPOCH = dt.date(1970, 1, 1).toordinal()
_SHOWN = 200
"""So many facet values are put in order at once; the others when somebody asks for them."""


class Ranking(Sequence[Facet]):
    """The values of a facet that occur in some results: most documents first, then by label.

    A sequence of Facet that is made as far as it is read, because a library can have a hundred thousand people.
    """

    def __init__(self, column: Column, counts: Ints) -> None:
        self._column = column
        self._counts = counts
        self._found = np.flatnonzero(counts)
        self._ordered = self._first(_SHOWN)

    def _ranks(self, found: Ints) -> Ints:
        """A number for each value: the smaller, the further in front."""
        size = len(self._column.keys)
        ranks: Ints = -self._counts[found] * size + self._column.places[found]
        return ranks

    def _first(self, limit: int) -> Ints:
        """The values in front, in order."""
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
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = range(len(self))[at]
        if number >= len(self._ordered):
            self._ordered = self._first(len(self))
        value = int(self._ordered[number])
        return Facet(self._column.kind, self._column.keys[value], self._column.labels[value], int(self._counts[value]))

    def __iter__(self) -> Iterator[Facet]:
        return (self[number] for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Facet.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True)
class Column:
    """One facet of all documents."""

    kind: Kind
    counted: KeyFacet | GroupedFacet
    keys: tuple[str, ...]
    """What a filter names each value by."""
    labels: tuple[str, ...]
    """What is shown of each value."""

    @cached_property
    def places(self) -> Ints:
        """Where each value stands in the order of the labels."""
        order = sorted(range(len(self.labels)), key=self.labels.__getitem__)
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        return places

    def ranking(self, docs: Docs) -> Ranking:
        """The values that occur in the documents."""
        return Ranking(self, self.counted.counts(docs))


class FacetTable:
    """The facet columns of a library as of one commit.

    Args:
        reader: Whoosh's reader of that commit.

    """

    def __init__(self, reader: Reader) -> None:
        days = NumberFacet(reader, "date").column
        self.dates: Ints = np.where(days == NO_NUMBER, 0, days).astype(np.int64)
        """Proleptic Gregorian ordinal of each document's date; 0 for none."""
        years = (self.dates - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        self.years: Ints = np.where(self.dates > 0, years, 0)
        self.copies = Copies(NumberFacet(reader, "copy_high").column, NumberFacet(reader, "copy_low").column)
        """Which documents have the same text."""
        self._names = KeyFacet(reader, "person")
        everybody = self._names.counts(np.arange(len(self.dates)))
        self._people = group_people(self._names.keys, everybody.tolist())
        self._groups: Ints = np.array(self._people.groups, np.int64)
        self.people = Column(Kind.PERSON, self._names.grouped(self._groups), self._people.keys, self._people.labels)
        codes = KeyFacet(reader, "country")
        self.countries = Column(Kind.COUNTRY, codes, codes.keys, tuple(map(country_name, codes.keys)))

    def page_facets(self, docs: Docs) -> tuple[Sequence[Facet], Sequence[Facet], tuple[Facet, ...], int]:
        """People, countries and years of the documents, and how many have no date."""
        years = np.bincount(self.years[docs]) if len(docs) else np.zeros(1, np.int64)
        return self.people.ranking(docs), self.countries.ranking(docs), _timeline(years), int(years[0])

    def shown(self, names: Sequence[str]) -> tuple[str, ...]:
        """The people that names of a document stand for, by the name shown, each once."""
        numbers, groups, labels = self._names.numbers, self._people.groups, self._people.labels
        return tuple(dict.fromkeys(labels[groups[numbers[name]]] for name in names))

    def names_of(self, key: str) -> tuple[str, ...]:
        """All names, as they are in documents, of the person that a key stands for."""
        group = self._people.of.get(key, -1)
        return tuple(self._names.keys[at] for at in np.flatnonzero(self._groups == group).tolist())


@dataclass(frozen=True, slots=True)
class People:
    """Who is the same person across the library."""

    groups: list[int]
    """The number of each name's person."""
    keys: tuple[str, ...]
    """Each person's key."""
    labels: tuple[str, ...]
    """Each person's name as shown."""
    of: dict[str, int]
    """The number of the person that a key stands for: each person's own, and those of its other names."""


def group_people(names: Sequence[str], documents: Sequence[int]) -> People:
    """Tell who is the same person.

    Args:
        names: All names there are, each once, as they are in the documents.
        documents: How many documents have each.

    """
    spelled: dict[str, tuple[int, str]] = {}
    keys = list(map(person_key, names))
    for name, key, count in zip(names, keys, documents, strict=True):
        spelled[key] = max(spelled.get(key, (-1, "")), (count, name))
    distinct = sorted(spelled)
    joined = join_surnames(distinct)
    people = sorted(set(joined))
    number = {at: person for person, at in enumerate(people)}
    of = {key: number[at] for key, at in zip(distinct, joined, strict=True)}
    return People(
        groups=[of[key] for key in keys],
        keys=tuple(distinct[at] for at in people),
        labels=tuple(spelled[distinct[at]][1] for at in people),
        of=of,
    )


def _timeline(years: Ints) -> tuple[Facet, ...]:
    """Every year from the first to the last that occurs."""
    dated = np.flatnonzero(years[1:]) + 1
    if not len(dated):
        return ()
    return tuple(
        Facet(Kind.YEAR, f"{year:04}", f"{year:04}", int(years[year]))
        for year in range(int(dated[0]), int(dated[-1]) + 1)
    )
