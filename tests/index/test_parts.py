"""Pure functions of the index: parser, folding, manifest comparison, estimated time."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from index.model.errors import QueryError
from index.query.ast import Everything
from index.query.parser import parse
from index.schema.analysis import WORD, fold_for_index, split, term, words
from index.storage.changes import compare
from index.update.eta import EtaEstimator

PIECES = [*'()"~*?:-+^[] ', "AND ", "OR ", "title:", "a", "TO"]


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
def test_any_text_is_a_query_or_a_sentence(text: str) -> None:
    """No other exception than QueryError, and none while typing."""
    parse(text, typing=True)
    with contextlib.suppress(QueryError):
        parse(text)


def test_an_empty_query_is_everything() -> None:
    """The first screen shows all documents."""
    assert parse("  ") == Everything()


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_for_words(text: str) -> None:
    """Nothing is left to fold in a folded word."""
    for word in words(text):
        assert fold_for_index(word) == word or fold_for_index(fold_for_index(word)) == fold_for_index(word)


@given(st.one_of(st.text(st.characters(max_codepoint=127), max_size=40), st.text(max_size=40)))
def test_text_is_split_into_the_words_that_are_highlighted(text: str) -> None:
    """ASCII text is split by a faster way than WORD, by which highlights are found; both must give the same words."""
    assert split(text) == WORD.findall(text)


def test_terms_ignore_case_accents_and_endings() -> None:
    """Inflected and accented forms of a word have one term."""
    assert term("Ministers") == term("minister")
    assert fold_for_index("Kasčiūnas") == "kasciunas"
    assert fold_for_index("Łódź") == "lodz"


def test_changes_are_new_changed_and_gone() -> None:
    """By size and time."""
    from corpus.model.document import FileStamp

    changes = compare(
        {"a": (1, 1), "b": (1, 1), "c": (1, 1)}, [FileStamp("a", 1, 1), FileStamp("b", 2, 1), FileStamp("d", 1, 1)]
    )

    assert [stamp.path for stamp in changes.read] == ["b", "d"]
    assert changes.removed == ("c",)


def test_the_time_left_is_estimated_from_enough_data() -> None:
    """No estimate at first; then one from the speed so far."""
    now = [0.0]
    pace = EtaEstimator(1000, clock=lambda: now[0])

    now[0] = 1.0
    assert pace.seconds_left(100) is None
    now[0] = 5.0
    assert pace.seconds_left(500) == 5.0
