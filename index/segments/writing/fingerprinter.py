"""Computes fingerprints of texts from the terms of a field, over all documents of a segment at once.

The slots are MinHash values (Andrei Broder, "On the resemblance and containment of documents", 1997) of shingles of
three successive terms, reduced to 16 bits (Ping Li and Christian König, "b-bit minwise hashing", 2010): the share of
equal slots estimates the share of shingles that two texts have in common. Earnings reports differ in little but their
numbers, so the mask tells whether two texts have the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.fingerprints import DTYPE, SLOTS, WIDTH
from index.segments.format.term_dictionary import hash_terms

_LEAST_TERMS = 48
"""Terms of a text that has a fingerprint. Notices that are shorter have mostly the words of their form."""
_MOST_TERMS = 1 << 20
"""Terms of a text that its fingerprint depends on, from its beginning: the arrays take 80 bytes for each."""
_CHUNK = 1 << 15
"""Terms processed at a time, so that the arrays stay in the processor's cache."""
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd numbers, by which the terms of a shingle are distinguished by their places."""
_SLOT_FACTORS = np.multiply.accumulate(np.full(SLOTS, 0xD6E8FEB86659FD93, np.uint64))
_HIGHEST = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_SLOT_MASK = np.uint64(0xFFFF)
_MASK_BITS = np.uint64(64)


def fingerprints(terms: list[bytes], term_ids: Array, docs: Array, lengths: Array, count: int) -> Array:
    """The fingerprints of the documents of a segment (uint32, one row for each).

    Args:
        terms: All terms of the field.
        term_ids: The index in `terms` of each token, document by document (uint32).
        docs: The ids of the documents that have terms, ascending.
        lengths: The number of tokens of each of these.
        count: The number of documents in the segment.

    """
    found = np.zeros((count, WIDTH), DTYPE)
    if not term_ids.size:
        return found
    sizes = np.fromiter(map(len, terms), np.int64, len(terms))
    joined = np.frombuffer(b"".join(terms), np.uint8)
    ends = np.concatenate(([0], np.cumsum(sizes)))
    hashes = _mixed(hash_terms(joined, ends))
    first = joined[np.minimum(ends[:-1], joined.size - 1)]
    is_number = (first >= ord("0")) & (first <= ord("9"))
    starts = np.cumsum(lengths) - lengths
    taken = np.minimum(lengths, _MOST_TERMS)
    for low, high in _chunks(starts, lengths):
        ids = term_ids[starts[low] : starts[high - 1] + taken[high - 1]]
        within = starts[low:high] - starts[low]
        rows = _slots(hashes[ids], within, taken[low:high])
        rows = np.concatenate((rows, _masks(hashes[ids], is_number[ids], within, taken[low:high])), axis=1)
        rows[lengths[low:high] < _LEAST_TERMS] = 0
        found[docs[low:high]] = rows
    return found


def _chunks(starts: Array, lengths: Array) -> Iterator[tuple[int, int]]:
    """Ranges of documents with about `_CHUNK` tokens each."""
    bounds = [0, *(np.flatnonzero(np.diff(starts // _CHUNK)) + 1).tolist(), len(lengths)]
    yield from pairwise(bounds)


def _slots(hashes: Array, starts: Array, lengths: Array) -> Array:
    """The MinHash slots of some documents, two in each number."""
    shingles = hashes * _FACTORS[0]
    shingles[:-1] += hashes[1:] * _FACTORS[1]
    shingles[:-2] += hashes[2:] * _FACTORS[2]
    shingles = _mixed(shingles)
    ends = starts + lengths
    crossing = np.concatenate((ends - 1, ends[lengths > 1] - 2))  # shingles that go on into the next document
    slots = np.empty((len(starts), SLOTS), np.uint64)
    for slot in range(SLOTS):
        values = shingles * _SLOT_FACTORS[slot]
        values[crossing] = _HIGHEST
        # The lowest bits of the least value: its highest are 0 in most texts.
        slots[:, slot] = np.minimum.reduceat(values, starts) & _SLOT_MASK
    return (slots[:, 0::2] << np.uint64(16) | slots[:, 1::2]).astype(DTYPE)


def _masks(hashes: Array, is_number: Array, starts: Array, lengths: Array) -> Array:
    """The masks of the numbers of some documents. Of a number of several terms, such as 1.25, each pair counts."""
    continues = is_number.copy()
    continues[1:] &= is_number[:-1]
    continues[starts] = False
    features = hashes * _FACTORS[0]
    features[1:] += np.where(continues[1:], hashes[:-1] * _FACTORS[1], np.uint64(0))
    bits = np.where(is_number, np.uint64(1) << (_mixed(features) % _MASK_BITS), np.uint64(0))
    masks = np.bitwise_or.reduceat(bits, starts)
    return np.stack((masks >> np.uint64(32), masks & np.uint64(0xFFFFFFFF)), axis=1).astype(DTYPE)


def _mixed(values: Array) -> Array:
    """Hashes of which every bit depends on every bit of a number: the finalizer of MurmurHash3."""
    for factor in (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)):
        values = (values ^ (values >> np.uint64(33))) * factor
    found: Array = values ^ (values >> np.uint64(33))
    return found
