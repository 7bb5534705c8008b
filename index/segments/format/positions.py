"""Positions of terms in their documents, in 8, 12, 16 or 32 bits: as many as the greatest position of the field needs.

Positions of 12 bits are in two arrays: `positions` has the lower eight bits of each position, `positions_high` the
upper four bits of two successive positions in each byte, the first of them in the lower half.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, downcast

_END_OF_12_BITS = 1 << 12


class Positions:
    """The positions of one field, read by slices or by indices. Those of all postings follow one another."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low = file.array(f"positions:{name}")
        self._high = file.optional(f"positions_high:{name}")
        self.size = int(self._low.size)

    @classmethod
    def open(cls, file: ArrayFile, name: str) -> Positions | None:
        """The positions of a field, or None if it has none."""
        return cls(file, name) if f"positions:{name}" in file else None

    def slice(self, start: int, stop: int) -> Array:
        """The positions from index `start` to `stop`."""
        if self._high is None:
            return self._low[start:stop]
        pairs = self._high[start >> 1 : (stop + 1) >> 1]
        high = np.empty(2 * pairs.size, dtype=np.uint16)
        high[0::2] = pairs & 15
        high[1::2] = pairs >> 4
        found: Array = high[start & 1 : (start & 1) + stop - start] << 8
        found |= self._low[start:stop]
        return found

    def take(self, indices: Array) -> Array:
        """The positions at some indices."""
        if self._high is None:
            return self._low[indices]
        high = self._high[indices >> 1] >> ((indices & 1) << 2).astype(np.uint8)
        found: Array = (high & 15).astype(np.uint16) << 8
        found |= self._low[indices]
        return found

    def upper_bound(self) -> int:
        """A number that no position exceeds: the greatest 12-bit number for 12 bits, else the greatest position."""
        if self._high is not None:
            return _END_OF_12_BITS - 1
        return int(self._low.max()) if self.size else 0


def write_positions(out: ArrayFileWriter, name: str, upper_bound: int, chunks: Iterable[Array]) -> None:
    """Write the positions of a field in chunks. No position may exceed `upper_bound`."""
    if upper_bound >= _END_OF_12_BITS or upper_bound < 1 << 8:
        out.add_chunks(f"positions:{name}", downcast(np.array([upper_bound])).dtype, chunks)
        return
    upper: list[Array] = []

    def lower() -> Iterable[Array]:
        for chunk in chunks:
            upper.append((chunk >> 8).astype(np.uint8))
            yield chunk & 255

    count = out.add_chunks(f"positions:{name}", np.uint8, lower())
    high = np.concatenate([*upper, np.zeros(count & 1, dtype=np.uint8)])
    out.add(f"positions_high:{name}", high[0::2] | high[1::2] << 4)
