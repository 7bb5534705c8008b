"""What is known of one person or country across a library, and how the user corrects it: plain frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from corpus.model.document import Span
from index.model.query import Facet, Kind, Snippet
from index.model.same_person import SamePersonEvidence


class Action(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    """All names are one person."""
    SPLIT = "split"
    """The names are of different people: they are never counted as one."""
    RENAME = "rename"
    """The person or country is shown under another name."""
    HIDE = "hide"
    """It is no person or country; it is not shown, counted or found."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One word of the user's about people or countries. It holds over whatever was found in the texts."""

    action: Action
    kind: Kind
    """PERSON or COUNTRY; a country is only renamed or hidden."""
    names: tuple[str, ...]
    """Whom it is about, as shown: two or more to merge or split, one to rename or hide. A country by its code."""
    shown: str = ""
    """The name to show: always given to rename, may be given to merge."""
    path: str = ""
    """To hide it in this one document only: its path, with "#" and the record where the file holds many; "" for all."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a name is written."""

    text: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Role:
    """A title, rank or office somebody is given."""

    text: str
    documents: int
    first: dt.date | None = None
    """Of the dated documents that have it."""
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention in one document."""

    doc_id: str
    path: str
    title: str
    date: dt.date | None
    at: Span
    """In the document's text, in code points."""
    snippet: Snippet
    """The mention in its context; the mention is its one hit."""
    ambiguous: bool = False
    """True where the text leaves open whether this is meant."""
    dateline: bool = False
    """True where it says only where the text was written."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people who may be one."""

    left: Facet
    """The one with more documents."""
    right: Facet
    evidence: SamePersonEvidence


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the library has on one person or country, over all documents or over the results of a query."""

    kind: Kind
    key: str
    label: str
    documents: int
    mentions: int
    forms: tuple[Form, ...]
    """Every form found, most mentions first."""
    roles: tuple[Role, ...]
    """Most documents first; none for countries."""
    first: dt.date | None
    """Earliest date of a document that has it."""
    last: dt.date | None
    people: tuple[Facet, ...]
    """Who appears with it most: `documents` counts the documents that have both."""
    countries: tuple[Facet, ...]
    """What country appears with it most."""
    occurrences: tuple[Occurrence, ...]
    """A part of all mentions: newest document first, undated last, in a document from its beginning."""
    offset: int = 0
    """How many mentions were passed over before the first occurrence."""
    corrections: tuple[Correction, ...] = ()
    """Of the user's, that touch it."""
    suggestions: tuple[Suggestion, ...] = ()
    """With it on either side."""
