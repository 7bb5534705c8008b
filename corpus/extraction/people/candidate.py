"""A candidate mention of a person, with the evidence that accepted or rejected it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model.document import Span

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, with its weight: above nothing it speaks for a person, below against."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place in a text that may be a person's name, and why it was taken or left."""

    surface: str
    """As written, `text[span.start:span.end]`."""
    span: Span
    score: float
    """Log-odds that the form is a person's name, from the evidence of the whole text."""
    accepted: bool
    reason: str
    """What decided: the score, a fuller name elsewhere in the text, or a rule that no score can outweigh."""
    evidence: tuple[Evidence, ...]
    """The heaviest first."""
