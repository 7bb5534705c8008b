"""Counts as shaded cells, and the words around a matrix. Imports neither Textual nor Rich."""

from __future__ import annotations

import math

from index.model.analytics import Matrix, Unit
from index.model.query import Facet, Kind
from tui.text.country_code import short_code
from tui.text.numbers import counted, grouped

SHADES = " ░▒▓█"
"""The symbol of each level, so that cells differ without colors."""
_NOUNS = {Kind.PERSON: "people", Kind.COUNTRY: "countries"}
_PERSON_CELLS = 9
"""The width of a column of a person, which is headed by a surname."""


def shade(count: int, most: int) -> int:
    """Return the level of a count: 0 for none, 4 for the greatest, between them by the logarithm.

    Counts of co-occurrences differ by orders of magnitude: on a linear scale all but a few would look the same.
    """
    if count <= 0 or most <= 0:
        return 0
    return min(math.ceil((len(SHADES) - 1) * math.log1p(count) / math.log1p(most) - 1e-9), len(SHADES) - 1)


def greatest(matrix: Matrix) -> int:
    """Return the greatest count of two different names."""
    return max(
        (
            count
            for row, counts in zip(matrix.rows, matrix.counts, strict=True)
            for column, count in zip(matrix.columns, counts, strict=True)
            if (row.kind, row.key) != (column.kind, column.key)
        ),
        default=0,
    )


def cell_text(count: int) -> str:
    """Return a count as it stands in a cell."""
    return grouped(count) if count else "·"


def column_width(matrix: Matrix) -> int:
    """Return the width of a column, in cells: the count, its shade, and a space."""
    widest = max((len(cell_text(max(counts))) for counts in matrix.counts if counts), default=1)
    is_people = any(each.kind is Kind.PERSON for each in matrix.columns)
    head = _PERSON_CELLS - 2 if is_people else max((len(each.key) for each in matrix.columns), default=2)
    return max(widest, head) + 2


def column_head(facet: Facet) -> str:
    """Return what a column is headed by: the code of a country, the last name of a person."""
    return short_code(facet.key) if facet.kind is Kind.COUNTRY else (facet.label.split() or [facet.label])[-1]


def matrix_heading(matrix: Matrix) -> str:
    """Say what is counted, and in how many documents."""
    kinds = [_NOUNS[side[0].kind] for side in (matrix.rows, matrix.columns) if side]
    both = f"{grouped(matrix.relevant)} of {counted(matrix.total, 'document')} have both"
    parts = [" × ".join(kinds).capitalize(), f"by {matrix.unit.value}", both]
    if matrix.examined < matrix.relevant:
        parts.append(f"counted in the newest {grouped(matrix.examined)}")
    return " · ".join(part for part in parts if part)


def why_empty(matrix: Matrix) -> str:
    """Say why a matrix has nothing to show, and what to do."""
    if not matrix.total:
        return "No documents. Press Esc and change the search."
    return "No document of these results has a name of each side. Press x for other sides."


def cell_caption(matrix: Matrix, row: Facet, column: Facet, count: int) -> str:
    """Say what the cell under the cursor counts."""
    nouns = {Unit.DOCUMENT: "document", Unit.PARAGRAPH: "paragraph", Unit.SENTENCE: "sentence"}
    number = counted(count, nouns[matrix.unit])
    if (row.kind, row.key) == (column.kind, column.key):
        return f"{row.label}: {number}"
    return f"{row.label} × {column.label}: {number if count else 'never together'}"
