"""The words of many texts at once, each as the number of its term.

A dictionary is asked once for a word of a batch that is not at hand, instead of once for every word of every text:
texts are laid end to end, cut where letters begin and end, and each word is made one number of 64 bits, by
which its term is found in an array. That number is a polynomial of the word's letters in a factor drawn by chance in
each process, modulo 2 ** 64: of words of at most `_LONGEST` letters, two have the same one about as often as memory
forgets a bit. Longer words are looked up by themselves.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol, runtime_checkable

import numpy as np

from index.segments.format.array_file import Array

BATCH = 1 << 19
"""Letters of one batch at most, with one more for each text and one."""
_LONGEST = 24
_SLOT_BITS = 18
_PLANE = 1 << 16
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Two to the 64th, by the golden ratio: spreads what differs in few bits over the upper ones."""


@runtime_checkable
class BatchAnalyzer(Protocol):
    """An analyzer whose words are one term each, at their own position, so that no tokens need be made."""

    @property
    def has_forms(self) -> bool:
        """Whether a word's term may be another than its form, so that beginnings have to be looked up by forms."""
        ...

    def words(self, text: str) -> list[str]:
        """The words of a text as they stand."""
        ...

    def term(self, word: str) -> str:
        """What one of `words` is indexed as."""
        ...

    def form(self, word: str) -> str:
        """What one of `words` is looked up as while only a part of it is known."""
        ...

    def letters(self, count: int) -> bytes:
        """What `words` makes of each of the first characters of Unicode; see `WordNumbers`."""
        ...


class WordNumbers:
    """Finds the numbers of words.

    Args:
        letters: Gives for each of the first characters of Unicode, as many as asked for, 1 where it is a letter of
            words, 2 where it is a word by itself, else 0; none of ASCII is that.
        number_of: The number of a word's term; asked when it is not at hand.

    """

    def __init__(self, letters: Callable[[int], bytes], number_of: Callable[[str], int]) -> None:
        self._letters = letters
        self._number_of = number_of
        # A word's place is told by the upper bits of its hash; the first to come keeps it: frequent ones come first.
        self._hashes = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._numbers = np.zeros(1 << _SLOT_BITS, dtype=np.uint32)

    def of(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The numbers of all words of some texts, together no longer than a batch, and how many words each has."""
        joined = "\n".join(["", *texts, ""])
        data, starts, ends = self._cut(joined)
        bounds = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        counts = np.diff(np.searchsorted(starts, bounds), prepend=0)
        hashes = _hashes(data, starts, ends)
        slots = (hashes * _SPREAD) >> np.uint64(64 - _SLOT_BITS)
        numbers = self._numbers[slots]
        short = ends - starts <= _LONGEST
        missing = np.flatnonzero((self._hashes[slots] != hashes) & short)
        if missing.size:
            fresh, first, again = np.unique(hashes[missing], return_index=True, return_inverse=True)
            found = self._asked(joined, starts, ends, missing[first])
            numbers[missing] = found[again]
            self._keep(slots[missing[first]], fresh, found)
        long = np.flatnonzero(~short)
        numbers[long] = self._asked(joined, starts, ends, long)
        return numbers, counts

    def _cut(self, text: str) -> tuple[Array, Array, Array]:
        """The characters as numbers, and where each word of them begins and ends."""
        if text.isascii():
            data = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
            inside = np.frombuffer(self._letters(128), dtype=bool)[data]
            edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
            return data, edges[0::2], edges[1::2]
        data = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        # Few texts have characters beyond the first plane, and the table of all takes a while to make.
        reach = _PLANE if data.max() < _PLANE else sys.maxunicode + 1
        kinds = np.frombuffer(self._letters(reach), dtype=np.uint8)[data]
        inside, alone = kinds == 1, kinds == 2
        starts = np.flatnonzero((inside[1:] & ~inside[:-1]) | alone[1:]) + 1
        ends = np.flatnonzero((inside[:-1] & ~inside[1:]) | alone[:-1]) + 1
        return data, starts, ends

    def _asked(self, joined: str, starts: Array, ends: Array, at: Array) -> Array:
        """The numbers of the words at some places, asked for one by one."""
        spans = zip(starts[at].tolist(), ends[at].tolist(), strict=True)
        words = (joined[start:end] for start, end in spans)
        return np.fromiter(map(self._number_of, words), np.uint32, at.size)

    def _keep(self, slots: Array, hashes: Array, numbers: Array) -> None:
        """Have words at hand from now on, where there is room."""
        free = self._hashes[slots] == 0
        self._hashes[slots[free]] = hashes[free]
        self._numbers[slots[free]] = numbers[free]


def _hashes(data: Array, starts: Array, ends: Array) -> Array:
    """A number of 64 bits for each word, never 0."""
    powers, inverse = _powers()
    sums = np.zeros(data.size + 1, dtype=np.uint64)
    np.cumsum(data * powers[: data.size], out=sums[1:])
    # From the place before the word, which there always is: the first letter has to count times the factor, too. Else
    # neighbours in the alphabet would differ in the lowest bit alone, which is given up so that no hash is 0.
    hashes: Array = ((sums[ends] - sums[starts]) * inverse[starts - 1]) | np.uint64(1)
    return hashes


@cache
def _powers() -> tuple[Array, Array]:
    """The powers of this process's factor, and of what it multiplies to 1 with."""
    factor = secrets.randbits(64) | 1
    both = (factor, pow(factor, -1, 1 << 64))
    first, second = (np.multiply.accumulate(np.full(BATCH + 2, each, dtype=np.uint64)) for each in both)
    return first, second
