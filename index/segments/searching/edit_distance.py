"""Edit distances from one word to many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.segments.format.term_dictionary import TermDictionary, character_set

_ONE = np.uint32(1)


def distances(text: str, words: Sequence[str], most: int, *, transpositions: bool = False) -> dict[int, int]:
    """Find the words within an edit distance of a text.

    Args:
        text: The text to compare with.
        words: The words to search.
        most: The greatest distance, in insertions, deletions and substitutions of one code point.
        transpositions: Whether two adjacent code points that are swapped are one edit, as in optimal string alignment;
            otherwise they are two, as in Levenshtein's distance.

    Returns:
        The distance of each word found, by its index in `words`, ascending.

    """
    # Imported at first use: it takes 20 ms, and most searches have no fuzzy term.
    from rapidfuzz.distance import OSA, Levenshtein
    from rapidfuzz.process import cdist

    if not words or most < 0:
        return {}
    scorer = OSA.distance if transpositions else Levenshtein.distance
    found = cdist([text], words, scorer=scorer, score_cutoff=most, dtype=np.int32)[0]
    return {int(at): int(found[at]) for at in np.flatnonzero(found <= most)}


def is_within(one: str, other: str, most: int) -> bool:
    """Whether two words are within an edit distance in which a transposition is one edit."""
    from rapidfuzz.distance import OSA  # imported at first use, as above

    return OSA.distance(one, other, score_cutoff=most) <= most


def similar_terms(words: TermDictionary, text: str, most: int) -> dict[int, int]:
    """Find the terms within an edit distance of a text, in which a transposition is one edit.

    Args:
        words: The terms.
        text: The text to compare with.
        most: The greatest distance.

    Returns:
        The distance of each term found, by its ordinal, ascending.

    """
    # Each edit changes the number of characters by at most one, removes at most one character of the text from the set
    # of its characters, and adds at most one. Most terms fail that test, which is much faster than their distance.
    masks, sizes = words.character_sets
    mask, size = np.uint32(character_set(text)), len(text)
    fits = np.abs(sizes - size) <= most
    missing, extra = ~masks & mask, masks & ~mask
    for _ in range(most):  # clears the lowest bit
        missing &= missing - _ONE
        extra &= extra - _ONE
    ordinals = np.flatnonzero(fits & (missing == 0) & (extra == 0))
    near = distances(text, words.texts(ordinals), most, transpositions=True)
    return {int(ordinals[at]): distance for at, distance in near.items()}
