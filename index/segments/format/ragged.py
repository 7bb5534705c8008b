"""Ragged arrays: rows of different lengths in one array."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in one array, as in a compressed sparse row matrix.

    The values of row n are `ids[starts[n]:starts[n + 1]]`; no row has a value twice.
    """

    starts: Ints
    """One more than there are rows."""
    ids: Ints

    def of(self, row: int) -> list[int]:
        """The values of one row."""
        found: list[int] = self.ids[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def of_all(self, rows: Ints) -> Ints:
        """The values of several rows, one row after another."""
        return self.ids[self.places(rows)]

    def places(self, rows: Ints) -> Ints:
        """The indices in `ids` of the values of several rows."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        return np.repeat(self.starts[rows] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)

    def rows(self) -> Ints:
        """The row of each value in `ids`."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def inverted(self, size: int) -> Table:
        """To each value from 0 to `size - 1` the rows that have it, ascending."""
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(self.ids, minlength=size), out=starts[1:])
        return Table(starts, self.rows()[np.argsort(self.ids, kind="stable")])
