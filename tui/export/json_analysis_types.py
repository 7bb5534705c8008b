"""The types of the JSON of analyses: timelines, matrices, comparisons, similar documents."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from tui.export.json_types import InFolder, MentionJson, NameFacet


class PeriodJson(InFolder):
    """A year, month or day, such as "1987-02"."""

    period: str
    documents: int


class SeriesJson(TypedDict):
    """A person or country by period."""

    code: NotRequired[str]
    name: str
    documents: int
    by_period: list[int]


class TimelineJson(InFolder):
    """`timeline --json`."""

    query: str
    by: str
    total: int
    undated: int
    periods: list[PeriodJson]
    series: list[SeriesJson]


class MatrixJson(InFolder):
    """`matrix --json`: `counts` has a list for each row."""

    query: str
    by: str
    total: int
    relevant: int
    examined: int
    rows: list[NameFacet]
    columns: list[NameFacet]
    counts: list[list[int]]


class MatrixRowJson(NameFacet):
    """A line of `matrix --jsonl`: `counts` is by the names of the columns."""

    counts: dict[str, int]


class CompanionJson(InFolder):
    """A name that occurs together with another one, with the number of documents, paragraphs or sentences."""

    code: NotRequired[str]
    name: str
    count: int


class CoOccurrencesJson(InFolder):
    """`cooccur --json`."""

    name: NameFacet
    by: str
    examined: int
    people: list[CompanionJson]
    countries: list[CompanionJson]


class CompanionLineJson(CompanionJson):
    """A line of `cooccur --jsonl`."""

    kind: str


class PlacesJson(InFolder):
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


class ComparisonJson(InFolder):
    """`compare --json`."""

    queries: list[str]
    totals: list[int]
    both: int
    people: ContrastJson
    countries: ContrastJson
    words: ContrastJson


ComparisonLineJson = TypedDict(
    "ComparisonLineJson",
    {
        "folder": NotRequired[str],
        "in": str,
        "kind": str,
        "name": str,
        "documents_1": int,
        "documents_2": int,
        "score": float,
    },
)
"""A line of `compare --jsonl`: a person, country or word, in the first set ("1"), the second ("2") or both."""


class SimilarDocumentJson(TypedDict):
    """A document like another one, and what both have."""

    id: str
    path: str
    title: str
    date: str | None
    score: float
    words: list[str]
    people: list[str]
    countries: list[str]
    near: bool


class SimilarJson(TypedDict):
    """`similar --json`."""

    id: str
    title: str
    words: list[str]
    documents: list[SimilarDocumentJson]


class WordJson(InFolder):
    """A word that stands out, with the numbers of results and of other documents that have it."""

    word: str
    documents: int
    others: int
    score: float


class WordsJson(InFolder):
    """`words --json`."""

    query: str
    total: int
    words: list[WordJson]
