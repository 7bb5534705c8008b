"""The hits of a query in a text, found by comparing each word of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from corpus.model.document import Span
from index.highlighting.excerpt import merged
from index.highlighting.windows import windows
from index.query.ast import Node, Phrase, Word, compound_pattern, leaves
from index.query.parser import parse
from index.query.term_patterns import pattern_of
from index.schema.analysis import WORD, WORD_LETTER, fold_for_index, term
from index.segments.searching.edit_distance import is_within
from index.segments.searching.phrases import near_width

_MOST = 5000
"""The greatest number of hits in one text; nobody steps through more."""


class Highlighter:
    """Finds the words and phrases of a query.

    Args:
        tree: Of the query.
        field: "body" or "title"; words that are searched in the other field only are not marked.

    """

    def __init__(self, tree: Node, field: str) -> None:
        self._tests: list[Callable[[str], bool]] = []
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        stems: set[str] = set()
        for leaf in searched_leaves(tree, field):
            if isinstance(leaf, Phrase) or not (leaf.pattern or leaf.fuzzy or leaf.incomplete):
                words = tuple(term(word) for word in WORD.findall(leaf.text))
                if len(words) == 1:
                    stems.add(words[0])
                elif words:
                    self._phrases.append((words, leaf.slop if isinstance(leaf, Phrase) else 1))
            else:
                self._tests.append(word_test(leaf))
                if leaf.incomplete:
                    stems.update(term(word) for word in WORD.findall(leaf.text))
        self._stems = frozenset(stems)

    def spans(self, text: str, most: int = _MOST) -> tuple[Span, ...]:
        """The matching words, ascending, at most `most`."""
        found = list(self._words(text)) if self._stems or self._tests else []
        for words, slop in self._phrases:
            found += _phrase_spans(text, words, slop)
        return tuple(sorted(set(found)) if len(found) > 1 else found)[:most]

    def _words(self, text: str) -> Iterator[Span]:
        """The spans of the single words of the query, in any order."""
        words = set(WORD.findall(text))
        wanted = {word for word, stem in zip(words, map(term, words), strict=True) if stem in self._stems}
        for test in self._tests:
            wanted.update(word for word, folded in zip(words, map(fold_for_index, words), strict=True) if test(folded))
        for word in wanted:
            yield from _whole_word_spans(text, word)


def highlights(query: str, text: str, mentions: Sequence[Span]) -> tuple[Span, ...]:
    """The hits of a query in a text, ascending and not overlapping: its words, and mentions in any order."""
    words = Highlighter(parse(query, typing=True), "body").spans(text)
    return merged((*words, *mentions)) if mentions else words


def _whole_word_spans(text: str, word: str) -> Iterator[Span]:
    """The spans of a word in a text where it is not a part of a longer word."""
    at, size = text.find(word), len(word)
    alone = WORD_LETTER.match(word) is None
    while at >= 0:
        end = at + size
        if alone or not ((at and WORD_LETTER.match(text, at - 1)) or WORD_LETTER.match(text, end)):
            yield Span(at, end)
        at = text.find(word, end)


def searched_leaves(tree: Node, field: str) -> list[Word | Phrase]:
    """The words and phrases of a query that are searched in a field."""
    found: list[Word | Phrase] = []
    for leaf in leaves(tree):
        if isinstance(leaf, Word | Phrase) and leaf.field in ("", field):
            parts = compound_pattern(leaf) if isinstance(leaf, Word) and leaf.pattern else (leaf,)
            for part in parts:
                found += _without_prefix(part) if isinstance(part, Phrase) and part.prefix else [part]
    return found


def _without_prefix(phrase: Phrase) -> list[Word | Phrase]:
    """The words of a phrase that ends with a prefix, each by itself."""
    words = WORD.findall(phrase.complete_text)
    return [Word(text, phrase.at) for text in (*words, f"{phrase.prefix}*")]


def word_test(leaf: Word) -> Callable[[str], bool]:
    """A test whether a folded word matches a wildcard, prefix or fuzzy word."""
    pieces = [fold_for_index(piece) for piece in WORD.findall(leaf.text)]
    if leaf.pattern:
        fits = re.compile(pattern_of(fold_for_index(leaf.text))).fullmatch
        return lambda word: fits(word) is not None
    if leaf.fuzzy:
        return lambda word: any(is_within(piece, word, leaf.fuzzy) for piece in pieces)
    last = pieces[-1] if pieces else "\0"
    return lambda word: word.startswith(last)


def _phrase_spans(text: str, words: tuple[str, ...], slop: int) -> Iterator[Span]:
    """The spans of the words of a phrase where they are adjacent in its order, or near each other in any order."""
    spelled = {word: stem for word in set(WORD.findall(text)) if (stem := term(word)) in words}
    places = [
        (position, spelled[match[0]], Span(*match.span()))
        for position, match in enumerate(WORD.finditer(text))
        if match[0] in spelled
    ]
    if slop > 1:
        near = windows([place[:2] for place in places], Counter(words), near_width(slop, len(words)))
        yield from (places[at][2] for window in near for at in window)
        return
    for start in range(len(places) - len(words) + 1):
        chain = places[start : start + len(words)]
        first = chain[0][0]
        if all(place[:2] == (first + at, word) for at, (place, word) in enumerate(zip(chain, words, strict=True))):
            yield from (span for _, _, span in chain)
