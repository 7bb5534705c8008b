"""Counts as block characters."""

from __future__ import annotations

import pytest

from tui.text.sparkline import sparkline


@pytest.mark.parametrize(
    ("counts", "width", "line"),
    [
        ([], 10, ""),
        ([0, 0], 10, "  "),
        ([0, 1, 8], 10, " ▁█"),
        ([0, 1, 1000], 10, " ▁█"),
        ([1, 1, 2, 2, 4], 3, "▄██"),
    ],
)
def test_the_highest_count_is_a_full_block(counts: list[int], width: int, line: str) -> None:
    """Only zero is a space, and successive counts are added where there is no room."""
    assert sparkline(counts, width) == line
