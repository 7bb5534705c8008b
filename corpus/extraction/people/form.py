"""A name form: every mention in one text that is written alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence


@dataclass(slots=True)
class Group:
    """All occurrences of one form in one text, and what speaks for and against it."""

    key: tuple[str, ...]
    bare: bool
    """One word, or one with particles only before it: a surname or a single name."""
    occurrences: list[Occurrence] = field(default_factory=list)
    open: list[Occurrence] = field(default_factory=list)
    """The occurrences that nothing forbids to be a person."""
    evidence: set[str] = field(default_factory=set)
    score: float = 0.0
    linked: bool = False
    """Whether the form is part of an accepted fuller name of the same text."""
