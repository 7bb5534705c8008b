"""What the matrix screen shows: its axes, unit, size and order, and the transitions between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TypeVar

from index.model.analytics import Axis, Matrix, Unit
from index.model.query import Facet, Kind

SIZES = (12, 25, 50, 100)
"""The numbers of rows and columns to choose from."""


class Axes(Enum):
    """The kinds of names of the rows and the columns."""

    PEOPLE_COUNTRIES = (Kind.PERSON, Kind.COUNTRY)
    PEOPLE = (Kind.PERSON, Kind.PERSON)
    COUNTRIES = (Kind.COUNTRY, Kind.COUNTRY)


class Order(StrEnum):
    """The order of rows and columns."""

    DOCUMENTS = "documents"
    """Most documents first."""
    NAME = "name"
    CELL = "cell"
    """Rows by their counts in the column of the cursor, columns by those in its row."""


_Step = TypeVar("_Step", Axes, Unit, Order)


@dataclass(frozen=True, slots=True)
class MatrixView:
    """What is counted, and how it is shown."""

    axes: Axes = Axes.PEOPLE_COUNTRIES
    unit: Unit = Unit.DOCUMENT
    size: int = 25

    def next_axes(self) -> MatrixView:
        """Return the view with the next pair of kinds."""
        return replace(self, axes=following(self.axes))

    def next_unit(self) -> MatrixView:
        """Return the view with the next unit."""
        return replace(self, unit=following(self.unit))

    def resized(self, steps: int) -> MatrixView:
        """Return the view with a greater or smaller size."""
        at = SIZES.index(self.size) + steps
        return replace(self, size=SIZES[max(0, min(at, len(SIZES) - 1))])

    def sides(self) -> tuple[Axis, Axis]:
        """Return rows and columns."""
        rows, columns = self.axes.value
        return Axis(rows, self.size), Axis(columns, self.size)


def following(value: _Step) -> _Step:
    """Return the next member of an enum, the first after the last."""
    members = list(type(value))
    return members[(members.index(value) + 1) % len(members)]


def ordered(matrix: Matrix, order: Order, row: Facet | None = None, column: Facet | None = None) -> Matrix:
    """Return a matrix with its rows and columns in another order.

    Args:
        matrix: As it was counted, most documents first.
        order: The order.
        row: The row of the cursor, by whose counts the columns are ordered for CELL.
        column: Its column.

    """
    row_at = _place(matrix.rows, row)
    column_at = _place(matrix.columns, column)
    rows = _permutation(matrix.rows, order, lambda at: matrix.counts[at][column_at] if matrix.columns else 0)
    columns = _permutation(matrix.columns, order, lambda at: matrix.counts[row_at][at] if matrix.rows else 0)
    return replace(
        matrix,
        rows=tuple(matrix.rows[at] for at in rows),
        columns=tuple(matrix.columns[at] for at in columns),
        counts=tuple(tuple(matrix.counts[at][other] for other in columns) for at in rows),
    )


def _place(names: Sequence[Facet], name: Facet | None) -> int:
    keys = [each.key for each in names]
    return keys.index(name.key) if name is not None and name.key in keys else 0


def _permutation(names: Sequence[Facet], order: Order, count: Callable[[int], int]) -> list[int]:
    places = list(range(len(names)))
    match order:
        case Order.DOCUMENTS:
            return sorted(places, key=lambda at: -names[at].documents)
        case Order.NAME:
            return sorted(places, key=lambda at: names[at].label.casefold())
        case Order.CELL:
            return sorted(places, key=lambda at: -count(at))
