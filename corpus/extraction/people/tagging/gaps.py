"""The kinds of gaps between tokens, as the tagger distinguishes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from corpus.tokens.token_batch import Mask
from corpus.tokens.tokenized_text import GapKind, gap_kind

_MARKS = ("“", "”", '"', "‘", "(", ")", ",", ";", ":", "/", "&", "@", "-", "–", "—", "•", "|", "*", "_", "?", "!", "…")
NAMES = (
    *("other", "edge", "blank", "possessive", "line break", "full stop", "paragraph", "tab"),
    *(f"{mark}{suffix}" for mark in _MARKS for suffix in ("", " and line break")),
)
"""The name of each code."""
OTHER, EDGE, BLANK, POSSESSIVE = range(4)
_LINE_BREAK, _FULL_STOP, _PARAGRAPH, _TAB, _FIRST_MARK = range(4, 9)
_JOINTS = frozenset({"possessive", "blank", "line break", "full stop", "“", "”", '"', "‘", "(", ")", "-", "–", "?"})
"""Gaps that may be inside a sequence."""


class _Codes(dict[str, int]):
    """Maps a gap to its code, cached."""

    def __missing__(self, gap: str) -> int:
        code = _code(gap)
        if len(self) < 20_000:
            self[gap] = code
        return code


_CODES = _Codes()


def gap_codes(gaps: Sequence[str], indices: Sequence[int]) -> list[int]:
    """The code of each gap."""
    return list(map(_CODES.__getitem__, map(gaps.__getitem__, indices)))


@cache
def is_joint() -> Mask:
    """Which codes may be inside a sequence."""
    return np.array([name in _JOINTS for name in NAMES])


def _code(gap: str) -> int:
    kind = gap_kind(gap)
    if kind is GapKind.BLANK:
        return BLANK
    if kind is GapKind.LINE_BREAK:
        return _LINE_BREAK
    if kind is GapKind.FULL_STOP:
        return _FULL_STOP
    if gap in ("'", "’"):
        return POSSESSIVE
    if gap.isspace():
        return _PARAGRAPH if gap.count("\n") > 1 else _TAB
    for number, mark in enumerate(_MARKS):
        if mark in gap:
            return _FIRST_MARK + 2 * number + ("\n" in gap)
    return OTHER
