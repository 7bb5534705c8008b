"""Ragged arrays: rows of different lengths in one array."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RaggedArray:
    """Rows of ids in one array, as in a compressed sparse row matrix.

    Row n is `ids[starts[n]:starts[n + 1]]`. No row has an id twice.
    """

    starts: Ints
    """Where each row starts in `ids`; one more item, the length of `ids`."""
    ids: Ints

    def of(self, row: int) -> list[int]:
        """The ids of one row."""
        found: list[int] = self.ids[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def of_all(self, rows: Ints) -> Ints:
        """The ids of several rows, one row after another."""
        return self.ids[self.places(rows)]

    def places(self, rows: Ints) -> Ints:
        """The indices in `ids` of several rows, one row after another."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        return np.repeat(self.starts[rows] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)

    def rows(self) -> Ints:
        """The row of each item of `ids`."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def inverted(self, size: int) -> RaggedArray:
        """The transpose: the rows that have each of the ids from 0 to `size - 1`, ascending."""
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(self.ids, minlength=size), out=starts[1:])
        return RaggedArray(starts, self.rows()[np.argsort(self.ids, kind="stable")])
