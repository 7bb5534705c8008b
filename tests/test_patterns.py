"""The work done for a text grows no faster than its length; `python -m benchmarks.patterns` measures the time."""

from __future__ import annotations

import pytest

from benchmarks.pattern_texts import PATTERNS
from benchmarks.patterns import calls, cases
from benchmarks.structure_texts import STRUCTURES

_SMALL, _LARGE = 2500, 15_000
_FIXED = 3000
"""Calls that a file costs whatever its length."""
_FORMATS = (".txt", ".html")


@pytest.mark.parametrize("pattern", [*PATTERNS, *STRUCTURES])
def test_calls_grow_no_faster_than_the_text(pattern: str) -> None:
    """Counted, not timed: a machine that is busy makes no difference."""
    grown = {}
    for case in cases([pattern], [STRUCTURES[pattern].suffix] if pattern in STRUCTURES else _FORMATS):
        calls(case, 500)  # imports its modules, and loads its data
        few, many = calls(case, _SMALL), calls(case, _LARGE)
        if many > 2 * _LARGE / _SMALL * few + _FIXED:
            grown[case.name] = (few, many)

    assert grown == {}
