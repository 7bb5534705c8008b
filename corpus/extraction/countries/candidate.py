"""A place of a text that could be a country, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model.document import Span


class Decision(StrEnum):
    """Whether the place is a mention of the country."""

    ACCEPTED = "accepted"
    AMBIGUOUS = "ambiguous"
    """Counted, but the word has another meaning that the text does not exclude."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word or words that are, or could be taken for, a country."""

    surface: str
    """As written: `text[span.start:span.end]`."""
    span: Span
    """In code points."""
    code: str | None
    """The country meant, or nearly taken; None for a phrase that only holds a country's word."""
    decision: Decision
    supports: tuple[str, ...] = ()
    """What speaks for the country, in words for the reader."""
    objections: tuple[str, ...] = ()
    """What speaks against it."""
    in_dateline: bool = False
