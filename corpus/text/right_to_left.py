"""Right-to-left text from a layout, put into logical order: the order in which it is read and typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_WORD = re.compile(f"[{_LETTERS}]+")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[ .,:/@-]+[A-Za-z0-9\u00c0-\u024f]+)*")
_PRESENTATION_FORM = re.compile("[\ufb1d-\ufdff\ufe80-\ufefc]")


def has_right_to_left(text: str) -> bool:
    """Whether the text has Hebrew, Arabic or other letters that are read from right to left."""
    return not text.isascii() and _WORD.search(text) is not None


def to_logical_order(text: str, left_edges: Sequence[float]) -> str:
    """Return a line in logical order, with Arabic presentation forms as plain letters.

    The line is reversed, except for its numbers and Latin words, if most of its right-to-left words are: in logical
    order, each letter of such a word stands to the left of the one before it.

    Args:
        text: The characters of a line, of which some are read from right to left.
        left_edges: The left edge of each character's box.

    """
    words = [match.span() for match in _WORD.finditer(text)]
    rising = sum(left_edges[end - 1] > left_edges[start] for start, end in words if end - start > 1)
    falling = sum(left_edges[end - 1] < left_edges[start] for start, end in words if end - start > 1)
    if rising > falling:
        text = _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], text[::-1])
    return _PRESENTATION_FORM.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
