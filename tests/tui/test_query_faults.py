"""Every fault of a query, and every query without results, has its sentence."""

from __future__ import annotations

import pickle

import pytest

from corpus.model.errors import PressroomError
from index.model.errors import QueryError, QueryTooLarge
from index.model.query import Excess, QueryLimit
from index.model.query_fault import NoMatches, QueryFault
from tui.text.query_faults import no_matches_text
from tui.text.sentences import sentence_of


@pytest.mark.parametrize("fault", [each for each in QueryFault if each is not QueryFault.TOO_LARGE])
def test_every_fault_is_one_sentence(fault: QueryFault) -> None:
    """With its place in the query, and no more of what was typed than fits."""
    said = sentence_of(QueryError(fault, "wings" * 5_000, 6, ("author", "date")))

    assert said.endswith(" (at character 7 of the query).")
    assert said[0] == said[0].upper() or said.startswith(("has:", "wings"))
    assert len(said) < 250
    assert "{" not in said


def test_the_detail_and_the_choices_are_named() -> None:
    """A fault without a place is a sentence, too."""
    unknown = QueryError(QueryFault.UNKNOWN_FEATURE, "wings", 0, ("author", "date"))

    assert sentence_of(unknown) == "has:wings is not known; write has:author or has:date (at character 1 of the query)."
    assert sentence_of(QueryError(QueryFault.NO_WORDS, " !! ")) == "There is no word to search for in “!!”."


@pytest.mark.parametrize(
    "error", [QueryError(QueryFault.UNCLOSED_QUOTE, "", 3), QueryTooLarge("a", Excess(QueryLimit.WORDS, 7), 2)]
)
def test_an_error_is_the_same_in_another_process(error: PressroomError) -> None:
    """Pickled and back."""
    assert sentence_of(pickle.loads(pickle.dumps(error))) == sentence_of(error)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (None, []),
        (NoMatches(("oil", ""), 0), ["No document has “oil”, “…”."]),
        (NoMatches(("oil",), 1), ["No document has “oil”.", "1 document has some of the words; try OR."]),
        (NoMatches((), 880), ["No document has all these words.", "880 documents have some of them; try OR."]),
    ],
)
def test_a_query_without_results_is_explained(why: NoMatches | None, said: list[str]) -> None:
    """By its terms without matches, or by those that never occur together."""
    assert no_matches_text(why) == said
