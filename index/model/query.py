"""Queries and their answers: frozen values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.model.document import Span
from index.model.hint import Hint
from index.model.query_fault import NoMatches

SUGGESTED_BELOW = 10
"""A query that finds fewer documents may have a suggestion."""


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    """Best first, by BM25F, on a server by BM25; newest first if the query has no words."""
    NEWEST = "newest"
    """Latest date first, documents without a date last."""
    OLDEST = "oldest"
    """Earliest date first, documents without a date last."""


class Kind(StrEnum):
    """What a facet or a filter is about."""

    PERSON = "person"
    COUNTRY = "country"
    YEAR = "year"
    LANGUAGE = "language"
    USER_DATA = "userdata"
    """What the user has done with documents; the key is a term of the query language, such as "is:starred"."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet value that every result must have, or must not have."""

    kind: Kind
    key: str
    """`Facet.key` of the value."""
    exclude: bool = False
    """True to exclude the documents that have it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its active filters, sort order and page."""

    text: str = ""
    """In the query language; empty finds every document."""
    filters: tuple[Filter, ...] = ()
    """All must hold, unless `any_of` says otherwise, in the order they were chosen."""
    any_of: frozenset[Kind] = frozenset()
    """The kinds of which a result needs to pass only one filter; those that exclude must hold nevertheless."""
    required: tuple[Filter, ...] = ()
    """Further filters that must all hold, whatever `any_of` says."""
    sort: Sort = Sort.RELEVANCE
    limit: int = 50
    """The greatest number of hits in the page; totals and facets are always of all results."""
    offset: int = 0
    """The number of hits to skip."""
    around: str = ""
    """The id of a document: if it is among the results, the page is the one it is on, whatever `offset` says."""
    all_words: bool = False
    """True to leave out the documents with most of the words, see `LibraryLike.search_partial`."""
    fold: bool = False
    """True to show one hit for near-duplicate texts, the best one."""
    typing: bool = False
    """True while the user types: the last word counts as a prefix, and what is incomplete or invalid is ignored. False:
    an invalid query raises QueryError."""

    def toggled(self, choice: Filter) -> Query:
        """The query with the filter added, or removed if it was active; the opposite filter is replaced."""
        rest = tuple(old for old in self.filters if (old.kind, old.key) != (choice.kind, choice.key))
        return self.with_filters(rest if choice in self.filters else (*rest, choice))

    def with_filters(self, filters: tuple[Filter, ...]) -> Query:
        """The query with other filters; a kind without any left is all-of again."""
        any_of = self.any_of & {choice.kind for choice in filters if not choice.exclude}
        return replace(self, filters=filters, any_of=any_of, offset=0, around="")

    def narrowed(self, *choices: Filter) -> Query:
        """The query with further filters, which its results must pass in any case."""
        return replace(self, required=(*self.required, *choices))

    def without_alternatives(self, kind: Kind) -> Query:
        """The query without the filters of a kind of which one is enough: it finds what further ones could add."""
        return replace(self, filters=tuple(each for each in self.filters if each.kind is not kind or each.exclude))

    def is_alternative(self, choice: Filter) -> bool:
        """Whether a filter is one of several of which one is enough."""
        return choice.kind in self.any_of and not choice.exclude

    @property
    def filter_groups(self) -> tuple[tuple[Filter, ...], ...]:
        """The filters in groups: a result passes at least one filter of each."""
        alone = [choice for choice in self.filters if not self.is_alternative(choice)]
        groups = [tuple(filter(self.is_alternative, self._of_kind(kind))) for kind in sorted(self.any_of)]
        return (*((choice,) for choice in (*alone, *self.required)), *filter(None, groups))

    def _of_kind(self, kind: Kind) -> tuple[Filter, ...]:
        return tuple(choice for choice in self.filters if choice.kind is kind)


class QueryLimit(StrEnum):
    """Limits on queries, so that each is answered in reasonable time and stack depth."""

    LENGTH = "length"
    """Characters."""
    DEPTH = "depth"
    """Nested brackets."""
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a query exceeds."""

    limit: QueryLimit
    most: int
    """The limit."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short excerpt of a document around its hits."""

    text: str
    """One line, with "…" where it was cut."""
    hits: tuple[Span, ...] = ()
    """The words that matched, in code points of this text, ascending and not overlapping."""


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
    """Places of the same text: paths, with "#" and the record if the file has several."""
    near: int = 0
    """The number of results with near-duplicate text that are folded under this one; 0 unless the query folds."""
    record: str = ""
    """Which document of a file that holds many; "" for a file that holds one."""

    @property
    def place(self) -> str:
        """The path and, of a document of a file that holds many, "#" and its record; a library finds it by this."""
        return f"{self.path}#{self.record}" if self.record else self.path


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet value of the results, with the number of documents that have it."""

    kind: Kind
    key: str
    """The key of a filter: a person's key, the code of a country or language, a year's four digits."""
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
    is_counted: bool = True
    """False if people, countries, languages and years are not counted yet, see `LibraryLike.search_in_steps`."""
    people: Sequence[Facet] = ()
    """The people of all results, most documents first; created lazily."""
    uncertain_people: int = 0
    """How many of the people, the last ones, may not be people: see `Library.uncertain_below`."""
    countries: Sequence[Facet] = ()
    """The countries of all results, most documents first; created lazily."""
    years: tuple[Facet, ...] = ()
    """The years of all results, earliest first, without gaps: a year without results counts 0."""
    languages: Sequence[Facet] = ()
    """The languages of all results, most documents first; empty if the whole library is in one language."""
    undated: int = 0
    """The number of results without a date."""
    suggestion: str | None = None
    """For a query with few results or none: a similar query that finds more; None if none is known."""
    completion: str = ""
    """While typing: the query with its last field name or value completed; "" if there is nothing to complete."""
    no_matches: NoMatches | None = None
    """Why there are no results; None if there are, or if the query has no terms."""
    excess: Excess | None = None
    """The exceeded limit, up to which the query was read; only while typing."""
    hints: tuple[Hint, ...] = ()
    """How parts of the query were read where that may surprise."""
    folded: int = 0
    """The number of results that are folded under others. `total` and the facets count them; the hits do not."""
