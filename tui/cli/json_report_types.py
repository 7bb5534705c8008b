"""Types of what commands that explain print as JSON: doctor, inspect, and the two with `--explain`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from tui.cli.json_types import OmissionJson, PartlyReadJson


class FindingJson(TypedDict):
    """One thing that was checked; the remedy is a sentence, and empty where nothing is wrong."""

    check: str
    sentence: str
    wrong: bool
    remedy: str


class DoctorJson(TypedDict):
    """`doctor --json`."""

    folder: str
    library: str
    fine: bool
    findings: list[FindingJson]


class UnreadJson(TypedDict):
    """A file, or a part of one, that an update would skip."""

    path: str
    reason: str


class InspectedDocumentJson(TypedDict):
    """What an update would store of a document; people by name, countries by code, the length in code points."""

    record: str
    title: str
    date: str | None
    date_source: str | None
    language: str | None
    metadata: dict[str, str]
    people: list[str]
    countries: list[str]
    omissions: list[OmissionJson]
    characters: int


class InspectionJson(TypedDict):
    """`inspect --json`; `first` has the first documents, and `complete` says whether all were counted."""

    path: str
    type: str | None
    recognized_by: str | None
    encoding: str | None
    documents: int
    complete: bool
    columns: dict[str, list[str]] | None
    read_in_part: PartlyReadJson | None
    skipped: list[UnreadJson]
    first: list[InspectedDocumentJson]
    library_folder: str | None


class ImportJson(TypedDict):
    """`userdata import --json`: how many entries were added or changed; documents are those with marks."""

    corrections: int
    documents: int
    searches: int
    read_marks: int
    arrivals: int


class ExpansionJson(TypedDict):
    """A term that a part of a query stands for."""

    text: str
    documents: int


class QueryPartJson(TypedDict):
    """A part of a query as it was understood, with the parts in it."""

    kind: str
    documents: int | None
    text: NotRequired[str]
    field: NotRequired[str]
    distance: NotRequired[int]
    boost: NotRequired[float]
    required: NotRequired[bool]
    stands_for: NotRequired[list[ExpansionJson]]
    parts: NotRequired[list[QueryPartJson]]


class ScoredWordJson(TypedDict):
    """What a word adds to the score of a document, in all and by field."""

    text: str
    score: float
    fields: dict[str, float]


class ExplainedHitJson(TypedDict):
    """Why a document is where it is."""

    id: str
    path: str
    title: str
    score: float
    words: list[ScoredWordJson]


class ExplanationJson(TypedDict):
    """`search --explain --json`."""

    query: str
    total: int
    understood: QueryPartJson
    hints: list[str]
    hits: list[ExplainedHitJson]


class EvidenceJson(TypedDict):
    """A piece of evidence; the weight is in log-odds, positive for a person."""

    name: str
    weight: float


class PersonCandidateJson(TypedDict):
    """A name that may be a person; a mention is a start and an end, in code points."""

    text: str
    mention: list[int]
    accepted: bool
    decided_by: str
    score: float | None
    evidence: list[EvidenceJson]


CountryCandidateJson = TypedDict(
    "CountryCandidateJson",
    {
        "text": str,
        "mention": list[int],
        "code": str,
        "decision": str,
        "for": list[str],
        "against": list[str],
        "dateline": NotRequired[bool],
    },
)
"""A name that may be a country, with what speaks for and against it."""


class CandidatesJson(TypedDict):
    """`entities --explain --json`."""

    people: list[PersonCandidateJson]
    countries: list[CountryCandidateJson]
