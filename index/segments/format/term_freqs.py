"""How often a term is in each of its documents, in four bits; the few numbers that need more are kept apart.

Two of them share a byte, the first below. Fifteen stands for itself and all that is more.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, shrink

_MANY = 15


class Frequencies:
    """The frequencies of one field's postings, read by a slice or by places."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._pairs = file.array(f"freqs:{name}")
        self._places = file.optional(f"many_at:{name}")
        """Of the postings with fifteen or more, ascending."""
        self._many = file.optional(f"many:{name}")
        self._kind = np.dtype(np.uint8) if self._many is None else self._many.dtype

    @classmethod
    def open(cls, file: ArrayFile, name: str) -> Frequencies | None:
        """Those of a field, or None where all are 1."""
        return cls(file, name) if f"freqs:{name}" in file else None

    def between(self, start: int, stop: int) -> Array:
        """All frequencies from one place to another."""
        pairs = self._pairs[start >> 1 : (stop + 1) >> 1]
        both = np.empty(2 * pairs.size, dtype=self._kind)
        both[0::2] = pairs & 15
        both[1::2] = pairs >> 4
        found: Array = both[start & 1 : (start & 1) + stop - start]
        if self._places is not None and self._many is not None:
            ends = np.array((start, stop), dtype=self._places.dtype)  # another type would have all places converted
            low, high = np.searchsorted(self._places, ends).tolist()
            found[self._places[low:high].astype(np.int64) - start] = self._many[low:high]
        return found

    def at(self, places: Array) -> Array:
        """The frequencies at some places."""
        found: Array = (self._pairs[places >> 1] >> ((places & 1) << 2).astype(np.uint8)) & 15
        if self._places is None or self._many is None:
            return found
        found = found.astype(self._kind)
        many = np.flatnonzero(found == _MANY)
        found[many] = self._many[np.searchsorted(self._places, places[many].astype(self._places.dtype))]
        return found


def write_frequencies(out: ArrayFileWriter, name: str, runs: Iterable[Array]) -> None:
    """Write a field's frequencies."""
    halves, places, many, count = [], [np.empty(0, np.uint32)], [np.empty(0, np.uint32)], 0
    for run in runs:
        over = np.flatnonzero(run >= _MANY)
        places.append((over + count).astype(np.uint32))
        many.append(run[over].astype(np.uint32))
        halves.append(np.minimum(run, _MANY).astype(np.uint8))
        count += run.size
    both = np.concatenate([*halves, np.zeros(count & 1, dtype=np.uint8)])
    out.add(f"freqs:{name}", both[0::2] | both[1::2] << 4)
    if len(numbers := np.concatenate(many)):
        out.add(f"many_at:{name}", np.concatenate(places))
        out.add(f"many:{name}", shrink(numbers))
