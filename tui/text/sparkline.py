"""Counts as a line of block characters. Imports neither Textual nor Rich."""

from __future__ import annotations

from collections.abc import Sequence

_LEVELS = " ▁▂▃▄▅▆▇█"
_WIDEST = 6
"""Cells of a bar of a chart, with the gap behind it."""


def sparkline(counts: Sequence[int], width: int) -> str:
    """Return one character for each count, its height the share of the greatest one; 0 is a space.

    Args:
        counts: Not negative.
        width: The greatest number of characters: successive counts are added where there are more.

    """
    sums = grouped_counts(counts, width)
    highest = max(sums, default=0) or 1
    return "".join(_LEVELS[-(-count * (len(_LEVELS) - 1) // highest)] for count in sums)


def bars(counts: Sequence[int], width: int, lines: int) -> list[str]:
    """Return the lines of a bar chart, the highest first; arguments as for `sparkline`."""
    sums = grouped_counts(counts, width)
    highest = max(sums, default=0) or 1
    top = len(_LEVELS) - 1
    cells = bar_cells(len(sums), width)
    heights = [-(-count * lines * top // highest) for count in sums]
    return [
        "".join(_bar(_LEVELS[max(0, min(height - below * top, top))], cells) for height in heights)
        for below in reversed(range(lines))
    ]


def bar_cells(count: int, width: int) -> int:
    """Return the width of one of several bars, with the gap behind it."""
    return max(min(width // count, _WIDEST), 1) if count else 1


def grouped_counts(counts: Sequence[int], width: int) -> list[int]:
    """Add successive counts, so that no more than `width` are left."""
    size = max(-(-len(counts) // max(width, 1)), 1)
    return [sum(counts[at : at + size]) for at in range(0, len(counts), size)]


def _bar(block: str, cells: int) -> str:
    return block * max(cells - 1, 1) + " " * (cells > 1)
