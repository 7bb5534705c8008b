"""Rows of a laid-out text: spans of the text with where on the row they are drawn. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from corpus.model.document import Span


class RowKind(Enum):
    """How a row is drawn."""

    TEXT = auto()
    TITLE = auto()
    HEADING = auto()
    QUOTATION = auto()
    PREFORMATTED = auto()
    HEADER = auto()
    """Header fields of a message."""
    TABLE = auto()


class Cell(NamedTuple):
    """A part of the text on a row of a table."""

    start: int
    end: int
    column: int
    """Where it is drawn, in screen cells from the start of the row."""


class Row(NamedTuple):
    """One row. Rows are in the order of their starts."""

    start: int
    end: int
    kind: RowKind = RowKind.TEXT
    lead: str = ""
    """What is drawn before the text: the indent of a list item, the bar of a quotation."""
    cells: tuple[Cell, ...] = ()
    """For a row of a table, whose start and end are those of the table row: what of it is drawn on this row."""


def row_at(rows: Sequence[Row], offset: int) -> int:
    """Return the number of the row that contains the character at this offset."""
    found = max(bisect_right(rows, offset, key=lambda row: row.start) - 1, 0)
    if not rows or not rows[found].cells:
        return found
    first = bisect_left(rows, rows[found].start, key=lambda row: row.start)
    same = range(first, found + 1)
    return next((at for at in same if any(cell.start <= offset < cell.end for cell in rows[at].cells)), first)


def within(spans: Sequence[Span], row: Row) -> Sequence[Span]:
    """Return those of the sorted spans that overlap the row."""
    first = bisect_right(spans, row.start, key=lambda span: span.start)
    first -= 1 if first and spans[first - 1].end > row.start else 0
    return spans[first : bisect_left(spans, row.end, key=lambda span: span.start)]
