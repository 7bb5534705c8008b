"""Dates, people and countries of every document as arrays, so that counts over all results are one bincount."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus import country_name
from index.evaluate import Docs
from index.grouping import Column, Grouping
from index.identity import Ints, Observations, Table
from index.mentions import MentionColumn
from index.query import Facet, Filter, Kind


class FacetTable:
    """The facet columns of a library as of one commit. `regroup` says who is who before anything is counted.

    Args:
        reader: Whoosh's reader of that commit.

    """

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 -- whoosh has no types
        rows: list[Any] = [json.loads(row or b"[0,[],[]]") for row in _rows(reader)]
        self.dates: Ints = np.array([row[0] for row in rows], np.int64)
        """Proleptic Gregorian ordinal of each document's date; 0 for none."""
        self.years: Ints = np.array([dt.date.fromordinal(row[0]).year if row[0] else 0 for row in rows], np.int64)
        self.names, self.stored_people = _stored([row[1] for row in rows])
        """All names as written, and those of each document."""
        self.codes, self.stored_countries = _stored([row[2] for row in rows])
        """All codes of countries, and those of each document."""
        self.mentions = MentionColumn(reader)
        self.people = self.countries = Column(Table(np.zeros(len(rows) + 1, np.int64), _NONE), _NOBODY)
        self.regroup(_NOBODY, plain_countries(self.codes))

    def observations(self) -> Observations:
        """What there is to tell people apart by."""
        return Observations(self.names, self.stored_people, self.stored_countries, self.dates, self.mentions.roles)

    def regroup(self, people: Grouping, countries: Grouping) -> None:
        """Count by these entries from now on."""
        self.people = Column(people.apply(self.stored_people) if len(people.of) else self.people.table, people)
        self.countries = Column(countries.apply(self.stored_countries), countries)

    def column(self, kind: Kind) -> Column:
        """The people or the countries."""
        return self.people if kind is Kind.PERSON else self.countries

    def having(self, choice: Filter) -> Docs:
        """The documents that have a person or country, whether or not the filter excludes it."""
        column = self.column(choice.kind)
        entry = column.grouping.numbers.get(choice.key, -1)
        return column.having(entry) if entry >= 0 else _NONE

    def page_facets(self, docs: Docs) -> tuple[tuple[Facet, ...], tuple[Facet, ...], tuple[Facet, ...], int]:
        """People, countries and years of the documents, and how many have no date."""
        years = np.bincount(self.years[docs]) if len(docs) else np.zeros(1, np.int64)
        return (
            self.ranked(Kind.PERSON, docs),
            self.ranked(Kind.COUNTRY, docs),
            _timeline(years),
            int(years[0]),
        )

    def ranked(self, kind: Kind, docs: Docs) -> tuple[Facet, ...]:
        """The people or countries that occur, most documents first, then by label."""
        column = self.column(kind)
        counts = column.counts(docs)
        found = [(int(counts[index]), column.labels[index], column.keys[index]) for index in np.flatnonzero(counts)]
        found.sort(key=lambda item: (-item[0], item[1], item[2]))
        return tuple(Facet(kind, key, label, count) for count, label, key in found)


def plain_countries(codes: Sequence[str]) -> Grouping:
    """Every country as itself, under its own name."""
    numbers = {code: number for number, code in enumerate(codes)}
    labels = tuple(country_name(code) for code in codes)
    return Grouping(np.arange(len(codes)), tuple(codes), labels, numbers, _NONE, _NONE, _NONE)


_NONE = np.zeros(0, np.int64)
_NOBODY = Grouping(_NONE, (), (), {}, _NONE, _NONE, _NONE)


def _timeline(years: Ints) -> tuple[Facet, ...]:
    """Every year from the first to the last that occurs."""
    dated = np.flatnonzero(years[1:]) + 1
    if not len(dated):
        return ()
    return tuple(
        Facet(Kind.YEAR, f"{year:04}", f"{year:04}", int(years[year]))
        for year in range(int(dated[0]), int(dated[-1]) + 1)
    )


def _stored(listed: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Table]:
    """All values, sorted, and those of each row by their numbers, each once."""
    values = sorted({value for row in listed for value in row})
    number = {value: index for index, value in enumerate(values)}
    rows = [list(dict.fromkeys(number[value] for value in row)) for row in listed]
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    ids = np.fromiter((value for row in rows for value in row), np.int64, int(starts[-1]))
    return tuple(values), Table(starts, ids)


def _rows(reader: Any) -> list[bytes]:  # noqa: ANN401
    """The facet column of every document; that of a deleted one is empty."""
    rows: list[bytes] = []
    for leaf, _ in reader.leaf_readers():
        count = leaf.doc_count_all()
        if leaf.has_column("facets"):
            column = leaf.column_reader("facets")
            rows.extend(b"" if leaf.is_deleted(number) else column[number] for number in range(count))
        else:
            rows.extend(b"" for _ in range(count))
    return rows
