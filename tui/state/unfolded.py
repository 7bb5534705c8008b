"""Rows of results that are folded under another one and shown below it."""

from __future__ import annotations

from collections.abc import Sequence

from index.model.query import Hit


class Unfolded:
    """Maps rows on the screen to numbers of results: the rows of an unfolded group are inserted below its result."""

    def __init__(self) -> None:
        self._groups: dict[int, Sequence[Hit]] = {}

    def __contains__(self, number: int) -> bool:
        return number in self._groups

    def __len__(self) -> int:
        """The number of inserted rows."""
        return sum(map(len, self._groups.values()))

    def insert(self, number: int, hits: Sequence[Hit]) -> None:
        """Show the results that are folded under a result, given by its number."""
        self._groups[number] = hits
        self._groups = dict(sorted(self._groups.items()))

    def remove(self, number: int) -> None:
        """Fold a group again."""
        self._groups.pop(number, None)

    def row_of(self, number: int) -> int:
        """Return the row of a result."""
        return number + sum(len(hits) for other, hits in self._groups.items() if other < number)

    def number_of(self, row: int) -> int:
        """Return the number of the result in a row, or above it if the row was inserted."""
        return self._locate(row)[0]

    def hit_at(self, row: int) -> Hit | None:
        """Return the folded result in a row; None in the row of any other result."""
        number, place = self._locate(row)
        return self._groups[number][place - 1] if place else None

    def _locate(self, row: int) -> tuple[int, int]:
        """Return the number of a result, and how many rows below it the row is."""
        inserted = 0
        for number, hits in self._groups.items():
            head = number + inserted
            if row <= head:
                break
            if row <= head + len(hits):
                return number, row - head
            inserted += len(hits)
        return row - inserted, 0
