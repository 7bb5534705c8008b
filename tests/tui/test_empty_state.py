"""What stands where there are no results: why, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model.query import Filter, Kind, Page, Query
from index.model.query_fault import NoMatches
from tui.state import empty_state

FOLDER = Path("/home/ona/releases")
LT = Filter(Kind.COUNTRY, "LT")


@pytest.mark.parametrize(
    ("page", "documents", "updating", "expected"),
    [
        (Page(Query("a"), 0, 0.0), 0, True, "Reading /home/ona/releases for the first time."),
        (Page(Query("a"), 0, 0.0), 0, False, "No documents found in /home/ona/releases."),
        (Page(Query("a"), 0, 0.0, suggestion="b"), 9, False, "Did you mean: b"),
        (Page(Query("a"), 0, 0.0, suggestion="b"), 9, False, "Press Enter to search for it."),
        (Page(Query("a", filters=(LT,)), 0, 0.0), 9, False, "1 active filter. Press u to remove all filters."),
        (Page(Query("a", filters=(LT, LT)), 0, 0.0), 9, False, "2 active filters. Press u to remove all filters."),
        (Page(Query("a"), 0, 0.0), 9, False, "Use fewer words."),
        (Page(Query("a"), 0, 0.0, no_matches=NoMatches(("zebra",), 0)), 9, False, "No document has “zebra”."),
    ],
)
def test_the_sentence_for_each_case(page: Page, documents: int, updating: bool, expected: str) -> None:
    """With the key to press."""
    assert expected in " ".join(empty_state.of_page(page, FOLDER, documents, updating=updating))


def test_one_word_that_only_the_filters_exclude_is_not_said_to_be_missing() -> None:
    """One word is not "all these words", and other documents have it."""
    page = Page(Query("a", filters=(LT,)), 0, 0.0, no_matches=NoMatches((), 0))

    assert empty_state.of_page(page, FOLDER, 9, updating=False) == [
        "No results.",
        "1 active filter. Press u to remove all filters.",
    ]


def test_a_suggestion_comes_before_the_filters() -> None:
    """One thing to do is enough."""
    page = Page(Query("a", filters=(LT,)), 0, 0.0, suggestion="b")

    assert "active filter" not in " ".join(empty_state.of_page(page, FOLDER, 9, updating=False))
