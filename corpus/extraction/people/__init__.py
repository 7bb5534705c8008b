"""Who a text is about: people's names with their roles and places, and the evidence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidate import Candidate, Evidence
from corpus.model.document import Person

if TYPE_CHECKING:
    from corpus.extraction.people.analysis import Analysis
    from corpus.tokens.tokenized_text import Page

__all__ = ["Candidate", "Evidence", "explain_people", "find_people"]


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
    from corpus.extraction.people.explain import candidates

    return candidates(_analyse(page))


def _analyse(page: Page) -> Analysis:
    from corpus.extraction.people.analysis import Analysis
    from corpus.extraction.people.linear_model import load_weights

    return Analysis(page, load_weights())
