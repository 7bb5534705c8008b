"""Text without decoration, for screen readers, which would read each line and block aloud."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DECORATION = re.compile(r"[─-▟⠀-⣿]")
"""Lines and boxes, blocks, and Braille patterns."""
_REPLACED = str.maketrans({"✓": "+", "✗": "-", "●": "+", "•": "*", "★": "*", "✎": "*", "▲": " ", "━": " ", "┄": " "})
"""Signs that mean something, each by a character of the same width."""
_WORDS = {"✓": "filtered", "✗": "excluded", "●": "selected", "•": "unread", "★": "starred", "✎": "with a note"}
"""The same signs as words."""
_SIGN = re.compile(f"[{''.join(_WORDS)}]")
_SEPARATOR = re.compile(r"\s+·\s+")


class PlainSymbols(LineFilter):
    """Replaces decoration on the screen by spaces; what is on a line stays in its place."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line without decoration."""
        return [Segment(_plain(segment.text), segment.style, segment.control) for segment in segments]


def _plain(text: str) -> str:
    return text if text.isascii() else _DECORATION.sub(" ", text.translate(_REPLACED)).replace(" · ", ",  ")


def spoken_text(text: str) -> str:
    """Return one line of text as it should be read aloud: signs as words, without decoration."""
    text = _SIGN.sub(lambda sign: f" {_WORDS[sign[0]]}, ", text)
    return " ".join(_SEPARATOR.sub(", ", _DECORATION.sub(" ", text)).split())
