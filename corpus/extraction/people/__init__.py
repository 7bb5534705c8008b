"""Find the people a text names, with their roles and mentions, and the evidence for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidate import Evidence, PersonCandidate
from corpus.model.document import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.tokens.tokenized_text import TokenizedText

__all__ = ["Evidence", "PersonCandidate", "explain_people", "find_people"]


def find_people(texts: Sequence[TokenizedText]) -> list[tuple[Person, ...]]:
    """The people named in each text, in order of first appearance.

    The surface of each mention, with white space collapsed and case ignored, is the person's name or one of the
    aliases. A pure function; the first call reads the word lists.

    Args:
        texts: All texts of a batch that was tokenized together.

    """
    from corpus.extraction.people.analysis import analyse

    return [each.persons() for each in analyse(texts)]


def explain_people(tokens: TokenizedText) -> tuple[PersonCandidate, ...]:
    """Every candidate of a text, in order, with its evidence; `find_people` returns exactly the accepted ones.

    Candidates include the mentions that only coreference finds, such as names in an uppercase headline.

    Args:
        tokens: A text that was tokenized alone.

    """
    from corpus.extraction.people.analysis import analyse
    from corpus.extraction.people.explain import explain_candidates

    return explain_candidates(analyse((tokens,))[0])
