"""What is selected with the mouse in a laid-out text, in code points of the text instead of cells of the layout."""

from __future__ import annotations

from collections.abc import Sequence

from textual.selection import Selection

from corpus.model.document import Span
from tui.text.row_text import row_text
from tui.text.rows import Row

_END = 1 << 30
"""A position after the end of every row."""


def selected(text: str, rows: Sequence[Row], selection: Selection) -> Span | None:
    """Return the span of a selection; None without rows."""
    if not rows:
        return None

    def offset(number: int, x: int) -> int:
        return row_text(text, rows[max(0, min(number, len(rows) - 1))]).offset(x)

    first = offset(*(selection.start.transpose if selection.start else (0, 0)))
    until = offset(*(selection.end.transpose if selection.end else (len(rows) - 1, _END)))
    return Span(first, max(first, until))


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without white space around it; None if there is nothing else."""
    passage = text[span.start : span.end]
    start = span.start + len(passage) - len(passage.lstrip())
    return Span(start, start + len(passage.strip())) if passage.strip() else None
