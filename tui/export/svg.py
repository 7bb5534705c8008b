"""Draws charts as SVG, to be part of an HTML page. All text is escaped; colors come from the page's style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.export.escaping import html_text
from tui.export.model import Chart
from tui.text.numbers import counted, grouped

_WIDTH = 720
_ROW = 22
_LABEL = 220
"""Width of the labels of bars, in pixels."""
_LABEL_LENGTH = 30
"""Characters of a label; the rest is in its tooltip."""
_HEIGHT = 120
"""Height of a timeline's columns."""
_MAX_COLUMNS = 360
"""More periods are added up in groups: a column must be at least two pixels wide."""


def svg(chart: Chart) -> str:
    """Return a chart as an SVG element; "" without bars."""
    if not chart.bars:
        return ""
    return "\n".join(_timeline(chart.title, chart.bars) if chart.is_timeline else _bars(chart.title, chart.bars))


def _bars(title: str, bars: Sequence[tuple[str, int]]) -> Iterator[str]:
    highest = max((count for _, count in bars), default=0) or 1
    room = _WIDTH - _LABEL - 80
    yield _open(title, len(bars) * _ROW)
    for row, (label, count) in enumerate(bars):
        y, width = row * _ROW, max(count * room / highest, 1)
        shown = label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1] + "…"
        yield f"<g><title>{html_text(label)}: {counted(count, 'document')}</title>"
        yield f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">{html_text(shown)}</text>'
        yield f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_ROW - 6}" rx="2"/>'
        yield f'<text x="{_LABEL + width + 6:.1f}" y="{y + 15}" class="count">{grouped(count)}</text></g>'
    yield "</svg>"


def _timeline(title: str, bars: Sequence[tuple[str, int]]) -> Iterator[str]:
    bars = _added_up(bars)
    highest = max((count for _, count in bars), default=0) or 1
    step = min(_WIDTH / len(bars), 60)
    yield _open(title, _HEIGHT + 40)
    yield f'<text x="0" y="12" class="count">{counted(highest, "document")} at most</text>'
    for column, (label, count) in enumerate(bars):
        height = count * _HEIGHT / highest
        yield (
            f'<rect x="{column * step:.1f}" y="{20 + _HEIGHT - height:.1f}" width="{max(step - 1, 1):.1f}" '
            f'height="{height:.1f}"><title>{html_text(label)}: {counted(count, "document")}</title></rect>'
        )
    every = -(-len(bars) // 10)
    for column in range(0, len(bars), every):
        yield f'<text x="{column * step:.1f}" y="{_HEIGHT + 36}">{html_text(bars[column][0])}</text>'
    yield "</svg>"


def _added_up(bars: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    size = -(-len(bars) // _MAX_COLUMNS)
    groups = [bars[at : at + size] for at in range(0, len(bars), size)]
    return [
        (group[0][0] if size == 1 else f"{group[0][0]} to {group[-1][0]}", sum(count for _, count in group))
        for group in groups
    ]


def _open(title: str, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{html_text(title)}">'
    )
