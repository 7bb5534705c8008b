"""The types of the JSON that commands and exports write. The JSON Schema in docs is made from them."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class InFolder(TypedDict):
    """What a command prints that runs in several folders: each object names its folder."""

    folder: NotRequired[str]


class PersonFacet(InFolder):
    """A person, with the number of documents."""

    name: str
    documents: int


class CountryFacet(InFolder):
    """A country, with the number of documents; the code is ISO 3166."""

    code: str
    name: str
    documents: int


class NameFacet(InFolder):
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


class HitJson(InFolder):
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


class SearchJson(InFolder):
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


class MentionJson(InFolder):
    """A mention. `at` is its start and end in the document's text, in code points."""

    id: str
    path: str
    title: str
    date: str | None
    at: list[int]
    snippet: str
    ambiguous: bool
    dateline: bool


class MentionsJson(InFolder):
    """`mentions --json`: the name, and its mentions, newest document first."""

    name: str
    documents: int
    mentions: int
    occurrences: list[MentionJson]


CorrectionJson = TypedDict(
    "CorrectionJson",
    {"action": str, "kind": str, "names": list[str], "as": str | None, "in": str | None, "author": str | None},
)
"""A correction of the user."""


class SuggestionJson(TypedDict):
    """Two people who may be the same person, and why."""

    left: PersonFacet
    right: PersonFacet
    reason: str


class NameEvidenceJson(TypedDict):
    """A feature of a name in its text, as `entities --explain` prints it; the weight is in log-odds."""

    name: str
    weight: float


class EntityJson(InFolder):
    """`person --json` and `country --json`: the page of a person or country.

    The confidence is the estimated share of such names that are persons, by the best evidence of any document; the
    evidence is that of this document, where the confidence is below 0.9.
    """

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
    confidence: float
    evidence: list[NameEvidenceJson]
