"""Case and accent folding, in two variants: one keeps offsets, the other expands letters.

`fold` maps each code point to one code point, so offsets into the folded text are offsets into the text. Country
names are searched in it. `fold_expanding` also splits ligatures (`ß` → `ss`, `æ` → `ae`) and compatibility characters
(`ﬁ` → `fi`), as transliterated names in the press and in the word lists do; the length may change.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_STROKED_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i"}
"""Letters that Unicode does not decompose into a base letter and a mark."""
_TYPOGRAPHIC_MARKS = {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"}

_PLAIN = {
    **_STROKED_LETTERS,
    **_TYPOGRAPHIC_MARKS,
    "ħ": "h",
    "ŀ": "l",
    "´": "'",
    "′": "'",
    "\u00ad": "-",
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
}
_EXPANDED = str.maketrans(
    {
        **_STROKED_LETTERS,
        **_TYPOGRAPHIC_MARKS,
        "Ł": "l", "Ø": "o", "Đ": "d", "Ð": "d", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a", "ß": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "–": "-",
    }
)  # fmt: skip
_UNCHANGED = frozenset(map(chr, range(128))).difference(_TYPOGRAPHIC_MARKS)
"""The characters that `fold` leaves as they are; what it replaces others by is among them."""
_COMBINING_MARKS = re.compile("[\u0300-\u036f]+")


@cache
def _table() -> dict[int, str]:
    """Translation table from accented Latin letters and typographic marks to one plain code point each."""
    table = {ord(char): plain for char, plain in _PLAIN.items()}
    for point in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if point not in table and base.isascii() and base.isalpha():
            table[point] = base.lower()
    return table


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with ASCII apostrophes, hyphens and spaces, at the same length."""
    lowered = text.lower()
    if text.isascii():
        return lowered
    if len(lowered) != len(text):
        # "İ" is the only code point whose lower case is longer.
        lowered = "".join(char.lower() if len(char.lower()) == 1 else "i" for char in text)
    # A text has few characters that are not plain: replacing them one by one takes a third of the time of `translate`.
    table = _table()
    for char in set(lowered) - _UNCHANGED:
        if plain := table.get(ord(char)):
            lowered = lowered.replace(char, plain)
    return lowered


def expand_letters(text: str) -> str:
    """Replace ligatures, stroked letters and typographic marks as `fold_expanding` does; accents and case stay."""
    return text.translate(_EXPANDED)


def fold_expanding(text: str) -> str:
    """Return `text` in lower case, without accents, with ligatures and compatibility characters expanded.

    Unlike `fold` it may change the length, and it decomposes every script by NFKD, not only Latin letters.
    """
    if text.isascii():
        return text.lower()
    return _COMBINING_MARKS.sub("", unicodedata.normalize("NFKD", expand_letters(text))).lower()
