"""What is asked of a library and what it answers: plain frozen values, without Whoosh and without the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.model.document import Span
from index.model.query_fault import NoMatches


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    """Best first, by BM25F; newest first where the query has no words."""
    NEWEST = "newest"
    """Latest date first, documents without a date last."""
    OLDEST = "oldest"
    """Earliest date first, documents without a date last."""


class Kind(StrEnum):
    """What a facet or a filter is about."""

    PERSON = "person"
    COUNTRY = "country"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet value that every result must have, or must not have."""

    kind: Kind
    key: str
    """Of the facet: `Facet.key`."""
    exclude: bool = False
    """True to leave out the documents that have it."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question: the words typed and the filters in force. A value: `replace` makes the next one."""

    text: str = ""
    """In the query language; empty finds every document."""
    filters: tuple[Filter, ...] = ()
    """All must hold, in the order they were chosen."""
    sort: Sort = Sort.RELEVANCE
    limit: int = 50
    """At most so many hits in the page; the totals and facets are always of all results."""
    offset: int = 0
    """How many hits to pass over."""
    around: str = ""
    """A document's id: where it is among the results, the page is the one it is on, whatever `offset` says."""
    typing: bool = False
    """True while the user types: the last word counts as a prefix, and a half-typed query is read as far as it
    goes. False: a query that cannot be read raises QueryError."""

    def toggled(self, choice: Filter) -> Query:
        """The query with the filter added, or without it where it was in force; its opposite is replaced."""
        rest = tuple(old for old in self.filters if (old.kind, old.key) != (choice.kind, choice.key))
        filters = rest if choice in self.filters else (*rest, choice)
        return replace(self, filters=filters, offset=0, around="")


class QueryLimit(StrEnum):
    """What of a query is limited, so that every query is answered in reasonable time and stack depth."""

    LENGTH = "length"
    """In characters."""
    DEPTH = "depth"
    """Brackets inside each other."""
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a query exceeds."""

    limit: QueryLimit
    most: int
    """What the limit allows."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short piece of a document around its hits."""

    text: str
    """One line, with "…" where it was cut."""
    hits: tuple[Span, ...] = ()
    """The words that matched, as offsets into this snippet's own text, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    id: str
    path: str
    title: str
    title_hits: tuple[Span, ...]
    """The words of the title that matched."""
    date: dt.date | None
    score: float
    snippet: Snippet
    people: tuple[str, ...]
    """Names as shown, most mentioned first."""
    countries: tuple[str, ...]
    """Codes, most mentioned first."""
    also: tuple[str, ...] = ()
    """Where else the same text lies: paths, with "#" and the record where a file holds many."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of the results, with the number of documents that have it."""

    kind: Kind
    key: str
    """What a filter names it by: a person's key, a country's code, a year's four digits."""
    label: str
    """What is shown."""
    documents: int


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to a query."""

    query: Query
    total: int
    """The exact number of documents that match."""
    took_ms: float
    hits: tuple[Hit, ...] = ()
    people: Sequence[Facet] = ()
    """Of all results, most documents first; made as far as it is read."""
    countries: Sequence[Facet] = ()
    """Of all results, most documents first; made as far as it is read."""
    years: tuple[Facet, ...] = ()
    """Of all results, earliest first; years without a result between two with one are there with 0."""
    undated: int = 0
    """How many results have no date."""
    suggestion: str | None = None
    """Where nothing was found: the query with its likely spelling, or None."""
    no_matches: NoMatches | None = None
    """Why there are no results; None where there are, or where the query has no terms."""
    excess: Excess | None = None
    """The limit up to which the query was read, where it exceeds one; only while typing."""
