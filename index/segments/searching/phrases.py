"""Which documents have words one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import each_once, locate, meet

_ALIKE = 16
_MOST = 0.25
"""With a greater part of a term's postings concerned, all of them are taken: they lie side by side."""


class _Keys:
    """How a word's place is written as one number: its document above, its position below."""

    def __init__(self, field: FieldPostings, last: int, slop: int) -> None:
        self._field = field
        self.shift = (field.last_position + slop + 1).bit_length()
        self._kind = np.uint32 if (last + 1) << self.shift < 1 << 32 else np.int64

    def occurrences(self, place: int, at: Array) -> Array:
        """Where a term stands in some of its postings, and maybe in others, ascending."""
        field = self._field
        span = field.span(place)
        docs, freqs = field.docs[span], field.freqs_in(span)
        assert field.positions is not None
        if at.size > _MOST * docs.size:
            low = field.first_position(place)
            positions = field.positions.between(low, low + int(freqs.sum(dtype=np.int64)))
        else:
            starts = field.places_in(place)
            docs, freqs = docs[at], freqs[at]
            ends = np.cumsum(freqs, dtype=np.int64)
            total = int(ends[-1]) if ends.size else 0
            positions = field.positions.at(np.arange(total) + np.repeat(starts[at] - (ends - freqs), freqs))
        above: npt.NDArray[np.int64] = docs.astype(self._kind)
        keys: Array = np.repeat(above << self.shift, freqs)
        keys |= positions
        return keys


def follow(ends: Array, words: Array, slop: int) -> Array:
    """The words that stand after an end and at most `slop` positions from it."""
    if slop == 1:
        after = ends + 1
        if _ALIKE * min(after.size, words.size) > max(after.size, words.size):
            # Two sorted runs are merged faster than one is looked up in the other.
            both = np.concatenate([after, words])
            both.sort(kind="stable")
            found: Array = both[1:][both[1:] == both[:-1]]
            return found
        few, many = (after, words) if after.size < words.size else (words, after)
        return few[locate(few, many)[0]]
    before = np.searchsorted(ends, words) - 1
    return words[(before >= 0) & (words - ends[np.maximum(before, 0)] <= slop)] if ends.size else ends


def phrase(field: FieldPostings, places: Sequence[int], slop: int) -> tuple[Array, list[Array]]:
    """The documents with the terms in this order, each at most `slop` positions after the one before.

    Gives the documents, and their places in each term's list of postings.
    """
    lists = [field.docs[field.span(place)].astype(np.int64) for place in places]
    docs, at = meet(lists)
    if not docs.size:
        return docs, at
    keys = _Keys(field, max(int(each[-1]) for each in lists), slop)
    ends = keys.occurrences(places[0], at[0])
    for place, mine in zip(places[1:], at[1:], strict=True):
        if not ends.size:
            break
        ends = follow(ends, keys.occurrences(place, mine), slop)
    found = each_once((ends >> keys.shift).astype(np.int64))
    return found, [locate(found, each)[1] for each in lists]
