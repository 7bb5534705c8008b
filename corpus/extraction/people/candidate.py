"""A candidate mention of a person, with the evidence that accepted or rejected it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.extraction.people.veto import Decision, Veto
from corpus.model.document import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A feature of a candidate and its weight in log-odds: positive for a person, negative against."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A span of a text that may be the name of a person, and the decision about it."""

    surface: str
    """As written, but a word that is divided at a line end is joined."""
    span: Span
    score: float
    """Log-odds that the name is a person's, from the evidence in the whole text."""
    confidence: float
    """The estimated share of such candidates that are persons, 0 to 1."""
    accepted: bool
    reason: Decision | Veto
    evidence: tuple[Evidence, ...]
    """By descending absolute weight."""
