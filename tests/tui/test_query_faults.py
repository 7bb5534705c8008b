"""The English text of query faults and of queries without results."""

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
    """With the position, and a quote of limited length."""
    said = sentence_of(QueryError(fault, "wings;{}" * 5_000, 6, ("author", "date")))

    assert said.endswith(" (at character 7 of the query).")
    assert said[0] == said[0].upper() or said.startswith(("has:", "is:", "wings"))
    assert len(said) < 250
    assert "{detail" not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            QueryError(QueryFault.UNKNOWN_COUNTRY, "litwania", 8, likely="Lithuania"),
            "There is no country “litwania” (at character 9 of the query). Did you mean country:Lithuania?",
        ),
        (
            QueryError(QueryFault.INVALID_DATE, "Juen 2024", None, likely="June 2024"),
            '“Juen 2024” is not a valid date. Did you mean date:"June 2024"?',
        ),
    ],
)
def test_the_likely_value_is_named(error: QueryError, said: str) -> None:
    """In quotes where it has spaces, in place of the examples."""
    assert sentence_of(error) == said


def test_the_detail_and_the_choices_are_named() -> None:
    """A fault without a position is a sentence, too."""
    unknown = QueryError(QueryFault.UNKNOWN_FEATURE, "wings", 0, ("author", "date"))

    assert sentence_of(unknown) == "has:wings is not valid; write has:author or has:date (at character 1 of the query)."
    assert sentence_of(QueryError(QueryFault.NO_WORDS, " !! ")) == "There is no word to search for in “!!”."


@pytest.mark.parametrize(
    "error", [QueryError(QueryFault.INVALID_DATE, "x", 3), QueryTooLarge("a", Excess(QueryLimit.WORDS, 7), 2)]
)
def test_query_errors_can_be_pickled(error: PressroomError) -> None:
    """The text is the same afterwards."""
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
    """By the terms without matches, or because no document has all words."""
    assert no_matches_text(why) == said
