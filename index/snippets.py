"""The hits and the snippet of every line of a page of results, fast enough to be made while somebody types.

What `highlight` finds by looking at each word of a text, this finds by searching the text for beginnings of the forms
that the library knows of each word. Texts in which that cannot be done letter by letter are left to `highlight`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from corpus import Span
from index.analysis import WORD, WORD_LETTER, fold, term
from index.expansions import pattern_of
from index.highlight import Highlighter, asked, fitting
from index.query import Snippet
from index.syntax import Node, Phrase, Word

SNIPPET = 160
"""Characters of a snippet, about two lines of a result."""
_LEAD = 50
"""Characters before the first hit."""
_PIECE = 4000
"""Characters that are looked through at a time for a snippet."""
_SEEN = 40
"""Hits of a piece among which the best place is looked for."""
_REST = re.compile(r"\w*")
_RUN = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SPACE = re.compile(r"\s")
_LOST = "\uffff"
"""Stands in a flat text for a letter that is not one letter when it is folded."""

Accept = Callable[[str], object]


class Snipper:
    """Makes the snippets of a page of results.

    Args:
        tree: Of the query.
        field: "body" or "title".
        forms_of: Gives all folded words of the field in the library that are indexed under a stem.

    """

    def __init__(self, tree: Node, field: str, forms_of: Callable[[str], list[str]]) -> None:
        self._exact = Highlighter(tree, field)
        self._beginnings: list[tuple[str, Accept | None]] = []
        self._loose: list[Accept] = []
        self._verdicts: dict[str, bool] = {}
        self._phrases: list[tuple[list[frozenset[str]], int]] = []
        stems: set[str] = set()
        for leaf in asked(tree, field):
            words = [term(word) for word in WORD.findall(leaf.text)]
            if isinstance(leaf, Word) and (leaf.pattern or leaf.fuzzy or leaf.growing):
                self._add_part_known(leaf)
                stems.update(words if leaf.growing else ())
            elif len(words) == 1:
                stems.update(words)
            elif words:
                slop = leaf.slop if isinstance(leaf, Phrase) else 1
                self._phrases.append(([frozenset(forms_of(stem)) for stem in words], slop))
        for stem in stems:
            self._add_forms(forms_of(stem))

    def _add_part_known(self, leaf: Word) -> None:
        pieces = [fold(piece) for piece in WORD.findall(leaf.text)]
        head = re.split(r"[*?]", fold(leaf.text), maxsplit=1)[0]
        if leaf.growing and pieces:
            self._beginnings.append((pieces[-1], None))
        elif leaf.pattern and head and not leaf.fuzzy:
            self._beginnings.append((head, re.compile(pattern_of(fold(leaf.text))).fullmatch))
        else:
            self._loose.append(fitting(leaf))

    def _add_forms(self, forms: list[str]) -> None:
        if forms:
            self._beginnings.append((_shared(forms), frozenset(forms).__contains__))

    def spans(self, text: str) -> tuple[Span, ...]:
        """The words that match, in order."""
        return tuple(Span(*at) for at in self._found(text))

    def _found(self, text: str) -> list[tuple[int, int]]:
        flat = flatten(text)
        if flat is None:
            return list(self._exact.spans(text, _SEEN))
        found: set[tuple[int, int]] = set()
        for beginning, accept in self._beginnings:
            found.update(islice(_standing(flat, beginning, accept), _SEEN))
        if self._loose:
            for word in set(_RUN.findall(flat)):
                if self._fits(word):
                    found.update(islice(_standing(flat, word, word.__eq__), _SEEN))
        for words, slop in self._phrases:
            found.update(islice(_phrases(flat, words, slop), _SEEN))
        return sorted(found)[:_SEEN]

    def _fits(self, word: str) -> bool:
        known = self._verdicts.get(word)
        if known is None:
            known = self._verdicts[word] = any(accept(word) for accept in self._loose)
        return known

    def snippet(self, text: str, start: int = 0) -> Snippet:
        """About two lines of a text, from some place on, around its hits.

        A long text is looked through a piece at a time, up to the first that has a hit.
        """
        end = start if self._beginnings or self._loose or self._phrases else len(text)
        while end < len(text):
            begin, end = end, _cut(text, end + _PIECE)
            hits = self._found(text[begin:end])
            if hits:
                return cut_out(text, start, [(first + begin, last + begin) for first, last in hits])
        return cut_out(text, start, [])


def flatten(text: str) -> str | None:
    """The text folded letter by letter, so that places stay the same; None where that cannot be."""
    if text.isascii():
        return text.lower()
    flat = _FOREIGN.sub(_flat, text).lower()
    return None if _LOST in flat or len(flat) != len(text) else flat


def _flat(match: re.Match[str]) -> str:
    char = match[0]
    known = _FLAT.get(char)
    if known is None:
        folded = fold(char)
        if WORD_LETTER.match(char):
            known = folded if len(folded) == 1 and WORD_LETTER.match(folded) else _LOST
        else:
            known = _LOST if WORD.match(char) else " "
        _FLAT[char] = known
    return known


_FLAT: dict[str, str] = {}


def _shared(forms: Collection[str]) -> str:
    """The letters that all the forms begin with."""
    first, last = min(forms), max(forms)
    return first[: next((at for at, char in enumerate(first) if last[at : at + 1] != char), len(first))]


def _standing(flat: str, beginning: str, accept: Accept | None) -> Iterator[tuple[int, int]]:
    """Where words with this beginning stand that are accepted."""
    at = flat.find(beginning)
    while at >= 0:
        if at and (flat[at - 1].isalnum() or flat[at - 1] == "_"):
            at = flat.find(beginning, at + 1)
            continue
        rest = _REST.match(flat, at)
        end = rest.end() if rest else at
        if accept is None or accept(flat[at:end]):
            yield at, end
        at = flat.find(beginning, max(end, at + 1))


def _phrases(flat: str, words: list[frozenset[str]], slop: int) -> Iterator[tuple[int, int]]:
    """The words of a phrase, where they stand in its order and close enough."""
    if not all(words):
        return
    for at, _ in _standing(flat, _shared(words[0]), words[0].__contains__):
        following = list(islice(_RUN.finditer(flat, at), 1 + slop * (len(words) - 1)))
        chain = [0]
        for forms in words[1:]:
            near = range(chain[-1] + 1, min(chain[-1] + slop + 1, len(following)))
            place = next((place for place in near if following[place][0] in forms), None)
            if place is None:
                break
            chain.append(place)
        else:
            yield from (following[place].span() for place in chain)


def _cut(text: str, end: int) -> int:
    """The end of a line, or of a word, near a place."""
    if end >= len(text):
        return len(text)
    line = text.find("\n", end, end + SNIPPET)
    space = text.find(" ", end, end + SNIPPET)
    return line if line >= 0 else space if space >= 0 else end


def cut_out(text: str, start: int, hits: Sequence[tuple[int, int]]) -> Snippet:
    """About two lines of a text around the place with the most hits; its beginning where there are none.

    Args:
        text: Of a document.
        start: Where the part begins that may be shown.
        hits: Behind that, in order.

    """
    first = start
    if hits:
        best = _best([hit[0] for hit in hits])
        first = max(start, best - _LEAD)
        if first > start:  # begin at a word
            space = text.find(" ", first, best)
            first = space + 1 if space >= 0 else first
    last = min(len(text), first + SNIPPET)
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first + SNIPPET // 2 else last
    # White space is made plain one for one, so that the hits stay where they are.
    piece = _SPACE.sub(" ", text[first:last])
    prefix, suffix = "…" if first > start else "", "…" if last < len(text) else ""
    shift = len(prefix) - first
    inside = tuple(Span(low + shift, high + shift) for low, high in hits if first <= low and high <= last)
    return Snippet(prefix + piece + suffix, inside)


def _best(starts: list[int]) -> int:
    """The hit after which the most others follow in a snippet; the first of such."""
    best, most, end = starts[0], 0, 0
    for at, start in enumerate(starts):
        while end < len(starts) and starts[end] < start + SNIPPET - _LEAD:
            end += 1
        if end - at > most:
            best, most = start, end - at
    return best
