"""Find the people a text names, with their roles and mentions, and the evidence for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidate import Evidence, PersonCandidate
from corpus.model.document import Person

if TYPE_CHECKING:
    from corpus.extraction.people.analysis import Analysis
    from corpus.tokens.tokenized_text import TokenizedText

__all__ = ["Evidence", "PersonCandidate", "explain_people", "find_people"]


def find_people(tokens: TokenizedText) -> tuple[Person, ...]:
    """The people named in a text, in order of first appearance.

    The surface of each mention, with white space collapsed and case ignored, is the person's name or one of the
    aliases. A pure function; the first call reads the word lists.
    """
    return _analyse(tokens).persons()


def explain_people(tokens: TokenizedText) -> tuple[PersonCandidate, ...]:
    """Every candidate of a text, in order, with its evidence; `find_people` returns exactly the accepted ones.

    Candidates include the mentions that only coreference finds, such as names in an uppercase headline.
    """
    from corpus.extraction.people.explain import explain_candidates

    return explain_candidates(_analyse(tokens))


def _analyse(tokens: TokenizedText) -> Analysis:
    from corpus.extraction.people.analysis import Analysis
    from corpus.extraction.people.linear_model import load_weights

    return Analysis(tokens, load_weights())
