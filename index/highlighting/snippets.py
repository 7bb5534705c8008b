"""The hits and snippets of a page of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.model.document import Span
from index.highlighting.excerpt import SNIPPET, excerpt, make_snippet, merged, sentence_before
from index.highlighting.highlighter import Highlighter, WordComparison
from index.highlighting.hit_patterns import HitPatterns, Vocabulary
from index.model.query import Snippet
from index.query.alternatives import NO_TRAITS, IndexTraits
from index.query.ast import Node
from index.schema.languages import ENGLISH, analyzed_as

_PIECE = 4000
"""Characters searched at a time for a snippet."""
_SEEN = 12
"""Hits of each word in a piece among which the best place is chosen."""
_MOST = 200
"""The greatest number of hits in a title."""


class Patterns(Protocol):
    """Finds the hits of a query in texts of one language."""

    def __bool__(self) -> bool:
        """Whether the query has words."""

    def find(self, text: str, most: int) -> list[tuple[int, int]]:
        """The spans of the matching words, ascending; about `most` of each."""


class SnippetBuilder:
    """Builds the snippets of a page of results.

    Args:
        tree: The syntax tree of the query.
        field: "body" or "title".
        vocabulary: The vocabulary of the field; None to compare each word of a text instead.
        traits: The traits of the index.

    """

    def __init__(self, tree: Node, field: str, vocabulary: Vocabulary | None, traits: IndexTraits = NO_TRAITS) -> None:
        self._tree = tree
        self._field = field
        self._vocabulary = vocabulary
        self._traits = traits
        self._patterns: dict[str, Patterns] = {}
        """By the language of the texts."""

    def _patterns_in(self, language: str) -> Patterns:
        stemmer = analyzed_as(language)
        found = self._patterns.get(stemmer)
        if found is None:
            found = self._patterns[stemmer] = self._made(stemmer)
        return found

    def _made(self, language: str) -> Patterns:
        if self._vocabulary is None:
            return WordComparison(Highlighter(self._tree, self._field, self._traits), language)
        return HitPatterns(self._tree, self._field, self._vocabulary, self._traits, language)

    def spans(self, text: str, language: str = ENGLISH) -> tuple[Span, ...]:
        """The matching words, ascending, in a text of a language, an ISO 639-1 code."""
        return tuple(Span(*at) for at in self._patterns_in(language).find(text, _MOST))

    def snippet(
        self,
        text: str,
        start: int = 0,
        mentions: Sequence[tuple[int, int]] = (),
        language: str = ENGLISH,
    ) -> Snippet:
        """About two lines of a text around its hits.

        A long text is searched piece by piece, up to the first piece with a hit. With mentions of people or countries
        the snippet is a sentence that mentions one of them, if possible with words of the query.

        Args:
            text: The text.
            start: The offset from which it may be shown.
            mentions: Spans of the people and countries that the query asks for, ascending.
            language: That of the text, as an ISO 639-1 code; "" if it is not known.

        """
        patterns = self._patterns_in(language)
        mentions = [mention for mention in mentions if mention[0] >= start]
        if mentions:
            return _with_mention(patterns, text, start, mentions)
        end = start if patterns else len(text)
        while end < len(text):
            begin, end = end, _cut(text, end + _PIECE)
            hits = patterns.find(text[begin:end], _SEEN)
            if hits:
                return make_snippet(text, start, [(first + begin, last + begin) for first, last in hits])
        return make_snippet(text, start, [])


def _with_mention(patterns: Patterns, text: str, start: int, mentions: Sequence[tuple[int, int]]) -> Snippet:
    """The excerpt with a mention that has the most words of the query; the first of several."""
    first = -1
    words: list[tuple[int, int]] = []
    for mention in mentions[: _SEEN if patterns else 1]:
        begin = sentence_before(text, start, mention)
        if begin == first:
            continue
        found = patterns.find(text[begin : _cut(text, begin + SNIPPET)], _SEEN)
        if first < 0 or len(found) > len(words):
            first, words = begin, [(low + begin, high + begin) for low, high in found]
    return excerpt(text, start, first, merged((*words, *mentions)))


def _cut(text: str, end: int) -> int:
    """The end of a line or word near an offset."""
    if end >= len(text):
        return len(text)
    line = text.find("\n", end, end + SNIPPET)
    space = text.find(" ", end, end + SNIPPET)
    return line if line >= 0 else space if space >= 0 else end
