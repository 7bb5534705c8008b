"""Which documents have words one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays.container import Array
from index.arrays.hits import locate, meet
from index.arrays.postings import FieldPostings

_SHIFT = 32
"""A word's place is its document's rank above so many bits, and its position below."""


def occurrences(field: FieldPostings, place: int, at: Array) -> Array:
    """Where a term stands in some of its postings: rank among them << 32 | position, ascending."""
    starts = field.places_in(place)
    first = starts[at]
    counts = starts[at + 1] - first
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    flat = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - counts), counts)
    ranks = np.repeat(np.arange(at.size, dtype=np.int64) << _SHIFT, counts)
    assert field.positions is not None
    found: Array = ranks | field.positions[flat].astype(np.int64)
    return found


def follow(ends: Array, words: Array, slop: int) -> Array:
    """The words that stand after an end and at most `slop` positions from it."""
    if slop == 1:
        after = ends + 1
        few, many = (after, words) if after.size < words.size else (words, after)
        return few[locate(few, many)[0]]
    before = np.searchsorted(ends, words) - 1
    return words[(before >= 0) & (words - ends[np.maximum(before, 0)] <= slop)] if ends.size else ends


def phrase(field: FieldPostings, places: Sequence[int], slop: int) -> tuple[Array, list[Array]]:
    """The documents with the terms in this order, each at most `slop` positions after the one before.

    Gives the documents, and their places in each term's list of postings.
    """
    docs, at = meet([field.docs[field.span(place)].astype(np.int64) for place in places])
    ends = occurrences(field, places[0], at[0])
    for place, mine in zip(places[1:], at[1:], strict=True):
        if not ends.size:
            break
        ends = follow(ends, occurrences(field, place, mine), slop)
    ranks = ends >> _SHIFT
    if ranks.size:
        ranks = ranks[np.append(True, ranks[1:] != ranks[:-1])]
    return docs[ranks], [mine[ranks] for mine in at]
