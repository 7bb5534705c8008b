"""A candidate mention of a country, with the decision about it and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.extraction.countries.evidence import CountryEvidence
from corpus.model.document import Span


class Decision(StrEnum):
    """Whether a candidate is a mention of the country."""

    ACCEPTED = "accepted"
    AMBIGUOUS = "ambiguous"
    """Counts as a mention, but the word has another meaning that the text does not exclude."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class CountryCandidate:
    """A span of a text that is, or may be mistaken for, the name of a country."""

    surface: str
    """As written, but a word that is divided at a line end is joined."""
    span: Span
    """In code points."""
    code: str | None
    """The country that the form stands for; None for a phrase that only contains a country's name."""
    decision: Decision
    supports: tuple[CountryEvidence, ...] = ()
    """The evidence for the country."""
    objections: tuple[CountryEvidence, ...] = ()
    """The evidence against it."""
    in_dateline: bool = False
