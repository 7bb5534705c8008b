"""Sorted byte strings, as two arrays of a segment's file: the text, and where each ends."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, shrink

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number of 64 bits whose powers look like noise: the golden ratio's."""


class TermList:
    """Sorted strings; a place is a number among them."""

    def __init__(self, file: ArrayFile, name: str, kind: str = "") -> None:
        self._text = file.array(f"{kind}text:{name}").data
        self._end_array = file.array(f"{kind}ends:{name}")
        self._ends = self._end_array.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def term(self, place: int) -> bytes:
        """The bytes at a place."""
        return bytes(self._text[self._ends[place] : self._ends[place + 1]])

    def lower(self, text: bytes) -> int:
        """The place of the first string that is not less than the text."""
        return bisect_left(range(len(self)), text, key=self.term)

    def find(self, text: bytes) -> int:
        """The place of a string, or -1."""
        place = self.lower(text)
        return place if place < len(self) and self.term(place) == text else -1

    def prefixed(self, prefix: bytes) -> range:
        """The places of the strings that start with the prefix."""
        start = self.lower(prefix)
        stop = bisect_left(range(len(self)), True, lo=start, key=lambda at: not self.term(at).startswith(prefix))
        return range(start, stop)

    def terms(self, places: range) -> list[bytes]:
        """The bytes at some places, in a row."""
        if not places:
            return []
        ends = self._end_array[places.start : places.stop + 1].tolist()
        base = ends[0]
        text = bytes(self._text[base : ends[-1]])
        return [text[start - base : end - base] for start, end in pairwise(ends)]

    def words(self, places: range) -> list[str]:
        """The strings at some places, as text."""
        if len(places) == len(self):
            return self._all_words
        return [term.decode("utf-8", "replace") for term in self.terms(places)]

    @cached_property
    def _all_words(self) -> list[str]:
        return [term.decode("utf-8", "replace") for term in self.terms(range(len(self)))]

    @cached_property
    def hashes(self) -> Array:
        """A number for each string, equal for equal strings in any list; for others as good as never."""
        text = np.frombuffer(self._text, dtype=np.uint8).astype(np.uint64) + 1
        ends = self._end_array.astype(np.int64)
        sizes = np.diff(ends)
        powers = np.full(int(sizes.max(initial=0)), _FACTOR, dtype=np.uint64)
        powers = np.multiply.accumulate(powers)
        text *= powers[np.arange(text.size) - np.repeat(ends[:-1], sizes)]
        sums = np.append(np.uint64(0), np.add.accumulate(text))
        found: Array = sums[ends[1:]] - sums[ends[:-1]]
        return found

    @cached_property
    def _by_hash(self) -> tuple[Array, Array]:
        order = np.argsort(self.hashes)
        return self.hashes[order], order

    def hashed(self, wanted: Array) -> Array:
        """The places, ascending, of the strings with some hashes."""
        hashes, order = self._by_hash
        if not hashes.size:
            return order
        at = np.searchsorted(hashes, wanted)
        at[at == hashes.size] = 0
        return np.sort(order[at[hashes[at] == wanted]])


class FormList(TermList):
    """The words of a field as they were written, without case and accents, with the terms they became."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file, name, "form_")
        self.terms_of = file.array(f"form_terms:{name}")
        """The place of each form's term among the field's terms."""

    def of(self, place: int) -> list[str]:
        """The forms of the term at a place."""
        return [self.term(at).decode("utf-8", "replace") for at in np.flatnonzero(self.terms_of == place).tolist()]


def write_terms(out: ArrayFileWriter, name: str, terms: list[bytes], kind: str = "") -> None:
    """Write sorted strings."""
    ends = np.cumsum([0, *map(len, terms)], dtype=np.uint64)
    out.add(f"{kind}text:{name}", b"".join(terms))
    out.add(f"{kind}ends:{name}", shrink(ends, np.uint32))


def write_forms(out: ArrayFileWriter, name: str, forms: dict[bytes, int]) -> None:
    """Write a field's forms with the places of their terms."""
    ordered = sorted(forms)
    write_terms(out, name, ordered, "form_")
    out.add(f"form_terms:{name}", shrink(np.array([forms[form] for form in ordered], dtype=np.int64), np.uint32))
