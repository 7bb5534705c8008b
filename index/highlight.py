"""Where the words of a query stand in a text, and the piece of a text that shows them best."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from corpus import Span
from index.analysis import WORD, WORD_LETTER, fold, term
from index.expansions import pattern_of
from index.query import Snippet
from index.syntax import Node, Phrase, Word, leaves

SNIPPET = 160
"""Characters of a snippet, about two lines of a result."""
_LEAD = 50
"""Characters before the first hit."""
_PIECE = 4000
"""Characters that are looked through at a time for a snippet."""
_SEEN = 200
"""Hits of a piece among which the best place is looked for."""
_MOST = 5000
"""Hits marked in one text; nobody walks through more."""


class Highlighter:
    """Finds the words and phrases a query asks for.

    Args:
        tree: Of the query.
        field: "body" or "title": what is asked of the other alone is not marked here.

    """

    def __init__(self, tree: Node, field: str) -> None:
        self._tests: list[Callable[[str], bool]] = []
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        stems: set[str] = set()
        for leaf in leaves(tree):
            if not isinstance(leaf, Word | Phrase) or leaf.field not in ("", field):
                continue
            if isinstance(leaf, Phrase) or not (leaf.pattern or leaf.fuzzy or leaf.growing):
                words = tuple(term(word) for word in WORD.findall(leaf.text))
                if len(words) == 1:
                    stems.add(words[0])
                elif words:
                    self._phrases.append((words, leaf.slop if isinstance(leaf, Phrase) else 1))
            else:
                self._tests.append(_test(leaf))
                if leaf.growing:
                    stems.update(term(word) for word in WORD.findall(leaf.text))
        self._stems = frozenset(stems)

    def spans(self, text: str, most: int = _MOST) -> tuple[Span, ...]:
        """The words that match, in order, at most so many."""
        found = list(self._words(text)) if self._stems or self._tests else []
        for words, slop in self._phrases:
            found += _phrase_spans(text, words, slop)
        return tuple(sorted(set(found)) if len(found) > 1 else found)[:most]

    def snippet(self, text: str, start: int = 0) -> Snippet:
        """About two lines of a text, from some place on, around its hits.

        A long text is looked through a piece at a time, up to the first that has a hit.
        """
        end = start
        while end < len(text):
            begin, end = end, _cut(text, end + _PIECE)
            hits = self.spans(text[begin:end], _SEEN)
            if hits:
                shown = text[max(start, begin - SNIPPET) : end + SNIPPET]
                shift = begin - max(start, begin - SNIPPET)
                hits = tuple(Span(hit.start + shift, hit.end + shift) for hit in hits)
                return snippet(shown, hits, more=(begin - shift > start, end + SNIPPET < len(text)))
            if not (self._stems or self._tests or self._phrases):
                break
        return snippet(text[start : start + 2 * SNIPPET], (), more=(False, start + 2 * SNIPPET < len(text)))

    def _words(self, text: str) -> Iterator[Span]:
        """Where the single words stand that are asked for, in no order."""
        words = set(WORD.findall(text))
        wanted = {word for word, stem in zip(words, map(term, words), strict=True) if stem in self._stems}
        for test in self._tests:
            wanted.update(word for word, folded in zip(words, map(fold, words), strict=True) if test(folded))
        for word in wanted:
            yield from _standing(text, word)


def _standing(text: str, word: str) -> Iterator[Span]:
    """Where a word stands in a text, and is not a part of another."""
    at, size = text.find(word), len(word)
    alone = WORD_LETTER.match(word) is None
    while at >= 0:
        end = at + size
        if alone or not ((at and WORD_LETTER.match(text, at - 1)) or WORD_LETTER.match(text, end)):
            yield Span(at, end)
        at = text.find(word, end)


def _cut(text: str, end: int) -> int:
    """The end of a line, or of a word, near a place."""
    if end >= len(text):
        return len(text)
    line = text.find("\n", end, end + SNIPPET)
    space = text.find(" ", end, end + SNIPPET)
    return line if line >= 0 else space if space >= 0 else end


def snippet(text: str, hits: tuple[Span, ...], more: tuple[bool, bool] = (False, False)) -> Snippet:
    """About two lines of a text around the place with the most hits; its beginning where there are none.

    Args:
        text: Of a document, or a piece of it.
        hits: In the text, in order.
        more: Whether there is more of the document before and after the text.

    """
    first = 0
    if hits:
        starts = [hit.start for hit in hits]
        best = max(
            range(len(hits)), key=lambda index: (bisect_left(starts, starts[index] + SNIPPET - _LEAD) - index, -index)
        )
        first = max(0, hits[best].start - _LEAD)
        if first:  # begin at a word
            space = text.find(" ", first, hits[best].start)
            first = space + 1 if space >= 0 else first
    last = min(len(text), first + SNIPPET)
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first + SNIPPET // 2 else last
    # White space is made plain one for one, so that the hits stay where they are.
    piece = re.sub(r"\s", " ", text[first:last])
    prefix, suffix = "…" if first or more[0] else "", "…" if last < len(text) or more[1] else ""
    shift = len(prefix) - first
    inside = tuple(Span(hit.start + shift, hit.end + shift) for hit in hits if first <= hit.start and hit.end <= last)
    return Snippet(prefix + piece + suffix, inside)


def _test(leaf: Word) -> Callable[[str], bool]:
    """Whether a folded word fits one that is a pattern, a beginning or not spelled right."""
    pieces = [fold(piece) for piece in WORD.findall(leaf.text)]
    if leaf.pattern:
        fits = re.compile(pattern_of(fold(leaf.text))).fullmatch
        return lambda word: fits(word) is not None
    if leaf.fuzzy:
        return lambda word: any(_within(piece, word, leaf.fuzzy) for piece in pieces)
    last = pieces[-1] if pieces else "\0"
    return lambda word: word.startswith(last)


def _within(one: str, other: str, distance: int) -> bool:
    """Whether two words differ in at most so many letters (Levenshtein's distance, transposition counted as one)."""
    if abs(len(one) - len(other)) > distance or one[:1] != other[:1]:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1] <= distance


def _phrase_spans(text: str, words: tuple[str, ...], slop: int) -> Iterator[Span]:
    """The words of a phrase, where they stand in its order and close enough."""
    spelled = {word: stem for word in set(WORD.findall(text)) if (stem := term(word)) in words}
    places = [
        (position, spelled[match[0]], Span(*match.span()))
        for position, match in enumerate(WORD.finditer(text))
        if match[0] in spelled
    ]
    for start, (position, stem, span) in enumerate(places):
        if stem != words[0]:
            continue
        chain, at = [span], position
        for word in words[1:]:
            following = next(
                (
                    (where, place)
                    for where, found, place in places[start + 1 :]
                    if found == word and at < where <= at + slop
                ),
                None,
            )
            if following is None:
                break
            at = following[0]
            chain.append(following[1])
        else:
            yield from chain
