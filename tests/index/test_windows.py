"""Windows of words near each other are the smallest that hold all of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from index.highlighting.windows import windows


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), max_size=10),
    st.sampled_from(("ab", "abc", "aab", "aa")),
    st.integers(1, 8),
)
def test_windows(steps: list[tuple[int, str]], needed: str, width: int) -> None:
    """Each holds all words and none smaller at its end does; none is left out."""
    wanted, words, at = Counter(needed), [], 0
    for step, word in steps:
        at += step
        if word in wanted:
            words.append((at, word))
    found = list(windows(words, wanted, width))

    def holds(part: range) -> bool:
        return not wanted - Counter(words[at][1] for at in part) and words[part[-1]][0] - words[part[0]][0] <= width

    expected = []
    for last in range(len(words)):
        starts = [first for first in range(last + 1) if holds(range(first, last + 1))]
        if starts:
            expected.append(range(max(starts), last + 1))
    assert found == expected
