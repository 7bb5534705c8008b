"""Batch tokenization: the ids of the words of many texts at once.

The texts are joined and split into words with NumPy. The id of a word is found in an array by the word's 64-bit hash;
only words that are not in the array are looked up one by one. The hash is a polynomial of the word's code points
modulo 2**64, with a random factor for each process, and a random number added for each language and for a hyphen that
joins the word to the next one. For words of at most `_MAX_HASHED` code points a collision is about as likely as a bit
error in memory; longer words are always looked up.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.form_numbers import HYPHEN

BATCH_SIZE = 1 << 19
"""The greatest number of code points in a batch, counting one more for each text and one at the start."""
_MAX_HASHED = 24
"""Code points of a word."""
_SLOT_BITS = 18
_BASIC_PLANE = 1 << 16
_HYPHENS = (0x2D, 0x2010, 0x2011)
"""Hyphen-minus, hyphen, non-breaking hyphen."""
_LAST_DIGIT = ord("9")
"""Before all letters. Hyphens between digits, as in `1986-87`, join no words."""
_MAX_HASH = (1 << 64) - 1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: multiplying by it spreads differences in few bits over the upper bits."""


@runtime_checkable
class BatchAnalyzer(Protocol):
    """An analyzer that gives each word one term, at the word's own position, so that no tokens need be created."""

    @property
    def has_surface_forms(self) -> bool:
        """Whether terms may differ from surface forms, so that patterns need a dictionary of surface forms."""
        ...

    def words(self, text: str) -> list[str]:
        """The words of a text as written, one for each position.

        If the analyzer has surface forms, a word that a hyphen joins to the next one ends with HYPHEN.
        """
        ...

    def analyzed(self, word: str, language: str = "") -> tuple[str, str, str]:
        """The term of a word without HYPHEN in a text of a language, its surface form, and its written form.

        Patterns are matched against the surface form, exact queries against the written form, which is the same if case
        does not matter.
        """
        ...

    def character_classes(self, count: int) -> bytes:
        """The class of each of the first `count` code points; see `BatchTokenizer`."""
        ...


class BatchTokenizer:
    """Finds the ids of words.

    Args:
        character_classes: Returns the class of each of the first code points, as many as requested: 1 for a character
            of words, 2 for a character that is a word, 0 for any other. No ASCII character may have class 2.
        has_hyphens: Whether a word that a hyphen joins to the next one is another word, which ends with HYPHEN.

    """

    def __init__(self, character_classes: Callable[[int], bytes], *, has_hyphens: bool = False) -> None:
        self._character_classes = character_classes
        self._has_hyphens = has_hyphens
        self._hyphen_salt = np.uint64(secrets.randbits(64))
        # The upper bits of a word's hash select its slot. A slot is never replaced: frequent words come first.
        self._slot_hashes = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)  # 0 in an empty slot
        self._slot_ids = np.zeros(1 << _SLOT_BITS, dtype=np.uint32)

    def word_ids(self, texts: Sequence[str], id_of_word: Callable[[str], int], salt: int = 0) -> tuple[Array, Array]:
        """Tokenize texts that together are no longer than a batch.

        Args:
            texts: The texts.
            id_of_word: Returns the id of a word; called for words that are not in the array.
            salt: A random number for each `id_of_word`, so that they share the array.

        Returns:
            The ids of all words in order (uint32), and the number of words of each text.

        """
        joined = "\n".join(["", *texts, ""])
        data, starts, ends = self._split(joined)
        bounds = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        counts = np.diff(np.searchsorted(starts, bounds), prepend=0)
        hashes = _hashes(data, starts, ends)
        hashes += np.uint64(salt << 1 & _MAX_HASH)  # stays odd, and therefore is not 0
        hyphens = _hyphens(data, starts, ends) if self._has_hyphens else np.empty(0, dtype=np.int64)
        hashes[hyphens] += self._hyphen_salt << np.uint64(1)
        words = _Words(joined, starts, ends, set(hyphens.tolist()), id_of_word)
        slots = (hashes * _SPREAD) >> np.uint64(64 - _SLOT_BITS)
        ids = self._slot_ids[slots]
        is_hashed = ends - starts <= _MAX_HASHED
        missing = np.flatnonzero((self._slot_hashes[slots] != hashes) & is_hashed)
        if missing.size:
            new, first, inverse = np.unique(hashes[missing], return_index=True, return_inverse=True)
            found = words.look_up(missing[first])
            ids[missing] = found[inverse]
            self._fill_slots(slots[missing[first]], new, found)
        long = np.flatnonzero(~is_hashed)
        ids[long] = words.look_up(long)
        return ids, counts

    def _split(self, text: str) -> tuple[Array, Array, Array]:
        """The code points of a text, and the start and end of each word."""
        if text.isascii():
            data = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
            inside = np.frombuffer(self._character_classes(128), dtype=bool)[data]
            edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
            return data, edges[0::2], edges[1::2]
        data = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        # Few texts have characters beyond the basic plane, and computing the classes of all characters is slow.
        reach = _BASIC_PLANE if data.max() < _BASIC_PLANE else sys.maxunicode + 1
        classes = np.frombuffer(self._character_classes(reach), dtype=np.uint8)[data]
        inside, alone = classes == 1, classes == 2
        starts = np.flatnonzero((inside[1:] & ~inside[:-1]) | alone[1:]) + 1
        ends = np.flatnonzero((inside[:-1] & ~inside[1:]) | alone[:-1]) + 1
        return data, starts, ends

    def _fill_slots(self, slots: Array, hashes: Array, ids: Array) -> None:
        """Store the ids of words whose slots are empty."""
        free = self._slot_hashes[slots] == 0
        self._slot_hashes[slots[free]] = hashes[free]
        self._slot_ids[slots[free]] = ids[free]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a batch, to look up single ones."""

    joined: str
    starts: Array
    ends: Array
    hyphens: set[int]
    """The indices of the words that a hyphen joins to the next one."""
    id_of_word: Callable[[str], int]

    def look_up(self, at: Array) -> Array:
        """The ids of the words at some indices."""
        spans = zip(at.tolist(), self.starts[at].tolist(), self.ends[at].tolist(), strict=True)
        words = (self.joined[start:end] + HYPHEN * (index in self.hyphens) for index, start, end in spans)
        return np.fromiter(map(self.id_of_word, words), np.uint32, at.size)


def _hyphens(data: Array, starts: Array, ends: Array) -> Array:
    """The indices of the words that a hyphen joins to the next one, both of which have a letter at the hyphen."""
    near = np.flatnonzero(ends[:-1] + 1 == starts[1:])
    between = data[ends[near]]
    is_hyphen = (between == _HYPHENS[0]) | (between == _HYPHENS[1]) | (between == _HYPHENS[2])
    near = near[is_hyphen]
    found: Array = near[(data[ends[near] - 1] > _LAST_DIGIT) & (data[starts[near + 1]] > _LAST_DIGIT)]
    return found


def _hashes(data: Array, starts: Array, ends: Array) -> Array:
    """A 64-bit hash of each word; never 0, which marks an empty slot."""
    powers, inverse_powers = _powers()
    sums = np.zeros(data.size + 1, dtype=np.uint64)
    np.cumsum(data * powers[: data.size], out=sums[1:])
    # Divided by the power before the word, so that the factor multiplies the first character too. Otherwise, words
    # that differ by one in that character would differ in the lowest bit only, which every hash has set.
    hashes: Array = ((sums[ends] - sums[starts]) * inverse_powers[starts - 1]) | np.uint64(1)
    return hashes


@cache
def _powers() -> tuple[Array, Array]:
    """The powers of the factor of this process, and those of its inverse modulo 2**64."""
    factor = secrets.randbits(64) | 1
    both = (factor, pow(factor, -1, 1 << 64))
    first, second = (np.multiply.accumulate(np.full(BATCH_SIZE + 2, each, dtype=np.uint64)) for each in both)
    return first, second
