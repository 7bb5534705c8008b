"""Who a text is about: people's names with their roles and places, and the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document import Person, Span

if TYPE_CHECKING:
    from corpus.people.analysis import Analysis
    from corpus.words.page import Page

__all__ = ["Candidate", "Evidence", "explain_people", "find_people"]


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


def find_people(page: Page) -> tuple[Person, ...]:
    """The people named in a text, in order of first appearance.

    A mention's surface form is the person's name or one of the aliases, when white space in it is folded to
    one space and case is ignored. Pure and deterministic; the word lists are read once, at the first call.
    """
    return _analyse(page).persons()


def explain_people(page: Page) -> tuple[Candidate, ...]:
    """Every candidate of a text in order, with its evidence; `find_people` takes exactly the accepted ones.

    Words of a known person that are taken up afterwards, such as names in a headline in capitals, are
    listed as well.
    """
    from corpus.people.explain import candidates

    return candidates(_analyse(page))


def _analyse(page: Page) -> Analysis:
    from corpus.people.analysis import Analysis
    from corpus.people.model import load_weights

    return Analysis(page, load_weights())
