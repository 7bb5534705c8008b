"""`distances` finds the words that the textbook algorithm finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.searching.edit_distance import distances

words = st.text(st.sampled_from("abö日\U0001f600\ud800\0"), max_size=6)


def reference(one: str, other: str) -> int:
    """The Levenshtein distance by the algorithm of Wagner and Fischer."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        before, row = row, [number]
        for column, right in enumerate(other, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (left != right)))
    return row[-1]


@given(words, st.lists(words, max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_distances_agree_with_the_textbook(text: str, among: list[str], most: int) -> None:
    """For any code points, an empty text and an empty list. A transposition counts as two edits."""
    expected = {at: reference(text, word) for at, word in enumerate(among) if reference(text, word) <= most}

    found = distances(text, among, most)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_word_is_within_a_negative_distance() -> None:
    """It is not an error, so callers need not check."""
    assert distances("a", ["a"], -1) == {}
