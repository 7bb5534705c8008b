"""A tokenized text: its words, the gaps between them, and predicates over their positions and lines.

Token indices count from 0; offsets are in code points. A gap is the text between two tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import Enum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.tokens.flags import (
    CAPITALIZED,
    COMMON_WORD,
    FUNCTION_WORD,
    HONORIFIC,
    INITIAL,
    NAME_SUFFIX,
    OFFICE,
    PARTICLE,
    RANK,
    UPPERCASE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.tokens.batch_tokens import BatchTokens
    from corpus.tokens.lexicon import Lexicon

# A word may contain hyphens and apostrophes; a possessive 's at its end is a token of its own.
_WORD = re.compile(r"([^\W_]+(?:(?:[-‐‑]|['’ʼ](?![sS](?![^\W_])))[^\W_]+)*)")
# A tab inside a line separates cells of a table row.
_BLANKS = re.compile(r"[^\S\n\t]+|[^\S\n]*\n[^\S\n]*")
_FULL_STOP = re.compile(r"\.[^\S\n]*\n?[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?:;…•|>*#]|\n[^\S\n]*\n|[\"“”«»„‘(\[]|[^\S\n]-[^\S\n]|—|–|(?<!\n)\t(?!\n)")
_APOSTROPHES = ("'", "’")
_ARABIC_ARTICLES = ("al-", "Al-", "el-", "El-")

HEADLINE_SCAN_LENGTH = 400
"""Code points of a line that decide whether it is a headline."""
LONG_WORD_LENGTH = 4
"""Code points of a word from which its case counts in a headline."""
MAX_HEADLINE_LENGTH = 180
"""Code points of the longest title-case headline."""
MIN_UPPERCASE_SHARE = 0.75
"""Share of the long words of an uppercase headline that must be uppercase."""
_MIN_CAPITALIZED_SHARE = 0.85
"""Share of the words of a title-case headline that must be capitalized."""
_SHORT_LINE = 40
"""Code points from which a line may have been wrapped."""
_LONG_LINE = 160
"""Code points of a line that is rather a paragraph than the rest of a wrapped one."""
_MAX_ABBREVIATION = 5
"""Code points of the longest abbreviated title."""


class GapKind(Enum):
    """How the text between two tokens joins or separates them."""

    BLANK = "white space without a line break"
    LINE_BREAK = "white space with one line break"
    FULL_STOP = "a full stop, then white space or nothing"
    OTHER = "anything else"


class LineKind(StrEnum):
    """Whether a line is body text or a headline, in which capitals say little."""

    BODY = "body"
    UPPERCASE = "uppercase headline"
    TITLE_CASE = "title-case headline"


# Constants of the module, because in Python 3.11 an access through an enum takes 0.2 µs, as long as a whole rule.
BLANK, LINE_BREAK, FULL_STOP = GapKind.BLANK, GapKind.LINE_BREAK, GapKind.FULL_STOP
BODY_LINE, UPPERCASE_LINE, TITLE_CASE_LINE = LineKind.BODY, LineKind.UPPERCASE, LineKind.TITLE_CASE


@lru_cache(maxsize=8192)
def gap_kind(gap: str) -> GapKind:
    """Classify the text between two tokens."""
    if _BLANKS.fullmatch(gap):
        return LINE_BREAK if "\n" in gap else BLANK
    if _FULL_STOP.fullmatch(gap):
        return FULL_STOP
    return GapKind.OTHER


@lru_cache(maxsize=8192)
def is_white_space(gap: str) -> bool:
    """Whether a gap is white space with at most one line break."""
    return gap_kind(gap) in (BLANK, LINE_BREAK)


@lru_cache(maxsize=8192)
def ends_sentence(gap: str) -> bool:
    """Whether the token after this gap may be capitalized only because of its position."""
    return _SENTENCE_END.search(gap) is not None


def collapse_whitespace(surface: str) -> str:
    """Replace each run of white space by one space and strip the ends."""
    return " ".join(surface.split())


class TokenColumns(NamedTuple):
    """The data of all tokens and lines of one text, column by column."""

    words: list[str]
    """The tokens as written."""
    gaps: list[str]
    """`gaps[i]` is the text before `words[i]`; the last gap is the text after the last token."""
    starts: Sequence[int]
    """The offset of each token."""
    line_numbers: Sequence[int]
    """The line of each token, counted from 0."""
    line_ends: list[int]
    """The offset of the end of each line."""
    line_kinds: list[LineKind | None]
    """The kind of each line; None where `TokenizedText.line_kind` has still to classify it."""
    flags: list[int]
    """The lexicon flags of each token."""
    capitalized: list[int]
    """Indices of the capitalized tokens, ascending."""
    name_starts: list[int]
    """Indices of the capitalized tokens from which the search for names of people starts, ascending."""
    country_starts: list[int]
    """Indices of the tokens in which a country form may begin, ascending."""


class TokenizedText:
    """One text as tokens, with predicates over their neighbourhood. Methods take token indices."""

    __slots__ = ("_different_words", "_list_labels", "batch", "lexicon", "number", "text", *TokenColumns._fields)

    def __init__(self, text: str, lexicon: Lexicon, columns: TokenColumns, batch: BatchTokens, number: int) -> None:
        self.text = text
        self.batch = batch
        """The tokens of all texts that were tokenized together."""
        self.number = number
        """The number of this text in the batch."""
        self.lexicon = lexicon
        self.words, self.gaps, self.starts = columns.words, columns.gaps, columns.starts
        self.line_numbers, self.line_ends = columns.line_numbers, columns.line_ends
        self.line_kinds, self.flags = columns.line_kinds, columns.flags
        self.capitalized, self.name_starts = columns.capitalized, columns.name_starts
        self.country_starts = columns.country_starts
        self._list_labels: set[str] | None = None
        self._different_words: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def different_words(self) -> frozenset[str]:
        """The different tokens as written."""
        if self._different_words is None:
            self._different_words = frozenset(self.words)
        return self._different_words

    def end(self, index: int) -> int:
        """The offset after the token."""
        return self.starts[index] + len(self.words[index])

    def lower(self, index: int) -> str:
        """The token in lower case, or "" outside the text."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def flags_at(self, index: int) -> int:
        """The flags of the token, or 0 outside the text."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0

    def gap_before(self, index: int) -> str:
        """The gap before the token; a blank line at the start of the text and outside of it."""
        return self.gaps[index] if 0 < index < len(self.gaps) else "\n\n"

    def is_possessive(self, index: int) -> bool:
        """Whether an 's follows the token."""
        return (
            index + 1 < len(self.words) and self.gaps[index + 1] in _APOSTROPHES and self.words[index + 1] in ("s", "S")
        )

    def next_index(self, index: int) -> int:
        """The index of the next token that is not the possessive 's."""
        return index + 2 if self.is_possessive(index) else index + 1

    def starts_sentence(self, index: int) -> bool:
        """Whether the token may be capitalized only because of its position."""
        gap = self.gaps[index]
        if index == 0 or (ends_sentence(gap) and not self.follows_abbreviation(index)):
            return True
        return "\n" in gap and self.line_kind(index - 1) is not BODY_LINE

    def follows_abbreviation(self, index: int) -> bool:
        """Whether a full stop before the token ends an abbreviation and no sentence: "Mr. ", "J. "."""
        if index == 0 or gap_kind(self.gaps[index]) is not FULL_STOP:
            return False
        flag = self.flags[index - 1]
        if flag & INITIAL:
            return True
        is_title = bool(flag & (HONORIFIC | RANK | OFFICE)) and not flag & NAME_SUFFIX
        return is_title and len(self.words[index - 1]) <= _MAX_ABBREVIATION

    def is_list_label(self, index: int) -> bool:
        """Whether the letter labels a paragraph of a list ("A. ", "B. "), which needs both A and B in the text."""
        if index > 0 and "\n" not in self.gaps[index]:
            return False
        if self._list_labels is None:
            labels = (each for each in self.capitalized if self.flags[each] & INITIAL and "\n" in self.gap_before(each))
            self._list_labels = {self.words[each] for each in labels}
        return {"A", "B"} <= self._list_labels

    def joins_previous(self, index: int) -> bool:
        """Whether the gap allows the token and the one before it to be parts of one name."""
        kind = gap_kind(self.gaps[index])
        if kind is BLANK:
            return True
        if kind is FULL_STOP:
            return self.follows_abbreviation(index)
        if kind is LINE_BREAK:
            return self._is_wrapped(index)
        # Shia' al-Sudani: the last letter of some names is an apostrophe.
        return self.gaps[index] in ("' ", "’ ") and self.words[index][:3] in _ARABIC_ARTICLES

    def is_short_line(self, index: int, limit: int = _SHORT_LINE) -> bool:
        """Whether the token's line is too short to be wrapped: a signature, an entry of a list."""
        start, end = self._line_span(index)
        return end - start < limit

    def line_kind(self, index: int) -> LineKind:
        """The kind of the token's line."""
        line = self.line_numbers[index]
        known = self.line_kinds[line]
        if known is None:
            known = self.line_kinds[line] = self._classify_line(line, *self._line_span(index))
        return known

    def _line_span(self, index: int) -> tuple[int, int]:
        """Start and end offset of the token's line."""
        line = self.line_numbers[index]
        return self.line_ends[line - 1] + 1 if line else 0, self.line_ends[line]

    def _is_wrapped(self, index: int) -> bool:
        """Whether the line break before the token only wraps a paragraph or an uppercase headline."""
        before, after = self.line_kind(index - 1), self.line_kind(index)
        if before is not BODY_LINE or after is not BODY_LINE:
            return before is after is UPPERCASE_LINE
        (start_before, end_before), (start, end) = self._line_span(index - 1), self._line_span(index)
        length = end - start
        return not (length > _LONG_LINE and length > 1.5 * (end_before - start_before))

    def _classify_line(self, line: int, start: int, end: int) -> LineKind:
        beginning = self.text[start : min(end, start + HEADLINE_SCAN_LENGTH)]
        if beginning.lstrip().startswith("#"):  # a heading of Markdown
            return TITLE_CASE_LINE
        flags = self.flags[bisect_left(self.line_numbers, line) : bisect_right(self.line_numbers, line)]
        if sum(flag & CAPITALIZED != 0 for flag in flags) < 2:
            return BODY_LINE
        words = [word for word in _WORD.findall(beginning) if not word[0].isdigit()]
        long_words = [word for word in words if len(word) >= LONG_WORD_LENGTH]
        if len(words) < 2 or not long_words:
            return BODY_LINE
        uppercase = sum(word.isupper() for word in long_words)
        if uppercase >= MIN_UPPERCASE_SHARE * len(long_words) and len(long_words) >= 2:
            return UPPERCASE_LINE
        if (
            len(words) < 4
            or len(beginning) > MAX_HEADLINE_LENGTH
            or beginning.rstrip()[-1:] in '.,;:"”'
            or not self._starts_block(start)
        ):
            return BODY_LINE
        return TITLE_CASE_LINE if self._is_title_case(words) else BODY_LINE

    def _is_title_case(self, words: list[str]) -> bool:
        """Whether nearly all words are capitalized, ordinary words too; uppercase and function words do not count."""
        counted = [word for word in words if not self.lexicon[word] & UPPERCASE and not self._is_lower_function(word)]
        capitalized = sum(word[0].isupper() for word in counted)
        if len(counted) < 3 or capitalized < _MIN_CAPITALIZED_SHARE * len(counted):
            return False
        # A list of names alone is no headline.
        return sum(word[0].isupper() and self.lexicon[word.lower()] & COMMON_WORD != 0 for word in counted) >= 2

    def _is_lower_function(self, word: str) -> bool:
        return word[0].islower() and bool(self.lexicon[word] & (FUNCTION_WORD | PARTICLE))

    def _starts_block(self, start: int) -> bool:
        """Whether the line at offset `start` is the first of the text or follows an empty one, as headlines do."""
        return (
            not self.text[:start].strip()
            if start < 200
            else re.search(r"\n[^\S\n]*\n\Z", self.text[start - 100 : start]) is not None
        )
