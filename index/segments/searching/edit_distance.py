"""Levenshtein distances from one word to many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def distances(text: str, words: Sequence[str], most: int) -> dict[int, int]:
    """Find the words within a Levenshtein distance of a text.

    Args:
        text: The text to compare with.
        words: The words to search.
        most: The greatest distance, in insertions, deletions and substitutions of one code point.

    Returns:
        The distance of each word found, by its index in `words`, ascending.

    """
    # Imported at first use: it takes 20 ms, and most searches have no fuzzy term.
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    if not words or most < 0:
        return {}
    found = cdist([text], words, scorer=Levenshtein.distance, score_cutoff=most, dtype=np.int32)[0]
    return {int(at): int(found[at]) for at in np.flatnonzero(found <= most)}
