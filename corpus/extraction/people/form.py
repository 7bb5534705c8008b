"""A name form: every occurrence of one spelling of a name in one text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence


@dataclass(slots=True)
class NameForm:
    """All occurrences of one folded name in one text, with its features and score."""

    key: tuple[str, ...]
    """The folded words."""
    is_bare: bool
    """One word, with nothing but particles before it: a surname or a single name."""
    occurrences: list[Occurrence] = field(default_factory=list)
    allowed: list[Occurrence] = field(default_factory=list)
    """The occurrences without a veto."""
    features: set[str] = field(default_factory=set)
    measures: dict[str, float] = field(default_factory=dict)
    """What the tagger says, by name: each counts its value times its weight."""
    rule_score: float = 0.0
    """Log-odds by the features alone, before the tagger has seen the text."""
    score: float = 0.0
    """Log-odds that the form is a person's name."""
    is_linked: bool = False
    """Whether a bare form is part of the accepted full name of a person in the text."""
