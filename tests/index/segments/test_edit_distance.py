"""Words within an edit distance are those that a table of all prefixes finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.searching.edit_distance import distances

words = st.text(st.sampled_from("abö日\U0001f600\ud800\0"), max_size=6)


def reference(one: str, other: str) -> int:
    """Levenshtein distance by Wagner and Fischer's table."""
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        before, row = row, [number]
        for place, right in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (left != right)))
    return row[-1]


@given(words, st.lists(words, max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_distances_agree_with_the_textbook(text: str, among: list[str], most: int) -> None:
    """For any code points, an empty text and an empty list too; a swap of neighbours counts two."""
    expected = {at: reference(text, word) for at, word in enumerate(among) if reference(text, word) <= most}

    found = distances(text, among, most)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_word_is_within_a_negative_distance() -> None:
    """A caller need not check."""
    assert distances("a", ["a"], -1) == {}
