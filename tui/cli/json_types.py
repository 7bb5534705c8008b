"""The types of the JSON of commands that nothing but the command line writes."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class SkippedJson(TypedDict):
    """A file, or a record of it, that was not read."""

    path: str
    reason: str


class RebuiltJson(TypedDict):
    """Why a library was rebuilt without a request."""

    reason: str
    detail: str


class IndexJson(TypedDict):
    """`index --json`."""

    documents: int
    added: int
    updated: int
    removed: int
    unchanged: int
    skipped: list[SkippedJson]
    seconds: float
    rebuilt: NotRequired[RebuiltJson]


class OmissionJson(TypedDict):
    """What of a file is not in a document."""

    kind: str
    number: int
    detail: str
    text: str


class DocumentJson(TypedDict):
    """`show --json`. Columns are those of a table that were used, for its first document."""

    id: str
    path: str
    record: NotRequired[str]
    title: str
    date: str | None
    date_source: str | None
    type: str
    metadata: dict[str, str]
    text: str
    people: list[str]
    countries: list[str]
    also: list[str]
    ocr: NotRequired[bool]
    language: str | None
    omissions: list[OmissionJson]
    columns: NotRequired[dict[str, list[str]]]


class PartlyReadJson(TypedDict):
    """A file that was read in part."""

    path: str
    documents: int
    omissions: list[OmissionJson]
    columns: dict[str, list[str]] | None


class SkippedListJson(TypedDict):
    """`skipped --json`."""

    skipped: list[SkippedJson]
    read_in_part: list[PartlyReadJson]


class EntityPersonJson(TypedDict):
    """A person of a text; mentions are starts and ends, in code points."""

    name: str
    aliases: list[str]
    roles: list[str]
    mentions: list[list[int]]


class EntityCountryJson(TypedDict):
    """A country of a text."""

    code: str
    name: str
    mentions: list[list[int]]
    ambiguous: NotRequired[bool]
    dateline: NotRequired[bool]


class EntitiesJson(TypedDict):
    """`entities --json`."""

    people: list[EntityPersonJson]
    countries: list[EntityCountryJson]


class EntitiesLineJson(EntitiesJson):
    """A line of `entities --jsonl`, with the id of the line that was read."""

    id: str | int | float | bool | None


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


class WordJson(TypedDict):
    """A word that stands out, with the numbers of results and of other documents that have it."""

    word: str
    documents: int
    others: int
    score: float


class WordsJson(TypedDict):
    """`words --json`."""

    query: str
    total: int
    words: list[WordJson]


class QueryCountJson(TypedDict):
    """A line of `search FOLDER - --jsonl`; total is null where the query is invalid."""

    query: str
    total: int | None
    error: NotRequired[str]
