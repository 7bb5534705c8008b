"""The types of the JSON of commands that nothing but the command line writes."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from tui.export.json_types import InFolder


class SkippedJson(InFolder):
    """A file, or a record of it, that was not read."""

    path: str
    reason: str


class RebuiltJson(TypedDict):
    """Why a library was rebuilt without a request."""

    reason: str
    detail: str


class IndexJson(InFolder):
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


class PartlyReadJson(InFolder):
    """A file that was read in part."""

    path: str
    documents: int
    omissions: list[OmissionJson]
    columns: dict[str, list[str]] | None


class SkippedListJson(InFolder):
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


class QueryCountJson(TypedDict):
    """A line of `search FOLDER - --jsonl`; total is null where the query is invalid."""

    query: str
    total: int | None
    error: NotRequired[str]


class PassageJson(TypedDict):
    """A note on a passage; loose where that is no longer in the text."""

    quote: str
    note: str
    loose: NotRequired[Literal[True]]


class MarkedJson(InFolder):
    """A document with its star, tags and notes; presence is same, changed, moved or loose. Servers have authors."""

    id: str
    document: str
    title: str
    date: str | None
    presence: str
    starred: bool
    tags: list[str]
    note: str
    passages: list[PassageJson]
    authors: list[str]


class TagJson(InFolder):
    """A tag, with the number of its documents."""

    tag: str
    documents: int


class ChangedJson(InFolder):
    """The number of documents that a command has changed."""

    changed: int


class FilterJson(TypedDict):
    """A filter of a saved search."""

    kind: str
    key: str
    exclude: bool


class SavedSearchJson(InFolder):
    """A saved search; looked is when you last looked at its new documents."""

    name: str
    query: str
    filters: list[FilterJson]
    any_of: list[str]
    sort: str
    looked: str | None


class NewDocumentJson(TypedDict):
    """A new document."""

    id: str
    path: str
    title: str
    date: str | None
    record: NotRequired[str]


class NewJson(SavedSearchJson):
    """A saved search with its new documents; error says why its query is invalid."""

    new: int
    documents: list[NewDocumentJson]
    error: NotRequired[str]
