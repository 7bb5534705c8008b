"""People and countries across a library, and the user's corrections of them: frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
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
    """It is not a person or country: it is not shown, counted or found."""
    HIDE_ROLE = "hide role of"
    """What was taken for a title or role of the person is none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of the user about people or countries. It overrides what was found in the documents."""

    action: Action
    kind: Kind
    """PERSON or COUNTRY; a country can only be renamed or hidden."""
    names: tuple[str, ...]
    """The names it is about, as shown: two or more to merge or split, one to rename or hide. Countries by code."""
    shown: str = ""
    """The name to show: required to rename, optional to merge. To hide a role, the role as shown."""
    path: str = ""
    """Hide it in this document only: its path, with "#" and the record if the file has several; "" for all."""
    author: str = field(default="", compare=False)
    """Who made it in a library on a server; "" in a library on disk."""


@dataclass(frozen=True, slots=True)
class Form:
    """One name variant."""

    text: str
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Role:
    """A title, rank or office of a person."""

    text: str
    documents: int
    first: dt.date | None = None
    """The earliest date of the dated documents that have it."""
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
    """The mention in its context; the mention is its only hit."""
    ambiguous: bool = False
    """True if the text leaves open whether this person or country is meant."""
    dateline: bool = False
    """True if it is only the place of a dateline."""


@dataclass(frozen=True, slots=True)
class DocumentEntity:
    """A person or country of the library, as one document mentions it."""

    kind: Kind
    """PERSON or COUNTRY."""
    key: str
    """The key of its facet."""
    label: str
    """The name that is shown."""
    mentions: tuple[Span, ...]
    """In the document's text, in code points, ascending."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people who may be the same person."""

    left: Facet
    """The one with more documents."""
    right: Facet
    evidence: SamePersonEvidence


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """A feature of a name in its text, and its weight in log-odds: positive for a person, negative against."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class EntityPage:
    """One person or country over all documents, or over the results of a query."""

    kind: Kind
    key: str
    label: str
    documents: int
    mentions: int
    forms: tuple[Form, ...]
    """All name variants, most mentions first."""
    roles: tuple[Role, ...]
    """Most documents first; none for countries."""
    first: dt.date | None
    """Earliest date of a document that has it."""
    last: dt.date | None
    people: tuple[Facet, ...]
    """The people that appear with it most; `documents` counts the documents that have both."""
    countries: tuple[Facet, ...]
    """The countries that appear with it most."""
    occurrences: tuple[Occurrence, ...]
    """A page of its mentions: newest document first, undated last; within a document in the order of the text."""
    offset: int = 0
    """The number of mentions before the first of this page."""
    corrections: tuple[Correction, ...] = ()
    """The user's corrections of it."""
    suggestions: tuple[Suggestion, ...] = ()
    """Possible same persons, with it on either side."""
    confidence: float = 1.0
    """The estimated share of such names that are persons, by the best evidence of any document; 1 for a country."""
    evidence: tuple[NameEvidence, ...] = ()
    """What it comes from in the document with the best evidence, by descending absolute weight; none if it is sure."""
