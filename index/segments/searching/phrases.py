"""Phrase matching: the documents in which terms follow each other, or stand near each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import intersect_docs, locate, unique_sorted

_SIMILAR_SIZE = 16
"""Two lists are merged if neither is this many times as long as the other; otherwise binary search is faster."""
_READ_ALL = 0.25
"""The share of a term's postings above which the positions of all of them, which are contiguous, are read."""


class OccurrenceKeys:
    """Encodes occurrences of terms as sortable integers: document id in the upper bits, position in the lower bits.

    Args:
        field: The field.
        last_doc: The greatest document id.
        slop: The greatest number that will be added to a position.

    """

    def __init__(self, field: FieldPostings, last_doc: int, slop: int) -> None:
        self._field = field
        self.shift = (field.max_position + slop + 1).bit_length()
        self._dtype = np.uint32 if (last_doc + 1) << self.shift < 1 << 32 else np.int64

    def of(self, ordinal: int, wanted: Array) -> Array:
        """The occurrences of a term in some of its postings, and perhaps in others, ascending.

        Args:
            ordinal: The ordinal of the term.
            wanted: The indices of the postings, among those of the term.

        """
        field = self._field
        span = field.span(ordinal)
        docs, freqs = field.docs[span], field.freqs_in(span)
        assert field.positions is not None
        if wanted.size > _READ_ALL * docs.size:
            return self.all_of(ordinal)
        starts = field.position_starts(ordinal)
        docs, freqs = docs[wanted], freqs[wanted]
        ends = np.cumsum(freqs, dtype=np.int64)
        total = int(ends[-1]) if ends.size else 0
        return self._encoded(
            docs, freqs, field.positions.take(np.arange(total) + np.repeat(starts[wanted] - (ends - freqs), freqs))
        )

    def all_of(self, ordinal: int) -> Array:
        """All occurrences of a term, ascending."""
        field = self._field
        span = field.span(ordinal)
        freqs, first = field.freqs_in(span), field.first_position(ordinal)
        assert field.positions is not None
        positions = field.positions.slice(first, first + int(freqs.sum(dtype=np.int64)))
        return self._encoded(field.docs[span], freqs, positions)

    def _encoded(self, docs: Array, freqs: Array, positions: Array) -> Array:
        doc_bits: npt.NDArray[np.int64] = docs.astype(self._dtype)
        keys: Array = np.repeat(doc_bits << self.shift, freqs)
        keys |= positions
        return keys


def following(ends: Array, words: Array, slop: int) -> Array:
    """The occurrences in `words` that are 1 to `slop` positions after one in `ends`. Both must ascend."""
    if slop == 1:
        after = ends + 1
        if _SIMILAR_SIZE * min(after.size, words.size) > max(after.size, words.size):
            both = np.concatenate([after, words])
            both.sort(kind="stable")  # merges the two sorted runs
            found: Array = both[1:][both[1:] == both[:-1]]
            return found
        few, many = (after, words) if after.size < words.size else (words, after)
        return few[locate(few, many)[0]]
    before = np.searchsorted(ends, words) - 1
    return words[(before >= 0) & (words - ends[np.maximum(before, 0)] <= slop)] if ends.size else ends


def match_phrase(field: FieldPostings, ordinals: Sequence[int], slop: int) -> tuple[Array, list[Array]]:
    """Find the documents that contain a phrase.

    Args:
        field: A field with positions.
        ordinals: The ordinals of the phrase's terms, in order.
        slop: The greatest distance, in positions, of a term from the one before it; 1 for adjacent terms.

    Returns:
        The document ids in the segment (int64), ascending, and for each term their indices among its postings.

    """
    lists = [field.docs[field.span(ordinal)].astype(np.int64) for ordinal in ordinals]
    docs, indices = intersect_docs(lists)
    if not docs.size:
        return docs, indices
    keys = OccurrenceKeys(field, max(int(each[-1]) for each in lists), slop)
    ends = keys.of(ordinals[0], indices[0])
    for ordinal, wanted in zip(ordinals[1:], indices[1:], strict=True):
        if not ends.size:
            break
        ends = following(ends, keys.of(ordinal, wanted), slop)
    found = unique_sorted((ends >> keys.shift).astype(np.int64))
    return found, [locate(found, each)[1] for each in lists]


def near_width(slop: int, count: int) -> int:
    """The greatest distance, in positions, of the last from the first of some terms near each other.

    Args:
        slop: The greatest distance of two terms; a further term has one position more.
        count: The number of terms.

    """
    return slop + count - 2


def match_near(field: FieldPostings, ordinals: Sequence[int], slop: int) -> Array:
    """Find the documents in which terms stand near each other, in any order.

    Args:
        field: A field with positions.
        ordinals: The ordinals of the terms; one that is there twice must occur twice.
        slop: See `near_width`.

    Returns:
        The document ids in the segment (int64), ascending.

    """
    counts = Counter(ordinals)
    lists = [field.docs[field.span(ordinal)].astype(np.int64) for ordinal in counts]
    docs, indices = intersect_docs(lists)
    if not docs.size:
        return docs
    width = near_width(slop, len(ordinals))
    keys = OccurrenceKeys(field, max(int(each[-1]) for each in lists), width)
    occurrences = [keys.of(ordinal, wanted) for ordinal, wanted in zip(counts, indices, strict=True)]
    # A window ends with an occurrence of one of the terms; of every term it holds the last ones up to there.
    ends = np.concatenate(occurrences)
    starts, complete = ends.copy(), np.ones(ends.size, dtype=bool)
    for found, count in zip(occurrences, counts.values(), strict=True):
        at = np.searchsorted(found, ends, side="right") - count
        complete &= at >= 0
        np.minimum(starts, found[np.maximum(at, 0)], out=starts)
    windows = ends[complete & (ends - starts <= width)]
    windows.sort()
    return unique_sorted((windows >> keys.shift).astype(np.int64))
