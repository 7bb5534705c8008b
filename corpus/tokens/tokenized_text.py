"""A text cut into words, with what stands between them: the ground the other modules walk on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.tokens.lexicon import CAPITAL, COMMON, FUNCTION, HONORIFIC, INITIAL, OFFICE, PARTICLE, RANK, SUFFIX, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.tokens.lexicon import Lexicon

# A word may hold hyphens and apostrophes; the English 's at its end is not part of it.
_WORD = re.compile(r"([^\W_]+(?:(?:[-‐‑]|['’ʼ](?![sS](?![^\W_])))[^\W_]+)*)")
_BLANKS = re.compile(r"[^\S\n]*\n?[^\S\n]*")
_DOT = re.compile(r"\.[^\S\n]*\n?[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?:;…•|>*#]|\n[^\S\n]*\n|[\"“”«»„‘(\[]|[^\S\n]-[^\S\n]|—|–")
_APOSTROPHES = ("'", "’")

HEADLINE_REACH = 400
"""Characters of a line by which it is told whether it is a headline."""
LONG_WORD = 4
LONGEST_HEADLINE = 180
CAPITALS_SHARE = 0.75
"""Of the long words of a headline in capitals, at least."""
BLANK = 1
"""Only blanks between two words."""
LINE_BREAK = 2
"""Blanks and one line break."""
DOT = 3
"""A full stop, then blanks."""
OTHER = 0


@lru_cache(maxsize=8192)
def gap_kind(gap: str) -> int:
    """How what stands between two words joins or parts them."""
    if _BLANKS.fullmatch(gap) and gap:
        return LINE_BREAK if "\n" in gap else BLANK
    if _DOT.fullmatch(gap):
        return DOT
    return OTHER


@lru_cache(maxsize=8192)
def ends_sentence(gap: str) -> bool:
    """Whether a word after this gap may have its capital from its place only."""
    return _SENTENCE_END.search(gap) is not None


class Words(NamedTuple):
    """What is known of the words of one text."""

    words: list[str]
    gaps: list[str]
    """`gaps[i]` stands before `words[i]`; the last one ends the text."""
    starts: Sequence[int]
    """Where each word begins, in code points."""
    rows: Sequence[int]
    """The line of each word, counted from 0."""
    line_ends: list[int]
    """Where each line ends."""
    kinds: list[str]
    """Of each line: see `Page.line_kind`; "" where that has not been looked at."""
    flags: list[int]
    capitals: list[int]
    """Words with a capital."""
    leads: list[int]
    """Those that a row of capital words may begin with, or that may be a name alone."""
    beginnings: list[int]
    """Words in which the name of a country, or of its people, may begin."""


class Page:
    """One text cut into words, with what is told from their places."""

    __slots__ = ("_numbered", "lexicon", "text", *Words._fields)

    def __init__(self, text: str, lexicon: Lexicon, words: Words) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words, self.gaps, self.starts = words.words, words.gaps, words.starts
        self.rows, self.line_ends, self.kinds = words.rows, words.line_ends, words.kinds
        self.flags, self.capitals = words.flags, words.capitals
        self.leads, self.beginnings = words.leads, words.beginnings
        self._numbered: set[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    def end(self, index: int) -> int:
        """Where a word ends in the text."""
        return self.starts[index] + len(self.words[index])

    def word(self, index: int) -> str:
        """A word in small letters, or "" outside the text."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def flag(self, index: int) -> int:
        """The flags of a word, or none outside the text."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0

    def gap(self, index: int) -> str:
        """What stands before a word; a blank line outside the text."""
        return self.gaps[index] if 0 < index < len(self.gaps) else "\n\n"

    def possessive(self, index: int) -> bool:
        """Whether an 's follows the word."""
        return (
            index + 1 < len(self.words) and self.gaps[index + 1] in _APOSTROPHES and self.words[index + 1] in ("s", "S")
        )

    def after(self, index: int) -> int:
        """The next word, past an 's."""
        return index + 2 if self.possessive(index) else index + 1

    def opens_sentence(self, index: int) -> bool:
        """Whether the word's capital may come from its place alone."""
        gap = self.gaps[index]
        if index == 0 or (ends_sentence(gap) and not self.abbreviated(index)):
            return True
        return "\n" in gap and self.line_kind(index - 1) != "text"

    def abbreviated(self, index: int) -> bool:
        """Whether the full stop before the word belongs to the word before: "Mr. ", "J. "."""
        if index == 0 or gap_kind(self.gaps[index]) != DOT:
            return False
        flag = self.flags[index - 1]
        if flag & INITIAL:
            return True
        return bool(flag & (HONORIFIC | RANK | OFFICE)) and len(self.words[index - 1]) <= 5 and not flag & SUFFIX

    def enumerates(self, index: int) -> bool:
        """Whether the letter numbers a paragraph, as others do: "A. ", "B. "."""
        if index > 0 and "\n" not in self.gaps[index]:
            return False
        if self._numbered is None:
            openers = (each for each in self.capitals if self.flags[each] & INITIAL and "\n" in self.gap(each))
            self._numbered = {self.words[each] for each in openers}
        return {"A", "B"} <= self._numbered

    def joins(self, index: int) -> bool:
        """Whether the word may belong to one name with the word before it."""
        kind = gap_kind(self.gaps[index])
        if kind == BLANK:
            return True
        if kind == DOT:
            return self.abbreviated(index)
        if kind == LINE_BREAK:
            return self._line_goes_on(index)
        # Shia' al-Sudani: the last letter of some names is an apostrophe.
        return self.gaps[index] in ("' ", "’ ") and self.words[index][:3] in ("al-", "Al-", "el-", "El-")

    def _line(self, index: int) -> tuple[int, int]:
        """Start and end of the line of a word."""
        row = self.rows[index]
        return self.line_ends[row - 1] + 1 if row else 0, self.line_ends[row]

    def _line_goes_on(self, index: int) -> bool:
        """Whether the line break before the word is only a wrapped line: neither line is a headline."""
        before, after = self._line(index - 1), self._line(index)
        if self.line_kind(index - 1) != "text" or self.line_kind(index) != "text":
            return self.line_kind(index - 1) == self.line_kind(index) == "capitals"
        return not (after[1] - after[0] > 160 and after[1] - after[0] > 1.5 * (before[1] - before[0]))

    def line_is_short(self, index: int) -> bool:
        """Whether the line of a word is too short to have been wrapped: a signature, an entry of a list."""
        start, end = self._line(index)
        return end - start < 40

    def line_kind(self, index: int) -> str:
        """What the line of a word is: "text", a headline in "capitals", or a headline in "title" case."""
        row = self.rows[index]
        known = self.kinds[row]
        if not known:
            known = self.kinds[row] = self._judge_line(row, *self._line(index))
        return known

    def _judge_line(self, row: int, start: int, end: int) -> str:
        line = self.text[start : min(end, start + HEADLINE_REACH)]
        if line.lstrip().startswith("#"):
            return "title"
        flags = self.flags[bisect_left(self.rows, row) : bisect_right(self.rows, row)]
        if sum(flag & CAPITAL for flag in flags) < 2:
            return "text"
        words = [word for word in _WORD.findall(line) if not word[0].isdigit()]
        long_words = [word for word in words if len(word) >= LONG_WORD]
        if len(words) < 2 or not long_words:
            return "text"
        upper = sum(word.isupper() for word in long_words)
        if upper >= CAPITALS_SHARE * len(long_words) and len(long_words) >= 2:
            return "capitals"
        if (
            len(words) < 4
            or len(line) > LONGEST_HEADLINE
            or line.rstrip()[-1:] in '.,;:"”'
            or not self._opens_block(start)
        ):
            return "text"
        plain = [word for word in words if not self.lexicon[word] & UPPER and not self._grammar(word)]
        capital = sum(word[0].isupper() for word in plain)
        return "title" if len(plain) >= 3 and capital >= 0.85 * len(plain) and self._ordinary(plain) else "text"

    def _grammar(self, word: str) -> bool:
        return word[0].islower() and bool(self.lexicon[word] & (FUNCTION | PARTICLE))

    def _opens_block(self, start: int) -> bool:
        """Whether a line is the first of the text or stands after an empty one, as headlines do."""
        return (
            not self.text[:start].strip()
            if start < 200
            else re.search(r"\n[^\S\n]*\n\Z", self.text[start - 100 : start]) is not None
        )

    def _ordinary(self, words: list[str]) -> bool:
        """Whether ordinary words have capitals too: a list of names alone is no headline."""
        return sum(word[0].isupper() and self.lexicon[word.lower()] & COMMON != 0 for word in words) >= 2
