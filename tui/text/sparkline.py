"""Counts as a line of block characters. Imports neither Textual nor Rich."""

from __future__ import annotations

from collections.abc import Sequence

_LEVELS = " ▁▂▃▄▅▆▇█"


def sparkline(counts: Sequence[int], width: int) -> str:
    """Return one character for each count, its height the share of the greatest one; 0 is a space.

    Args:
        counts: Not negative.
        width: The greatest number of characters: successive counts are added where there are more.

    """
    if not counts:
        return ""
    size = -(-len(counts) // width)
    sums = [sum(counts[at : at + size]) for at in range(0, len(counts), size)]
    highest = max(sums) or 1
    return "".join(_LEVELS[-(-count * (len(_LEVELS) - 1) // highest)] for count in sums)
