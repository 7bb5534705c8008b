"""How text becomes terms: words without case and accents, stemmed. The same for documents and queries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from whoosh.analysis import Composable, Token

from index.segments.format.toc_unpickler import allow_in_toc

# Chinese and Japanese are written without spaces: each character is a term, and a word is a phrase of them.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
"""What counts as a word in a text."""
_BLANKED = bytes(point if re.match(r"\w", chr(point), re.ASCII) else ord(" ") for point in range(256))
"""ASCII with blanks for all that is in no word: split at them, a text falls into words in half the time."""
WORD_LETTER = re.compile(rf"[^\W{_UNSPACED}]")
"""A letter that does not stand alone: what is next to it belongs to the same word."""

# Letters with a stroke or a ligature have no decomposition in Unicode.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe",
                          "þ": "th", "ŋ": "n", "ĸ": "k", "ƒ": "f"})  # fmt: skip
_MEMO = 1 << 17
"""Distinct words kept with their terms: more than most libraries have, a few megabytes at most."""


@lru_cache(_MEMO)
def fold_for_index(word: str) -> str:
    """Return the word without case and accents: `Kasčiūnas` and `kasciunas` are the same.

    For documents and queries alike; another result needs another schema version. `corpus.text.folding` has the variants
    for extraction. This one removes the combining marks of every script, uses full case folding, and expands letters
    that word lists keep (`ŋ` → `n`). It leaves punctuation, which is in no word, and `ə`, which they write as `a`.
    """
    if word.isascii():
        return word.lower()
    bare = (char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
    # Once more, because some decompose into capitals: mathematical letters, for example.
    return "".join(bare).casefold().translate(_LETTERS)


@lru_cache(_MEMO)
def term(word: str) -> str:
    """The term a word is indexed under: folded, and reduced to its stem (Snowball's English stemmer)."""
    return _stemmer()(fold_for_index(word))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold_for_index(word) for word in split(text)]


def split(text: str) -> list[str]:
    """The words of a text as they stand, in order."""
    if text.isascii():
        return text.encode("ascii").translate(_BLANKED).decode("ascii").split()
    return WORD.findall(text)


@cache
def _letters(count: int) -> bytes:
    kinds, characters = bytearray(count), "".join(map(chr, range(count)))
    for match in re.finditer(rf"[{_UNSPACED}]+|[^\W{_UNSPACED}]+", characters):
        start, end = match.span()
        kinds[start:end] = (b"\1" if WORD_LETTER.match(match[0]) else b"\2") * (end - start)
    return bytes(kinds)


@lru_cache(1)
def _stemmer() -> Callable[[str], str]:
    """What stems a folded word, loaded at first use; without a memory of its own, since `term` has one."""
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("english", 0).stemWord
    return stem


@allow_in_toc
class WordAnalyzer(Composable):
    """Whoosh's view of the above.

    Args:
        stemmed: Whether terms are stems, or folded words.

    """

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    @property
    def has_forms(self) -> bool:
        """Whether a word's term may be another than its form, so that beginnings have to be looked up by forms."""
        return self.stemmed

    def form(self, word: str) -> str:
        """What one of `words` is looked up as while only a part of it is known."""
        return fold_for_index(word)

    def letters(self, count: int) -> bytes:
        """What `words` makes of each of the first characters of Unicode, so that an indexer may cut many texts at once.

        1 is a letter, 2 a word by itself, 0 neither: the words are the runs of letters, and those by themselves.
        """
        return _letters(count)

    def words(self, text: str) -> list[str]:
        """The words of a text as they stand, one for each position."""
        return split(text)

    def term(self, word: str) -> str:
        """What one of `words` is indexed as."""
        return term(word) if self.stemmed else fold_for_index(word)

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, keeporiginal: bool = False,
        start_pos: int = 0, start_char: int = 0, mode: str = "", **kwargs: Any,
    ) -> Iterator[Token]:  # fmt: skip
        """Yield one token, reused, for each word of the text."""
        token = Token(positions, chars, mode=mode, **kwargs)
        for position, match in enumerate(WORD.finditer(value), start_pos):
            token.text = self.term(match[0])
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = match[0]
            if positions:
                token.pos = position
            if chars:
                token.startchar, token.endchar = start_char + match.start(), start_char + match.end()
            yield token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordAnalyzer) and self.stemmed == other.stemmed

    def __hash__(self) -> int:
        return hash(self.stemmed)
