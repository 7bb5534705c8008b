"""What can be exported, in which formats, and the content of an export, which every format draws on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model.document import Span
from index.model.analytics import Axis, Unit
from index.model.query import Facet, Query
from index.model.step import Step

Value = str | int | float | None
"""The value of a cell."""


class What(StrEnum):
    """What is exported."""

    RESULTS = "results"
    PEOPLE = "people"
    COUNTRIES = "countries"
    MENTIONS = "mentions"
    """The mentions of one person or country."""
    TIMELINE = "timeline"
    MATRIX = "matrix"
    COMPARISON = "comparison"
    PAGE = "page"
    """The page of one person or country, with all mentions."""
    SIMILAR = "similar"
    """Documents like one."""
    EXPLANATION = "explanation"
    """How a query was understood."""
    HISTORY = "history"
    """The user's earlier searches and documents."""


class Format(StrEnum):
    """The format of an export; the value is the suffix of its file, too."""

    CSV = "csv"
    JSON = "json"
    JSON_LINES = "jsonl"
    MARKDOWN = "md"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants to export."""

    what: What
    query: Query = field(default_factory=Query)
    limit: int | None = None
    """The greatest number of results, names or mentions; None for all."""
    entity: Facet | None = None
    """The person or country, for MENTIONS and PAGE. The query limits the mentions to its results."""
    other: Query | None = None
    """The second query, for COMPARISON; None for the rest of the library."""
    step: Step = Step.YEAR
    """The length of a period, for TIMELINE."""
    size: int = 12
    """The number of rows and columns, for MATRIX."""
    ids: tuple[str, ...] = ()
    """For RESULTS: the ids of these documents instead of all results of the query."""
    axes: tuple[Axis, Axis] | None = None
    """For MATRIX: the names of the rows and columns; None for people and countries of `size`."""
    with_partial: bool = False
    """For RESULTS: whether documents with most of the words follow those with all."""
    document: str = ""
    """For SIMILAR: its id."""
    visits: tuple[tuple[str, str], ...] = ()
    """For HISTORY: the searches as they are called, and for a document that was read its title; the latest first."""
    unit: Unit = Unit.DOCUMENT
    """For MATRIX: within what two names count together."""
    filters: tuple[str, ...] = ()
    """The active filters as the user reads them, for the head of the export."""
    day: dt.date | None = None
    """The date of the export, for its head."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under headings."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    is_shaded: bool = False
    """Whether cells are shaded by their numbers, as in a matrix."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers with labels, drawn as bars."""

    title: str
    bars: Sequence[tuple[str, int]]
    is_timeline: bool = False
    """Whether the bars are periods in order, drawn as columns."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document: the snippet of a result, or a mention in context."""

    title: str
    date: str
    place: str
    """The path of the file and, if it holds many documents, "#" and the record."""
    doc_id: str
    text: str
    hits: Sequence[Span] = ()
    """The words that matched, in code points of the text."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passages:
    """A list of passages."""

    title: str
    items: Iterable[Passage]


Section = Table | Chart | Passages


@dataclass(frozen=True, slots=True)
class Export:
    """The content of an export. The iterables can be read once: each format reads those that it needs."""

    title: str
    facts: Sequence[tuple[str, str]]
    """Labels and values about the export, such as the query."""
    table: Table
    """For CSV."""
    head: Mapping[str, object]
    """The JSON object, without the list under `key`."""
    lines: Iterable[object]
    """For JSON Lines."""
    sections: Iterable[Section]
    """For Markdown and HTML."""
    is_empty: bool = False
    """Whether there is nothing to export."""
    key: str = ""
    """The key of the list of `values` in the JSON object; "" if there is none."""
    values: Iterable[object] = ()
