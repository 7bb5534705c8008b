"""Documents that are like another one: frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document that is like another one, and why."""

    id: str
    path: str
    """With "#" and the record if the file has several."""
    title: str
    date: dt.date | None
    score: float
    """How much it is like the other: 1 for a document with all its telling words and names, as often as there."""
    words: tuple[str, ...]
    """The words of both that tell most, as the other document writes them, most telling first."""
    people: tuple[str, ...]
    """The people of both, rarest first."""
    countries: tuple[str, ...]
    """The countries of both, rarest first."""
    near: bool
    """Whether it is a near-duplicate: a reprint that was shortened, retitled or edited."""


@dataclass(frozen=True, slots=True)
class SimilarDocuments:
    """The documents that are most like one document."""

    id: str
    title: str
    words: tuple[str, ...]
    """The most telling words of the document, which the others were looked for by."""
    documents: tuple[SimilarDocument, ...]
    """Most similar first; without documents of identical text."""


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A document with nearly the same text as another one."""

    id: str
    path: str
    """With "#" and the record if the file has several."""
    title: str
    date: dt.date | None
