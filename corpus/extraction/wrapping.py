"""Join words that are divided at line ends, in a text of the same length, so that most places stay where they are.

"Nausė-⏎da, who" becomes "Nausėda,⏎  who": only what stood after the hyphen has moved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from corpus.model.document import Entities, Span
from corpus.tokens.hyphens import HYPHENS, Dehyphenator

_DIVIDED = re.compile(rf"([^\W\d_]{{2,30}})([{HYPHENS}])([^\S\n]{{0,3}}\n[^\S\n]{{0,8}})([^\W_]{{2,30}})(\S{{0,30}})")
_LINE_END = re.compile(rf"[{HYPHENS}][^\S\n]{{0,3}}\n")
_LONGEST_HEAD, _LONGEST_REST = 30, 80
"""Code points of a divided word before its hyphen, and from it on: no match is longer."""
_BEFORE = 60
"""Code points before a divided word that decide about its hyphen."""


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A text without divided words, and what of it has moved."""

    text: str
    moved: tuple[tuple[int, int, int], ...] = ()
    """End, start and distance of each part that stood further on in the original, ascending."""

    def original(self, entities: Entities) -> Entities:
        """The people and countries of this text with mentions in the original."""
        if not self.moved:
            return entities
        return Entities(
            tuple([replace(each, mentions=self._spans(each.mentions)) for each in entities.people]),
            tuple([replace(each, mentions=self._spans(each.mentions)) for each in entities.countries]),
        )

    def _spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(self.span, spans))

    def span(self, span: Span) -> Span:
        """Where a span of this text is in the original."""
        return Span(self.place(span.start), self.place(span.end - 1) + 1) if self.moved else span

    def place(self, offset: int) -> int:
        """Where the character at an offset of this text is in the original."""
        index = bisect_right(self.moved, offset, key=itemgetter(0))
        if index == len(self.moved):
            return offset
        _, start, distance = self.moved[index]
        return offset + distance if offset >= start else offset


def join_words(text: str) -> JoinedText:
    """Join the divided words of a text; the result holds the text itself where there are none."""
    if not any(f"{hyphen}\n" in text for hyphen in HYPHENS):
        return JoinedText(text)
    dehyphenator = Dehyphenator(text)
    parts: list[str] = []
    moved: list[tuple[int, int, int]] = []
    position = 0
    for found in _divided_words(text):
        head, hyphen, gap, tail, rest = found.groups()
        before = text[max(0, found.start() - _BEFORE) : found.start()] + head
        kept = hyphen if dehyphenator.keeps_hyphen(before, tail) else ""
        distance = len(hyphen) - len(kept) + len(gap)
        start = found.start() + len(head) + len(kept)
        parts += (text[position : found.start()], head, kept, tail, rest, "\n", " " * (distance - 1))
        moved.append((start + len(tail) + len(rest), start, distance))
        position = found.end()
    return JoinedText("".join((*parts, text[position:])), tuple(moved))


def _divided_words(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_DIVIDED`, which is only tried where a hyphen ends a line."""
    position = 0
    for hyphen in _LINE_END.finditer(text):
        place = hyphen.start()
        if place < position:
            continue
        found = _DIVIDED.search(text, max(position, place - _LONGEST_HEAD), place + _LONGEST_REST)
        if found and found.start(2) == place:
            yield found
            position = found.end()
