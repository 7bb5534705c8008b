"""Texts of tens of megabytes, of which no second copy is made: they are worked on in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 1 << 20
"""Code points of a part, roughly."""
_BOUND = re.compile("(?<=[!-~\n])(?=[!-~])")
"""Between two ASCII characters, or after a line end: no rule of Unicode, and none of white space, crosses it."""


def in_parts(text: str) -> Iterator[str]:
    """The text in parts of any length up to a million code points."""
    for start in range(0, len(text), _LONGEST):
        yield text[start : start + _LONGEST]


def in_closed_parts(text: str) -> Iterator[str]:
    """The text in parts that can be cleaned and normalized each by itself; one where it has no place to cut."""
    start = 0
    while len(text) - start > _LONGEST and (bound := _BOUND.search(text, start + _LONGEST)):
        yield text[start : bound.start()]
        start = bound.start()
    yield text[start:]
