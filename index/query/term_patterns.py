"""Queries that match many words: prefix, wildcard and fuzzy."""

from __future__ import annotations

import re

from index.segments.format.term_dictionary import TermDictionary, TermOrdinals
from index.segments.searching.edit_distance import similar_terms
from index.segments.searching.patterns import Pattern
from index.segments.whoosh.field_types import encode_key

_FEW_LETTERS = 3
"""With fewer known letters, a pattern matches too many words to distinguish documents."""


class PrefixPattern(Pattern):
    """Words with a prefix."""

    @property
    def broad(self) -> bool:
        """Whether the prefix has one or two letters."""
        return len(self.text) < _FEW_LETTERS

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """The consecutive words with the prefix."""
        return words.prefixed(encode_key(self.text))


class WildcardPattern(Pattern):
    """Words that match a pattern: `*` for any number of letters, `?` for one."""

    @property
    def broad(self) -> bool:
        """Whether one or two letters are known."""
        return sum(char not in "*?" for char in self.text) < _FEW_LETTERS

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """The words that match the whole pattern."""
        pieces = re.split(r"[*?]", self.text)
        places = words.prefixed(encode_key(pieces[0]))
        fits = re.compile(pattern_of(self.text)).fullmatch
        # Most words lack the longest known piece, and testing that is much faster than the regular expression.
        known = max(pieces, key=len)
        found = enumerate(words.words(places), start=places.start)
        return [place for place, word in found if known in word and fits(word)]


class FuzzyPattern(Pattern):
    """Words within an edit distance, in which two letters that are swapped are one edit."""

    def __init__(self, fieldname: str, text: str, distance: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, text, boost)
        self.distance = distance

    def key(self) -> tuple[object, ...]:
        """The key, with the distance."""
        return *super().key(), self.distance

    @property
    def broad(self) -> bool:
        """False: few words are that similar."""
        return False

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """The words within the distance."""
        return list(similar_terms(words, self.text, self.distance))


def wildcard_pattern(text: str) -> Pattern:
    """The pattern of a word with wildcards; one whose only wildcard is a last `*` is a prefix."""
    if text.endswith("*") and not any(char in "*?" for char in text[:-1]):
        return PrefixPattern("", text[:-1])
    return WildcardPattern("", text)


def pattern_of(text: str) -> str:
    """Translate a pattern with `*` and `?` into a regular expression.

    A piece between two asterisks matches where it first occurs, without backtracking: a later place can match no more,
    and trying all of them takes exponential time.
    """
    pieces = ["".join(r"\w" if char == "?" else re.escape(char) for char in piece) for piece in re.split(r"\*+", text)]
    if len(pieces) == 1:
        return pieces[0]
    first, *between, last = pieces
    return first + "".join(rf"(?>\w*?{piece})" for piece in between) + rf"\w*{last}"
