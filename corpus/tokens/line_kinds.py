"""What kind most lines are, told for all of them at once; the few that are left, `Page.line_kind` looks at."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.tokens.lexicon import CAPITAL, DIGITS, FUNCTION, PARTICLE, UPPER
from corpus.tokens.token_batch import Mask, Places, Sheet
from corpus.tokens.tokenized_text import CAPITALS_SHARE, HEADLINE_REACH, LONG_WORD, LONGEST_HEADLINE

UNKNOWN, TEXT, CAPITALS = range(3)
_NAMES = np.array(["", "text", "capitals"], dtype=object)
_SMALL_SHARE = 0.25
"""No line with more small words is a headline: three quarters of one in capitals are, or 85 % in title case."""


def line_kinds(sheet: Sheet, flags: npt.NDArray[np.int64], capitals: Places) -> npt.NDArray[np.uint8]:
    """Of each line of a sheet, as `Page.line_kind` would say: TEXT or CAPITALS; UNKNOWN where that is not seen at once.

    `capitals` are the words with a capital.
    """
    kinds = _exact_kinds(sheet, flags)
    begins = np.append(0, sheet.line_ends[:-1] + 1)
    near = sheet.starts - begins[sheet.rows] < HEADLINE_REACH
    first = sheet.points[sheet.starts]
    small = near & (sheet.lengths >= LONG_WORD) & (first >= ord("a")) & (first <= ord("z"))
    small &= flags & (CAPITAL | DIGITS | FUNCTION | PARTICLE) == 0
    # One less, because the last word may be cut short there, and then be another one.
    plain = _count(sheet, small) - 1 > _SMALL_SHARE * _count(sheet, near)
    kinds[plain | (np.bincount(sheet.rows[capitals], minlength=kinds.size) < 2)] = TEXT
    kinds[np.searchsorted(sheet.line_ends, np.flatnonzero(sheet.points == ord("#")))] = UNKNOWN  # Markdown's headings
    return kinds


def names_of(kinds: npt.NDArray[np.uint8]) -> list[str]:
    """The kinds in words; "" for UNKNOWN."""
    return list(_NAMES[kinds].tolist())


def _exact_kinds(sheet: Sheet, flags: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """The kinds of lines that are short enough to be judged as a whole, and have no words that need a closer look."""
    first = sheet.points[sheet.starts]
    number = (first >= ord("0")) & (first <= ord("9"))
    long = ~number & (sheet.lengths >= LONG_WORD)
    odd = ~number & ((flags & DIGITS != 0) | ((first > ord("z")) & (flags & CAPITAL == 0)))
    words, longs, uppers, odds, all_words = (
        _count(sheet, each) for each in (~number, long, long & (flags & UPPER != 0), odd, sheet.owned)
    )
    sizes = np.diff(sheet.line_ends, prepend=-1) - 1
    goes_on = np.append(False, all_words[:-1] > 0)
    capitals = (longs >= 2) & (uppers >= CAPITALS_SHARE * longs)
    text = ~capitals & ((words < 4) | (longs == 0) | (sizes > LONGEST_HEADLINE) | goes_on)
    kinds = np.where(capitals, CAPITALS, np.where(text, TEXT, UNKNOWN)).astype(np.uint8)
    kinds[(sizes > HEADLINE_REACH) | (odds > 0)] = UNKNOWN
    return kinds


def _count(sheet: Sheet, words: Mask) -> Places:
    """How many of some words each line has."""
    return np.bincount(sheet.rows[words], minlength=sheet.line_ends.size)
