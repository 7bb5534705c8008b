"""Columns of a PDF page that its lines run across, put into reading order."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple, Protocol

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""

_LEAST_ROWS = 4
"""Rows beside each other that make columns clear."""
_LEAST_LETTERS = 15
"""Characters of a row's part in the mean; a table's cells have fewer."""
_SAMPLE = 4
"""Lines looked at before all are."""
_FULL = 0.75
"""The part of its column's width that a line of running text fills."""


class Span(NamedTuple):
    """Characters of a page that PDFium takes for one line."""

    text: str
    start: int
    """PDFium's index of the first character."""
    ends_in_hyphen: bool = False
    """Whether a hyphen and a line break follow, in place of which PDFium writes a control character."""


class _Boxes(Protocol):
    def box(self, index: int) -> Box: ...
    def runs(self, span: Span) -> list[tuple[float, float]]: ...


def in_reading_order(glyphs: _Boxes, spans: list[Span], runs: int) -> list[Span]:
    """The lines, cut at the space between two columns that they run across, left column first.

    Only where the layout is clear: rows of running text beside each other. A table is left as it is.

    Args:
        glyphs: The characters of the page.
        spans: The lines as PDFium finds them.
        runs: How many text objects the page is made of.

    """
    if len(spans) < _LEAST_ROWS or runs < len(spans) + _LEAST_ROWS:
        return spans
    sample = spans[len(spans) // 8 :: max(1, len(spans) // _SAMPLE)]
    if sum(_widest_gap(glyphs, span) is not None for span in sample) < 2:
        return spans
    gaps = [_widest_gap(glyphs, span) for span in spans]
    ordered: list[Span] = []
    at = 0
    while at < len(spans):
        end = _end_of_rows(gaps, at)
        if end - at >= _LEAST_ROWS:
            ordered += _columns(glyphs, spans[at:end], gaps[at:end])
        else:
            end = max(end, at + 1)
            ordered += spans[at:end]
        at = end
    return ordered


def _widest_gap(glyphs: _Boxes, span: Span) -> tuple[float, float] | None:
    """The widest space between two text objects of a line, if it is wider than one between words can be."""
    if len(span.text) < _LEAST_LETTERS:
        return None
    runs = glyphs.runs(span)
    if len(runs) < 2:
        return None
    gaps = [(right, left) for (_, right), (left, _) in pairwise(runs)]
    widest = max(gaps, key=lambda gap: gap[1] - gap[0])
    _, bottom, _, top = glyphs.box(span.start)
    return widest if widest[1] - widest[0] >= 0.8 * (top - bottom) else None


def _end_of_rows(gaps: list[tuple[float, float] | None], start: int) -> int:
    """The end of the rows from `start` on whose gaps lie above each other."""
    left, right, end = float("-inf"), float("inf"), start
    while end < len(gaps) and (gap := gaps[end]) is not None:
        left, right = max(left, gap[0]), min(right, gap[1])
        if right - left < 1:
            break
        end += 1
    return end


def _columns(glyphs: _Boxes, rows: list[Span], gaps: list[tuple[float, float] | None]) -> list[Span]:
    """The left parts of some rows, then the right parts; the rows as they are where they are not running text."""
    middle = median((gap[0] + gap[1]) / 2 for gap in gaps if gap)
    parts = [cut(glyphs, row, middle) for row in rows]
    columns = [[left for left, _ in parts], [right for _, right in parts]]
    if not all(_is_running_text(glyphs, column) for column in columns):
        return rows
    return [*columns[0], *columns[1]]


def cut(glyphs: _Boxes, row: Span, edge: float) -> tuple[Span, Span]:
    """Cut a row where its characters pass `edge`, in points, which is found by bisection."""
    low, high = 0, len(row.text)
    while low < high:
        at = (low + high) // 2
        if glyphs.box(row.start + at)[0] < edge:
            low = at + 1
        else:
            high = at
    left = row.text[:low].rstrip()
    right = row.text[low:].lstrip()
    start = row.start + len(row.text) - len(right)
    return Span(left, row.start), Span(right, start, row.ends_in_hyphen)


def _is_running_text(glyphs: _Boxes, column: list[Span]) -> bool:
    """Whether most lines of a column fill it."""
    if not all(span.text for span in column) or sum(len(span.text) for span in column) < _LEAST_LETTERS * len(column):
        return False
    edges = [(glyphs.box(span.start)[0], glyphs.box(span.start + len(span.text) - 1)[2]) for span in column]
    width = max(right for _, right in edges) - min(left for left, _ in edges)
    return 4 * sum(right - left >= _FULL * width for left, right in edges) >= 3 * len(column)
