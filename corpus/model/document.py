"""The values that leave this package: what a document is, and who and where it is about.

All are frozen, hashable and picklable: they cross process and layer borders.
"""

from __future__ import annotations

import datetime as dt
import os
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from corpus.model.block import Block
from corpus.model.columns import ColumnChoice
from corpus.model.date_source import DateSource
from corpus.model.message import MessageFields
from corpus.model.omission import Omission
from corpus.model.reason import Reason
from corpus.model.span import Span as Span
from corpus.model.span import Value


@dataclass(frozen=True, slots=True)
class Person(Value):
    """One human of one text, all forms of the name together."""

    name: str
    """The fullest form found, without title and rank."""
    aliases: tuple[str, ...] = ()
    """Other forms found, in order of appearance."""
    roles: tuple[str, ...] = ()
    """Titles, ranks and offices given to this person, as written: "Minister of National Defence of Poland"."""
    mentions: tuple[Span, ...] = ()
    """Where the name stands, in order; the title is not part of it."""
    confidence: float = 1.0
    """The estimated share of such persons that are persons, 0 to 1; 1 if the extractor gives no estimate."""


@dataclass(frozen=True, slots=True)
class Country(Value):
    """One country of one text, by any of its names."""

    code: str
    """ISO 3166-1 alpha-2, or the ISO 3166-3 alpha-4 of a state that is gone ("SUHH")."""
    name: str
    """The name to show."""
    mentions: tuple[Span, ...] = ()
    """Where it stands, in order."""
    ambiguous: bool = False
    """True where no mention is certain: the word has another meaning that context does not exclude."""
    dateline_only: bool = False
    """True where it stands only in the dateline: where the text was written, not what it is about."""


@dataclass(frozen=True, slots=True)
class Entities(Value):
    """Who and where a text is about; both in order of first appearance."""

    people: tuple[Person, ...] = ()
    countries: tuple[Country, ...] = ()


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file as found on disk: enough to tell later whether it has changed."""

    path: str
    """Relative to the folder, with forward slashes."""
    size: int
    """Bytes."""
    mtime_ns: int
    """Last modification, nanoseconds since the epoch, modulo 2**64. Only ever compared, never shown."""

    @classmethod
    def of(cls, path: str, status: os.stat_result) -> Self:
        """The stamp of a file with this status. Its time may lie outside of the years 1677 to 2262, which are all that
        64 bits and a database can hold: it is made to fit, and still differs from the times around it.
        """
        return cls(path, status.st_size, (status.st_mtime_ns + 2**63) % 2**64 - 2**63)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or one record of it, that could not be read, and why."""

    path: str
    """Relative to the folder; a record adds "#" and its number."""
    reason: Reason
    detail: str = ""
    """What only this case has, as `Reason` describes it: what the system reports, the name of a part."""
    number: int = 0
    """Likewise: the limit that was exceeded, the number of a line, a count."""


@dataclass(frozen=True, slots=True)
class Document(Value):
    """One readable text, cleaned."""

    id: str
    """Sixteen hexadecimal digits, the same for the same path and record as long as they exist."""
    path: str
    """The path of the file it came from, relative to the folder, with forward slashes."""
    title: str
    """One line; never empty."""
    text: str
    """The whole text. Where the title stands apart from the body, it is the first line of this."""
    body_start: int = 0
    """Where in `text` the body begins: 0 when the title was taken from the body's own first sentence."""
    date: dt.date | None = None
    """The document's own date, never the time at which its file was modified."""
    date_source: DateSource | None = None
    """Where the date comes from; None without a date."""
    record: str = ""
    """Which document of a file that holds many: its own id or its number; "" for a file that holds one."""
    kind: str = "text"
    """The format it was read from: "text", "markdown", "html", "jsonl" …"""
    metadata: tuple[tuple[str, str], ...] = ()
    """Further fields of the format's own, in order: author, source, language …"""
    pages: tuple[int, ...] = ()
    """Where in `text` each page begins, in code points; empty for what has no pages."""
    entities: Entities = field(default_factory=Entities)
    """Mentions are offsets into `text`."""
    blocks: Sequence[Block] = ()
    """The layout of `text`; empty where the format has none or the layout is not known."""
    omissions: tuple[Omission, ...] = ()
    """What of the file is not in `text`."""
    message: MessageFields | None = None
    """The fields of a mail message."""
    columns: ColumnChoice | None = None
    """For the first document of a file of records: which of its columns are used as what."""
    also: tuple[str, ...] = ()
    """Where else the same text lies, as far as a library knows: paths, with "#" and the record of a file of many."""
    language: str = ""
    """The language of the text, as an ISO 639-1 code such as "en"; "" where it is not known."""
    ocr: bool = False
    """Whether the text was recognized in images, and may have errors of recognition."""

    def page_at(self, offset: int) -> int:
        """The number, from 1, of the page that holds an offset into `text`; 0 for a document without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else 0
