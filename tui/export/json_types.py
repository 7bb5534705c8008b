"""The types of the JSON that commands and exports write. The JSON Schema in docs is made from them."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class PersonFacet(TypedDict):
    """A person, with the number of documents."""

    name: str
    documents: int


class CountryFacet(TypedDict):
    """A country, with the number of documents; the code is ISO 3166."""

    code: str
    name: str
    documents: int


class NameFacet(TypedDict):
    """A person, or a country with its code, with the number of documents."""

    code: NotRequired[str]
    name: str
    documents: int


class LanguageFacet(TypedDict):
    """A language, with the number of documents; the code is ISO 639-1."""

    code: str
    name: str
    documents: int


class YearFacet(TypedDict):
    """A year, with the number of documents."""

    year: int
    documents: int


class HitJson(TypedDict):
    """A result. The id is the same after every rebuild; `show` takes it, the path, or the path with "#" and record."""

    id: str
    path: str
    title: str
    date: str | None
    score: float
    snippet: str
    people: list[str]
    countries: list[str]
    record: NotRequired[str]
    also: NotRequired[list[str]]
    near: NotRequired[int]


class PartialHitJson(HitJson):
    """A result that lacks some of the words."""

    missing: list[str]


class PartialJson(TypedDict):
    """The documents that have most of the words."""

    total: int
    hits: list[PartialHitJson]


class SearchJson(TypedDict):
    """`search --json`. People, countries, languages and years are those of all results."""

    query: str
    total: int
    folded: NotRequired[int]
    took_ms: float
    suggestion: str | None
    hits: list[HitJson]
    people: list[PersonFacet]
    countries: list[CountryFacet]
    languages: list[LanguageFacet]
    years: list[YearFacet]
    partial: NotRequired[PartialJson]


class VariantJson(TypedDict):
    """A name variant."""

    text: str
    mentions: int
    documents: int


class RoleJson(TypedDict):
    """A title, rank or office, with the dates of the first and the last document that has it."""

    text: str
    documents: int
    first: str | None
    last: str | None


class MentionJson(TypedDict):
    """A mention. `at` is its start and end in the document's text, in code points."""

    id: str
    path: str
    title: str
    date: str | None
    at: list[int]
    snippet: str
    ambiguous: bool
    dateline: bool


class MentionsJson(TypedDict):
    """`mentions --json`: the name, and its mentions, newest document first."""

    name: str
    documents: int
    mentions: int
    occurrences: list[MentionJson]


CorrectionJson = TypedDict(
    "CorrectionJson", {"action": str, "kind": str, "names": list[str], "as": str | None, "in": str | None}
)
"""A correction of the user."""


class SuggestionJson(TypedDict):
    """Two people who may be the same person, and why."""

    left: PersonFacet
    right: PersonFacet
    reason: str


class EntityJson(TypedDict):
    """`person --json` and `country --json`: the page of a person or country."""

    kind: str
    key: str
    name: str
    documents: int
    mentions: int
    first: str | None
    last: str | None
    forms: list[VariantJson]
    roles: list[RoleJson]
    people: list[PersonFacet]
    countries: list[CountryFacet]
    occurrences: list[MentionJson]
    corrections: list[CorrectionJson]
    suggestions: list[SuggestionJson]


class PeriodJson(TypedDict):
    """A year, month or day, such as "1987-02"."""

    period: str
    documents: int


class SeriesJson(TypedDict):
    """A person or country by period."""

    code: NotRequired[str]
    name: str
    documents: int
    by_period: list[int]


class TimelineJson(TypedDict):
    """`timeline --json`."""

    query: str
    by: str
    total: int
    undated: int
    periods: list[PeriodJson]
    series: list[SeriesJson]


class MatrixJson(TypedDict):
    """`matrix --json`: `counts` has a list for each row."""

    query: str
    by: str
    total: int
    relevant: int
    examined: int
    rows: list[NameFacet]
    columns: list[NameFacet]
    counts: list[list[int]]


class CompanionJson(TypedDict):
    """A name that occurs together with another one, with the number of documents, paragraphs or sentences."""

    code: NotRequired[str]
    name: str
    count: int


class CoOccurrencesJson(TypedDict):
    """`cooccur --json`."""

    name: NameFacet
    by: str
    examined: int
    people: list[CompanionJson]
    countries: list[CompanionJson]


class PlacesJson(TypedDict):
    """`cooccur --with --json`: where two names occur together."""

    total: int
    places: list[MentionJson]


class ContrastedJson(TypedDict):
    """A person, country or word in two sets of documents; the score is the log-likelihood ratio."""

    word: NotRequired[str]
    code: NotRequired[str]
    name: NotRequired[str]
    documents_1: int
    documents_2: int
    score: float


class ContrastJson(TypedDict):
    """What stands out in the first and the second set, and what both share."""

    first: list[ContrastedJson]
    second: list[ContrastedJson]
    shared: list[ContrastedJson]


class ComparisonJson(TypedDict):
    """`compare --json`."""

    queries: list[str]
    totals: list[int]
    both: int
    people: ContrastJson
    countries: ContrastJson
    words: ContrastJson
