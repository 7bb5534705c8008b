"""Queries that stand for many words: a prefix, a wildcard, a word with typing errors."""

from __future__ import annotations

import re

from index.segments.format.term_dictionary import TermDictionary, TermOrdinals
from index.segments.searching.edit_distance import distances
from index.segments.searching.patterns import Pattern
from index.segments.whoosh.field_types import encode_key

_FEW_LETTERS = 3
"""With fewer letters known, more words fit than say anything."""


class PrefixPattern(Pattern):
    """Words that begin so."""

    @property
    def broad(self) -> bool:
        """With one or two letters."""
        return len(self.text) < _FEW_LETTERS

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """Those that stand together behind the text."""
        return words.prefixed(encode_key(self.text))


class Wildcard(Pattern):
    """Words of which some letters are left open: `*` for any number, `?` for one."""

    @property
    def broad(self) -> bool:
        """With one or two letters."""
        return sum(char not in "*?" for char in self.text) < _FEW_LETTERS

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """Those that fit the pattern from their first letter to their last."""
        pieces = re.split(r"[*?]", self.text)
        places = words.prefixed(encode_key(pieces[0]))
        fits = re.compile(pattern_of(self.text)).fullmatch
        # Most words lack the longest known piece, and that is seen much sooner than that they do not fit.
        known = max(pieces, key=len)
        found = enumerate(words.words(places), start=places.start)
        return [place for place, word in found if known in word and fits(word)]


class FuzzyPattern(Pattern):
    """Words that differ in at most so many letters; the first letter is taken to be right."""

    def __init__(self, fieldname: str, text: str, distance: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, text, boost)
        self.distance = distance

    def key(self) -> tuple[object, ...]:
        """With the distance."""
        return *super().key(), self.distance

    @property
    def broad(self) -> bool:
        """Never: few words are so near."""
        return False

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """Those within the distance."""
        places = words.prefixed(encode_key(self.text[:1]))
        near = distances(self.text, words.words(places), self.distance)
        return [places.start + at for at in near]


def pattern_of(text: str) -> str:
    """A pattern with `*` and `?` as a regular expression.

    What stands between two asterisks is taken where it first occurs, for good: a later place can match no more, and
    trying them all takes exponential time.
    """
    pieces = ["".join(r"\w" if char == "?" else re.escape(char) for char in piece) for piece in re.split(r"\*+", text)]
    if len(pieces) == 1:
        return pieces[0]
    first, *between, last = pieces
    return first + "".join(rf"(?>\w*?{piece})" for piece in between) + rf"\w*{last}"
