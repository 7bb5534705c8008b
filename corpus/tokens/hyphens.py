"""Hyphens at line ends: which are part of a compound, and which only divide a word."""

from __future__ import annotations

import re
from functools import cached_property

from corpus.text.folding import fold_expanding
from corpus.tokens.flags import COMMON_WORD, FAMILY_FIRST, FUNCTION_WORD
from corpus.tokens.lexicon import load_lexicon

HYPHENS = "-\u00ad\u2010"
"""The hyphen of ASCII, the soft hyphen and the hyphen of Unicode."""

_PUNCTUATION = ".,;:!?()[]\"“”„«»‘’'…/"
_LAST_WORDS = re.compile(r"(?:(\w+) )?([\w'’]+)$")
_FIRST_WORD = re.compile(r"\w+")
_LONGEST_SYLLABLE = 5
_COMPOUND_PREFIXES = frozenset({
    "all", "anti", "cross", "east", "ex", "half", "high", "ill", "long", "low", "mid", "multi", "non", "north", "post",
    "pre", "pro", "quasi", "self", "semi", "short", "south", "sub", "ultra", "vice", "well", "west",
})  # fmt: skip
"""First parts of compounds, some of which are no words of their own."""


class Dehyphenator:
    """Decides about the hyphens at the line ends of one document.

    Args:
        text: The document's whole text, in which words are looked up that stand elsewhere undivided.

    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The words and hyphenated compounds of the document, in lower case."""
        return frozenset(word.strip(_PUNCTUATION) for word in set(self._text.lower().split()))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen between two lines is part of the word.

        Args:
            before: The end of the first line, without the hyphen; two words are enough.
            after: The beginning of the second line.

        """
        ending, beginning = _LAST_WORDS.search(before), _FIRST_WORD.match(after)
        if not ending or not beginning:
            return True
        previous, head, tail = ending[1] or "", ending[2], beginning[0]
        if not (head.isalpha() and tail.isalpha()) or len(head) == 1:
            return True
        if head.isupper() and tail.isupper():
            return not self._is_known(head + tail)
        if tail[0].isupper() or head.isupper():
            return True
        return self._is_compound(previous, head, tail)

    def _is_compound(self, previous: str, head: str, tail: str) -> bool:
        """Whether two parts, the second in lower case, are a compound; by default they are one divided word."""
        if f"{head}-{tail}".lower() in self._vocabulary:
            return True
        if self._is_known(head + tail):
            return False
        if head[0].isupper() and len(tail) <= _LONGEST_SYLLABLE and load_lexicon()[previous or "a"] & FAMILY_FIRST:
            return True  # the given name of Kim Seon-ho
        return (head.lower() in _COMPOUND_PREFIXES or _is_common(head)) and _is_common(tail)

    def _is_known(self, word: str) -> bool:
        """Whether the undivided word is in the document or the lexicon."""
        return word.lower() in self._vocabulary or _is_common(word)


def _is_common(word: str) -> bool:
    """Whether the lexicon has the word as an ordinary one."""
    return bool(load_lexicon()[fold_expanding(word)] & (COMMON_WORD | FUNCTION_WORD))
