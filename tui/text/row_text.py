"""What is drawn of a row, and where on it the characters of the document's text stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from tui.text.rows import Row
from tui.text.sanitize import harmless


class RowText(NamedTuple):
    """The characters of a row. A position is the number of a character on the row."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    """For each piece of the document's text: its position, and its start and end in the text, in code points."""

    def positions(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the positions of a span of the document's text, first and after the last, in each piece that has it."""
        for at, first, last in self.pieces:
            low, high = max(start, first), min(end, last)
            if low < high:
                yield at + low - first, at + high - first

    def offset(self, position: int) -> int:
        """Return the offset in the document's text of a position, or of the next or last one that has one."""
        found = self.pieces[0]
        for piece in self.pieces:
            if piece[0] <= position:
                found = piece
        at, first, last = found
        return min(max(position - at, 0) + first, last)


def row_text(text: str, row: Row) -> RowText:
    """Return what is drawn of a row."""
    if not row.cells:
        return RowText(row.lead + text[row.start : row.end], ((len(row.lead), row.start, row.end),))
    drawn, filled = "", 0
    pieces = []
    for start, end, column in row.cells:
        part = text[start:end]
        drawn += " " * (column - filled)
        pieces.append((len(drawn), start, end))
        drawn += part
        filled = max(column, filled) + cell_len(harmless(part))
    return RowText(drawn, tuple(pieces))
