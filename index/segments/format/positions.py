"""Positions of words, in as few bits as the longest document of a segment needs: 8, 12, 16 or 32.

Twelve bits are two arrays: the lower eight of each position, and the upper four of each two positions in one byte,
those of the first below.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, shrink

_TWELVE = 1 << 12


class Positions:
    """The positions of one field, read by a slice or by places."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low = file.array(f"positions:{name}")
        self._high = file.optional(f"positions_high:{name}")
        self.size = int(self._low.size)

    @classmethod
    def open(cls, file: ArrayFile, name: str) -> Positions | None:
        """Those of a field, or None where it has none."""
        return cls(file, name) if f"positions:{name}" in file else None

    def between(self, start: int, stop: int) -> Array:
        """All positions from one place to another."""
        if self._high is None:
            return self._low[start:stop]
        pairs = self._high[start >> 1 : (stop + 1) >> 1]
        high = np.empty(2 * pairs.size, dtype=np.uint16)
        high[0::2] = pairs & 15
        high[1::2] = pairs >> 4
        found: Array = high[start & 1 : (start & 1) + stop - start] << 8
        found |= self._low[start:stop]
        return found

    def at(self, places: Array) -> Array:
        """The positions at some places."""
        if self._high is None:
            return self._low[places]
        high = self._high[places >> 1] >> ((places & 1) << 2).astype(np.uint8)
        found: Array = (high & 15).astype(np.uint16) << 8
        found |= self._low[places]
        return found

    def greatest(self) -> int:
        """The greatest position there is; with twelve bits, the greatest there can be."""
        if self._high is not None:
            return _TWELVE - 1
        return int(self._low.max()) if self.size else 0


def write_positions(out: ArrayFileWriter, name: str, greatest: int, runs: Iterable[Array]) -> None:
    """Write a field's positions, none of them over the greatest."""
    if greatest >= _TWELVE or greatest < 1 << 8:
        out.stream(f"positions:{name}", shrink(np.array([greatest])).dtype, runs)
        return
    upper: list[Array] = []

    def lower() -> Iterable[Array]:
        for run in runs:
            upper.append((run >> 8).astype(np.uint8))
            yield run & 255

    count = out.stream(f"positions:{name}", np.uint8, lower())
    high = np.concatenate([*upper, np.zeros(count & 1, dtype=np.uint8)])
    out.add(f"positions_high:{name}", high[0::2] | high[1::2] << 4)
