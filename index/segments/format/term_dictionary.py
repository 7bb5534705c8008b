"""Term dictionaries: sorted byte strings as two arrays, the joined bytes and where each string ends.

Terms are sorted by their bytes. The index of a term in that order is its ordinal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, downcast

TermOrdinals: TypeAlias = range | list[int]
"""Ordinals of terms, ascending; successive ones may be a range."""

_HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd 64-bit number whose powers look random: 2**64 divided by the golden ratio."""


_SAMPLE_EVERY = 64
_LOOKUPS_BEFORE_SAMPLES = 64
"""The number of look-ups in a dictionary from which it pays to sample its terms."""


def character_set(text: str) -> int:
    """The set of a text's characters as 32 bits; several characters share a bit."""
    encoded = text.encode("utf-8", "surrogatepass")
    mask = 0
    for byte in encoded:
        if byte & 0xC0 != 0x80:
            mask |= 1 << (byte & 31)
    return mask


class TermDictionary:
    """The sorted terms of one field in one segment.

    Args:
        file: The segment's file.
        name: The field's name.
        kind: The prefix of the arrays' names.

    """

    def __init__(self, file: ArrayFile, name: str, kind: str = "term") -> None:
        self._bytes = file.array(f"{kind}_bytes:{name}").data
        self._end_array = file.array(f"{kind}_ends:{name}")
        self._ends = self._end_array.data
        self._lookups = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def term(self, ordinal: int) -> bytes:
        """The term with an ordinal."""
        return bytes(self._bytes[self._ends[ordinal] : self._ends[ordinal + 1]])

    def texts(self, ordinals: npt.NDArray[np.int64]) -> list[str]:
        """The texts of some terms; faster than decoding them one by one."""
        ends, data = self._end_array, self._bytes
        places = zip(ends[ordinals].tolist(), ends[ordinals + 1].tolist(), strict=True)
        return [str(data[start:end], "utf-8", "replace") for start, end in places]

    def lower_bound(self, text: bytes) -> int:
        """The ordinal of the first term that is not less than `text`; the number of terms if all are less."""
        low, high = 0, len(self)
        if self._lookups >= _LOOKUPS_BEFORE_SAMPLES:
            at = bisect_left(self._samples, text)
            low, high = max(at - 1, 0) * _SAMPLE_EVERY, min(at * _SAMPLE_EVERY, high)
        else:
            self._lookups += 1
        return bisect_left(range(high), text, lo=low, key=self.term)

    @cached_property
    def _samples(self) -> list[bytes]:
        """Each 64th term: most steps of a look-up are then comparisons without a call."""
        return list(map(self.term, range(0, len(self), _SAMPLE_EVERY)))

    def find(self, text: bytes) -> int:
        """The ordinal of a term, or -1."""
        ordinal = self.lower_bound(text)
        return ordinal if ordinal < len(self) and self.term(ordinal) == text else -1

    def prefixed(self, prefix: bytes) -> range:
        """The ordinals of the terms with a prefix."""
        start = self.lower_bound(prefix)
        following = _after_all_with(prefix)
        return range(start, self.lower_bound(following) if following else len(self))

    def terms(self, ordinals: range) -> list[bytes]:
        """The terms of a range of ordinals."""
        if not ordinals:
            return []
        ends = self._end_array[ordinals.start : ordinals.stop + 1].tolist()
        base = ends[0]
        joined = bytes(self._bytes[base : ends[-1]])
        return [joined[start - base : end - base] for start, end in pairwise(ends)]

    def words(self, ordinals: range) -> list[str]:
        """The terms of a range of ordinals, decoded from UTF-8."""
        if len(ordinals) == len(self):
            return self._all_words
        return [term.decode("utf-8", "replace") for term in self.terms(ordinals)]

    def ending(self, suffix: bytes) -> list[str]:
        """The terms that end with a suffix, decoded from UTF-8."""
        ends = self._end_array.astype(np.int64)
        found = np.flatnonzero(np.diff(ends) >= len(suffix))
        data = np.frombuffer(self._bytes, dtype=np.uint8)
        for distance, byte in enumerate(reversed(suffix), start=1):
            found = found[data[ends[found + 1] - distance] == byte]
        return [self.term(at).decode("utf-8", "replace") for at in found.tolist()]

    @cached_property
    def _all_words(self) -> list[str]:
        return [term.decode("utf-8", "replace") for term in self.terms(range(len(self)))]

    @cached_property
    def character_sets(self) -> tuple[Array, Array]:
        """The set of characters of each term (uint32), see `character_set`, and its number of characters (int32)."""
        found = np.frombuffer(self._bytes, dtype=np.uint8)
        if not found.size:
            return np.zeros(len(self), dtype=np.uint32), np.zeros(len(self), dtype=np.int32)
        leading = (found & 0xC0) != 0x80  # all bytes of a character but the first are 10xxxxxx
        bits = np.where(leading, np.uint32(1) << (found & 31).astype(np.uint32), np.uint32(0))
        starts = self._end_array[:-1].astype(np.int64)
        empty = np.diff(self._end_array.astype(np.int64)) == 0
        starts[empty] = 0  # `reduceat` has no empty groups
        masks, sizes = np.bitwise_or.reduceat(bits, starts), np.add.reduceat(leading, starts, dtype=np.int32)
        masks[empty], sizes[empty] = 0, 0
        return masks, sizes

    @cached_property
    def hashes(self) -> Array:
        """A polynomial 64-bit hash of each term (uint64), equal for the same term in every segment.

        A collision is so unlikely that equal hashes are taken for equal terms.
        """
        return hash_terms(np.frombuffer(self._bytes, dtype=np.uint8), self._end_array.astype(np.int64))

    @cached_property
    def _by_hash(self) -> tuple[Array, Array]:
        order = np.argsort(self.hashes)
        return self.hashes[order], order

    def find_hashes(self, wanted: Array) -> Array:
        """The ordinals of the terms whose hashes are in `wanted`, ascending."""
        hashes, ordinals = self._by_hash
        if not hashes.size:
            return ordinals
        at = np.searchsorted(hashes, wanted)
        at[at == hashes.size] = 0
        return np.sort(ordinals[at[hashes[at] == wanted]])


def _after_all_with(prefix: bytes) -> bytes:
    """The least text that is greater than all texts with a prefix; empty if there is none."""
    head = prefix.rstrip(b"\xff")
    return head[:-1] + bytes((head[-1] + 1,)) if head else b""


class SurfaceFormDictionary(TermDictionary):
    """Sorted surface forms of a field whose terms are stems: its words as written, without case and accents.

    A form is there once for each of its terms: in another language the same word may have another stem.
    """

    def __init__(self, file: ArrayFile, name: str, kind: str = "form") -> None:
        super().__init__(file, name, kind)
        self.terms_of = file.array(f"{kind}_terms:{name}")
        """The ordinal of each surface form's term."""

    def of(self, ordinal: int) -> list[str]:
        """The surface forms of the term with an ordinal."""
        return [self.term(at).decode("utf-8", "replace") for at in np.flatnonzero(self.terms_of == ordinal).tolist()]

    def equal(self, form: bytes) -> range:
        """The indices of a form."""
        stop = first = self.lower_bound(form)
        while stop < len(self) and self.term(stop) == form:
            stop += 1
        return range(first, stop)

    def pairs(self) -> list[tuple[bytes, int]]:
        """All surface forms, each with the ordinal of its term."""
        return list(zip(self.terms(range(len(self))), self.terms_of.tolist(), strict=True))


def hash_terms(joined: Array, ends: Array) -> Array:
    """A polynomial 64-bit hash of each of some terms (uint64).

    Args:
        joined: The bytes of the terms, one after another (uint8).
        ends: Where each term starts, and the end (int64).

    """
    values = joined.astype(np.uint64) + 1
    sizes = np.diff(ends)
    powers = np.full(int(sizes.max(initial=0)), _HASH_FACTOR, dtype=np.uint64)
    powers = np.multiply.accumulate(powers)
    values *= powers[np.arange(values.size) - np.repeat(ends[:-1], sizes)]
    sums = np.append(np.uint64(0), np.add.accumulate(values))
    found: Array = sums[ends[1:]] - sums[ends[:-1]]
    return found


def write_term_dictionary(out: ArrayFileWriter, name: str, terms: Sequence[bytes], kind: str = "term") -> None:
    """Write the term dictionary of a field. The terms must be sorted."""
    ends = np.cumsum([0, *map(len, terms)], dtype=np.uint64)
    out.add(f"{kind}_bytes:{name}", b"".join(terms))
    out.add(f"{kind}_ends:{name}", downcast(ends, np.uint32))


def write_surface_forms(
    out: ArrayFileWriter, name: str, forms: Sequence[tuple[bytes, int]], kind: str = "form"
) -> None:
    """Write surface forms of a field, each with the ordinal of its term. They must be sorted."""
    write_term_dictionary(out, name, [form for form, _ in forms], kind)
    ordinals = np.array([ordinal for _, ordinal in forms], dtype=np.int64)
    out.add(f"{kind}_terms:{name}", downcast(ordinals, np.uint32))
