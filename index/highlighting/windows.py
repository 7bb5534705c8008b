"""The places where words stand near each other, in any order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

W = TypeVar("W", bound=Hashable)


def windows(words: Sequence[tuple[int, W]], needed: Mapping[W, int], width: int) -> Iterator[range]:
    """Find the smallest windows that hold some words.

    Args:
        words: Occurrences of the needed words and of no others: position and word, by position.
        needed: How often each word must occur in a window.
        width: The greatest distance of the last position of a window from its first.

    Yields:
        The indices of each window into `words`; windows may overlap.

    """
    counts = dict.fromkeys(needed, 0)
    lacking, first = sum(needed.values()), 0
    for last, (position, word) in enumerate(words):
        counts[word] += 1
        lacking -= counts[word] <= needed[word]
        while first < last and (
            position - words[first][0] > width or counts[words[first][1]] > needed[words[first][1]]
        ):
            dropped = words[first][1]
            lacking += counts[dropped] <= needed[dropped]
            counts[dropped] -= 1
            first += 1
        if not lacking:
            yield range(first, last + 1)
