"""Fold a text to lower case without accents, code point by code point, so that offsets stay good."""

from __future__ import annotations

import unicodedata
from functools import cache

_PLAIN = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŀ": "l",
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "‐": "-",
    "‑": "-",
    "\u00ad": "-",
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
}


@cache
def _table() -> dict[int, str]:
    """Accented Latin letters and typographic marks to plain ones, one code point each."""
    table = {ord(char): plain for char, plain in _PLAIN.items()}
    for point in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if point not in table and base.isascii() and base.isalpha():
            table[point] = base.lower()
    return table


def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain apostrophes and hyphens; of the same length."""
    lowered = text.lower()
    if text.isascii():
        return lowered
    if len(lowered) != len(text):
        # only "İ" becomes longer
        lowered = "".join(char.lower() if len(char.lower()) == 1 else "i" for char in text)
    return lowered.translate(_table())
