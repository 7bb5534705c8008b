"""Term frequencies: how often a term occurs in each of its documents, in four bits, with exceptions for high ones.

A byte holds two successive frequencies, the first of them in the lower half. 15 stands for 15 or more: two further
arrays hold the indices of such postings and their exact frequencies.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, downcast

_MAX_PACKED = 15


class TermFreqs:
    """The frequencies of one field's postings, read by slices or by indices."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._packed = file.array(f"freqs:{name}")
        self._exceptions_at = file.optional(f"freq_exceptions_at:{name}")
        """The indices of the postings with a frequency of 15 or more, ascending."""
        self._exceptions = file.optional(f"freq_exceptions:{name}")
        self._dtype = np.dtype(np.uint8) if self._exceptions is None else self._exceptions.dtype

    @classmethod
    def open(cls, file: ArrayFile, name: str) -> TermFreqs | None:
        """The frequencies of a field, or None if all are 1."""
        return cls(file, name) if f"freqs:{name}" in file else None

    def slice(self, start: int, stop: int) -> Array:
        """The frequencies of the postings from index `start` to `stop`."""
        pairs = self._packed[start >> 1 : (stop + 1) >> 1]
        unpacked = np.empty(2 * pairs.size, dtype=self._dtype)
        unpacked[0::2] = pairs & 15
        unpacked[1::2] = pairs >> 4
        found: Array = unpacked[start & 1 : (start & 1) + stop - start]
        if self._exceptions_at is not None and self._exceptions is not None:
            ends = np.array((start, stop), dtype=self._exceptions_at.dtype)  # another dtype would convert the array
            low, high = np.searchsorted(self._exceptions_at, ends).tolist()
            found[self._exceptions_at[low:high].astype(np.int64) - start] = self._exceptions[low:high]
        return found

    def take(self, postings: Array) -> Array:
        """The frequencies of the postings at some indices."""
        found: Array = (self._packed[postings >> 1] >> ((postings & 1) << 2).astype(np.uint8)) & 15
        if self._exceptions_at is None or self._exceptions is None:
            return found
        found = found.astype(self._dtype)
        many = np.flatnonzero(found == _MAX_PACKED)
        at = np.searchsorted(self._exceptions_at, postings[many].astype(self._exceptions_at.dtype))
        found[many] = self._exceptions[at]
        return found


def write_term_freqs(out: ArrayFileWriter, name: str, chunks: Iterable[Array]) -> None:
    """Write the frequencies of a field's postings in chunks."""
    packed, at, exceptions, count = [], [np.empty(0, np.uint32)], [np.empty(0, np.uint32)], 0
    for chunk in chunks:
        over = np.flatnonzero(chunk >= _MAX_PACKED)
        at.append((over + count).astype(np.uint32))
        exceptions.append(chunk[over].astype(np.uint32))
        packed.append(np.minimum(chunk, _MAX_PACKED).astype(np.uint8))
        count += chunk.size
    nibbles = np.concatenate([*packed, np.zeros(count & 1, dtype=np.uint8)])
    out.add(f"freqs:{name}", nibbles[0::2] | nibbles[1::2] << 4)
    if len(numbers := np.concatenate(exceptions)):
        out.add(f"freq_exceptions_at:{name}", np.concatenate(at))
        out.add(f"freq_exceptions:{name}", downcast(numbers))
