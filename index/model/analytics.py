"""Matrices, co-occurrences and timelines of results: frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from index.model.entity import Occurrence
from index.model.query import Facet, Kind, Query
from index.model.step import Step


class Unit(StrEnum):
    """Within what two names must occur to be counted together."""

    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Axis:
    """The names on one side of a matrix."""

    kind: Kind
    """PERSON or COUNTRY."""
    limit: int = 50
    """The number of names: those with most documents among the results."""
    keys: tuple[str, ...] = ()
    """The keys of the names to show instead; those that the library does not have are left out."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often the names of two axes occur together in the results of a query."""

    query: Query
    unit: Unit
    rows: tuple[Facet, ...]
    """`documents` counts the results that have the name."""
    columns: tuple[Facet, ...]
    counts: tuple[tuple[int, ...], ...]
    """The number of units with both names, row by row. A name with itself: the number of units that have it."""
    total: int
    """The number of results."""
    relevant: int
    """The number of results that have a name of each axis."""
    examined: int
    """How many of these were counted, the newest first; all of them if the unit is DOCUMENT."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The documents in which a row and a column of a matrix occur together."""

    total: int
    """The number of results that have both names."""
    places: tuple[Occurrence, ...]
    """Where they occur together, newest document first, undated last. `at` is a mention of the row's name. A document
    counts once for DOCUMENT, else each of its units."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that occurs together with another one."""

    kind: Kind
    key: str
    label: str
    count: int
    """The number of units with both names."""


@dataclass(frozen=True, slots=True)
class CoOccurrences:
    """The names that occur together with a person or country."""

    entity: Facet
    """`documents` counts the results that have it."""
    unit: Unit
    people: tuple[Companion, ...]
    """Highest count first."""
    countries: tuple[Companion, ...]
    examined: int
    """The number of documents that were counted, the newest first."""


@dataclass(frozen=True, slots=True)
class Period:
    """One year, month or day."""

    key: str
    """Its ISO 8601 date, such as "1987-02"; `date:` finds its documents."""
    start: dt.date
    documents: int


@dataclass(frozen=True, slots=True)
class Series:
    """The documents of one person or country by period."""

    facet: Facet
    documents: tuple[int, ...]
    """In the order of `Timeline.periods`."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The results of a query by date."""

    query: Query
    step: Step
    periods: tuple[Period, ...]
    """Earliest first, without gaps, except that empty ones are left out of a timeline of more than 20 000 periods."""
    series: tuple[Series, ...]
    """The people or countries with most documents; none unless they were asked for."""
    total: int
    """The number of results."""
    undated: int
    """The number of results without a date."""
