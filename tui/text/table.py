"""Layout of a table: aligned columns that fit the width, with cells that are wrapped. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

from rich.cells import cell_len

from corpus.model.block import Block
from corpus.model.document import Span
from tui.text.rows import Cell, Row, RowKind
from tui.text.sanitize import harmless
from tui.text.wrapping import is_narrow, wrap_paragraph

_GAP = 2
"""Cells between two columns."""
_LEAST_COLUMN = 6
"""Cells of a column that is wider than this may be narrowed to."""


def table_rows(text: str, blocks: Sequence[Block], width: int) -> Iterator[Row]:
    """Yield the rows of a table; where its columns do not fit, the rows are wrapped like lines of text.

    Args:
        text: The text.
        blocks: The table rows.
        width: The width of the rows, in cells.

    """
    widths = column_widths(_natural_widths(text, blocks), width)
    if not widths:
        for block in blocks:
            yield from (
                Row(start, end, RowKind.TABLE)
                for start, end in wrap_paragraph(text, Span(block.start, block.end), width)
            )
        return
    columns = [0, *accumulate(each + _GAP for each in widths)]
    for block in blocks:
        wrapped = [
            wrap_paragraph(text, cell, widths[number]) if cell.end > cell.start else ()
            for number, cell in enumerate(block.cells)
        ]
        for parts in zip_longest(*wrapped):
            cells = tuple(
                Cell(part.start, part.end, column) for part, column in zip(parts, columns, strict=False) if part
            )
            yield Row(block.start, block.end, RowKind.TABLE, "", cells)


def _natural_widths(text: str, blocks: Sequence[Block]) -> list[int]:
    """Return the width of the widest cell of each column."""
    widths = [0] * max(len(block.cells) for block in blocks)
    for block in blocks:
        for number, cell in enumerate(block.cells):
            if cell.end - cell.start > widths[number] // 2:
                widths[number] = max(widths[number], _width(text[cell.start : cell.end]))
    return widths


def _width(part: str) -> int:
    return len(part) if is_narrow(part) else cell_len(harmless(part))


def column_widths(natural: Sequence[int], width: int) -> list[int]:
    """Return the width of each column of a table that fits; empty if there are too many columns.

    Only the widest columns are narrowed, all to about the same width.
    """
    room = width - _GAP * (len(natural) - 1)
    if sum(min(each, _LEAST_COLUMN) for each in natural) > room:
        return []
    cap, left, columns = room, room, len(natural)
    for each in sorted(natural):
        if each * columns > left:
            cap = left // columns
            break
        left -= each
        columns -= 1
    widths = [min(each, cap) for each in natural]
    spare = room - sum(widths)
    for number, each in enumerate(natural):
        if widths[number] < each and spare:
            widths[number] += 1
            spare -= 1
    return widths
