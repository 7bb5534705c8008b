"""Text analysis for documents and queries: splits text into words, folds them (no case, no accents), and stems them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from whoosh.analysis import Composable, Token

from index.schema.korean import without_particle
from index.schema.languages import ENGLISH, marked, snowball, stemmer_of
from index.schema.scripts import MARKS, UNSPACED
from index.schema.spelling import american
from index.segments.format.toc_unpickler import allow_in_toc
from index.segments.language_text import language_of

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
"""Soft hyphen, zero width space and joiners, word joiner: they stand in words and change none."""
# These scripts are written without spaces: each character is a token, and a word is matched as a phrase.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff" + UNSPACED
_INSIDE = _INVISIBLE + MARKS
WORD = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]+|[{_INSIDE}]+)+")
"""Matches one word of a text: letters and digits of any script with the marks on them; no underscore."""
_ASCII_WORDS = bytes(point if re.match(r"[^\W_]", chr(point), re.ASCII) else ord(" ") for point in range(256))
"""A table for `bytes.translate` that replaces bytes outside of words by spaces: `split` is twice as fast as WORD."""
_ASCII_JOINED_WORDS = _ASCII_WORDS[: ord("-")] + b"-" + _ASCII_WORDS[ord("-") + 1 :]
# Letters with strokes and ligatures, which Unicode does not decompose; Arabic letters that Persian writes otherwise.
_SPECIAL_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae",
                                  "œ": "oe", "þ": "th", "ŋ": "n", "ĸ": "k", "ƒ": "f", "ك": "ک", "ي": "ی", "ى": "ی",
                                  "\u0640": None, **dict.fromkeys(_INVISIBLE)})  # fmt: skip
_ACCENTS = frozenset((1, *range(10, 37), *range(200, 241)))
"""Combining classes of marks that a reader may leave out: accents, and the points of Hebrew, Arabic and Syriac. The
others are part of the letter, such as the vowels of Thai and the voicing of Japanese."""
_VOICING = re.compile("[\u3099\u309a]")
"""The marks that NFKD parts from kana."""
_TURKISH_CAPITALS = str.maketrans("Iİ", "ıi")
_NOT_STEMMED = str.maketrans(dict.fromkeys(_INVISIBLE.replace("\u200c", "")))
"""Invisible characters, which no stemmer knows; the non-joiner stands before Persian endings."""
_UNSTEMMED = frozenset(("its",))
"""Words whose stem is another word."""
_CACHED_WORDS = 1 << 17
"""The number of distinct words to cache: more than most libraries have, in a few megabytes."""


@lru_cache(_CACHED_WORDS)
def fold_for_index(word: str) -> str:
    """Remove case and accents of a word, for documents and queries: `Kasčiūnas` becomes `kasciunas`.

    If the result changes, raise SCHEMA_VERSION. `corpus.text.folding` has the variants for extraction. This one removes
    accents in every script, uses full case folding, and also replaces letters that word lists leave
    (`ŋ` by `n`). It leaves punctuation, which is in no word, and `ə`, which word lists replace by `a`.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in decomposed if unicodedata.combining(char) not in _ACCENTS)
    if _VOICING.search(bare):
        bare = unicodedata.normalize("NFC", bare)
    # Fold case again because some characters, such as mathematical letters, decompose into capitals.
    return bare.casefold().translate(_SPECIAL_LETTERS) or word


@lru_cache(_CACHED_WORDS)
def term(word: str, language: str = ENGLISH) -> str:
    """The term of a word in stemmed fields: its stem, folded.

    English words are folded first and rewritten in American spelling. Other stemmers need the accents.

    Args:
        word: The word as written.
        language: That of the document, as an ISO 639-1 code; "" if it is not known.

    """
    stemmer = stemmer_of(word, language)
    if stemmer is None:
        return fold_for_index(without_particle(word))
    if stemmer == ENGLISH:
        folded = fold_for_index(word)
        return folded if folded in _UNSTEMMED else snowball(ENGLISH)(american(folded))
    lower = word.translate(_TURKISH_CAPITALS) if stemmer == "tr" else word
    stem = snowball(stemmer)(unicodedata.normalize("NFC", lower.lower()).translate(_NOT_STEMMED))
    return marked(fold_for_index(stem or word), stemmer)


@lru_cache(_CACHED_WORDS)
def written_form(word: str) -> str:
    """The form of a word for exact search: without accents, and without case unless a capital follows a letter."""
    folded = fold_for_index(word)
    if word[1:] == word[1:].lower():
        return folded
    if word.isascii():
        return word
    cased = "".join(_cased(char) for char in unicodedata.normalize("NFKC", word))
    return cased if cased.lower() == folded else folded


def _cased(char: str) -> str:
    """A character without accents, as a capital if it is one."""
    folded = fold_for_index(char)
    return folded.upper() if char.isupper() and len(folded.upper()) == len(folded) else folded


@lru_cache(_CACHED_WORDS)
def _analyzed(word: str, language: str) -> tuple[str, str, str]:
    if not word.isascii() or stemmer_of(word, language) not in (None, ENGLISH):
        return term(word, language), fold_for_index(word), written_form(word)
    # The same in a third of the time, for nearly all words of English documents.
    folded = word.lower()
    stem = folded if word.isdigit() or folded in _UNSTEMMED else snowball(ENGLISH)(american(folded))
    return stem, folded, folded if word[1:] == folded[1:] else word


@cache
def _joined_word() -> re.Pattern[str]:
    """Matches a word and the hyphen that joins it to the next one: both have a letter there, no ASCII digit.

    It is compiled at first use, because that takes 3 ms.
    """
    return re.compile(rf"(?:{WORD.pattern})(?:(?<![\0-9])-(?=[^\W_\0-9]|[{_INSIDE}]))?")


def joined_words(text: str) -> list[str]:
    """The words of a text as written, each with `-` at its end if a hyphen joins it to the next one."""
    if not text.isascii():
        return _joined_word().findall(text.replace("\u2010", "-").replace("\u2011", "-"))
    first, *others = text.split("-")
    marked = [first]
    for piece in others:
        marked.append("- " if marked[-1][-1:].isalpha() and piece[:1].isalpha() else " ")
        marked.append(piece)
    return "".join(marked).encode("ascii").translate(_ASCII_JOINED_WORDS).decode("ascii").split()


def joined_word_spans(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Each word of a text as written, where it starts and ends, and whether a hyphen joins it to the next one."""
    for match in _joined_word().finditer(text.replace("\u2010", "-").replace("\u2011", "-")):
        word = match[0].removesuffix("-")
        yield word, match.start(), match.start() + len(word), len(word) < len(match[0])


@cache
def word_letter() -> re.Pattern[str]:
    """Matches a character of words that is not a word on its own. Compiled at first use: few texts need it."""
    return re.compile(rf"[^\W_{_UNSPACED}]|[{_INSIDE}]")


def is_whole_word(character: str) -> bool:
    """Whether a character is a word on its own."""
    return not character.isascii() and WORD.match(character) is not None and word_letter().match(character) is None


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold_for_index(word) for word in split(text)]


def split(text: str) -> list[str]:
    """The words of a text as written, in order."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_WORDS).decode("ascii").split()
    return WORD.findall(text)


@cache
def _character_classes(count: int) -> bytes:
    classes, characters = bytearray(count), "".join(map(chr, range(count)))
    for match in re.finditer(rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}]+|[{_INSIDE}]+)+", characters):
        start, end = match.span()
        classes[start:end] = (b"\1" if word_letter().match(match[0]) else b"\2") * (end - start)
    return bytes(classes)


@allow_in_toc
class WordAnalyzer(Composable):
    """The Whoosh analyzer of this text analysis. It is also a BatchAnalyzer of `index.segments`.

    Args:
        stemmed: Whether terms are stems; otherwise they are folded words.

    """

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    @property
    def has_surface_forms(self) -> bool:
        """Whether terms may differ from surface forms, so that patterns need a dictionary of surface forms."""
        return self.stemmed

    def character_classes(self, count: int) -> bytes:
        """The class of each of the first `count` code points, by which texts can be split in batches.

        Class 1 are characters of words, class 2 characters that are words, class 0 all others. The words of a text are
        its runs of class 1 and its characters of class 2.
        """
        return _character_classes(count)

    def words(self, text: str) -> list[str]:
        """The words of a text as written, one for each position; stemmed ones with the hyphens that join them."""
        return joined_words(text) if self.stemmed else split(text)

    def term(self, word: str, language: str = "") -> str:
        """The term of a word in a text of a language."""
        return term(word, language) if self.stemmed else fold_for_index(word)

    def analyzed(self, word: str, language: str = "") -> tuple[str, str, str]:
        """The term of a word in a text of a language, its folded form, and its form for exact queries."""
        if self.stemmed:
            return _analyzed(word, language)
        folded = fold_for_index(word)
        return folded, folded, folded

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, keeporiginal: bool = False,
        start_pos: int = 0, start_char: int = 0, mode: str = "", **kwargs: Any,
    ) -> Iterator[Token]:  # fmt: skip
        """Yield the token of each word of a text. It is always the same object, as in Whoosh's analyzers."""
        token, language = Token(positions, chars, mode=mode, **kwargs), language_of(value)
        for position, match in enumerate(WORD.finditer(value), start_pos):
            token.text = self.term(match[0], language)
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
