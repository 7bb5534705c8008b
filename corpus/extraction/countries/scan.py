"""Scan a text for country forms: the longest at each place, without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.tokens.gazetteer import CountryForm, Gazetteer
from corpus.tokens.tokenized_text import TokenizedText

_WORD = re.compile(r"[^\W\d_]+")
_DIRECTIONS = ("north", "south", "east", "west")
_DIRECTION_BEFORE = re.compile(r"\b(north|south|east|west)(?:,? and|,? or| &) $")
_LONGEST_DIRECTION = 12
"""Code points before a form in which another direction is searched."""


class Match(NamedTuple):
    """A form at a place, in code points."""

    start: int
    end: int
    form: CountryForm


def scan(tokens: TokenizedText, folded: str, gazetteer: Gazetteer) -> Iterator[Match]:
    """The forms in a text, in order.

    Args:
        tokens: The text.
        folded: The text folded by `corpus.text.folding.fold`, so that offsets are those of the text.
        gazetteer: The forms.

    """
    entries, end_of_last = gazetteer.by_first_word, 0
    words, starts = tokens.words, tokens.starts
    for index in tokens.country_starts:
        first, word = starts[index], words[index]
        stop = first + len(word)
        parts = ((first, stop),) if word.isalpha() else [part.span() for part in _WORD.finditer(folded, first, stop)]
        for start, end in parts:
            entry = entries.get(folded[start:end])
            if entry is None or start < end_of_last or _is_fragment(folded, start, end):
                continue
            if found := entry.match(folded, start, end):
                if found[1].key.startswith(_DIRECTIONS):
                    yield from _find_twin(tokens.text, folded, start, found[1], gazetteer)
                end_of_last = found[0]
                yield Match(start, end_of_last, found[1])


def _find_twin(text: str, folded: str, start: int, form: CountryForm, gazetteer: Gazetteer) -> Iterator[Match]:
    """The first half of a pair of countries: North in "North and South Korea"."""
    first = max(0, start - _LONGEST_DIRECTION)
    before = _DIRECTION_BEFORE.search(folded[first:start])
    if not before or not text[first + before.start()].isupper():
        return
    twin = gazetteer.forms.get(f"{before[1]} {form.key.partition(' ')[2]}")
    if twin and twin.code and twin.code != form.code:
        yield Match(first + before.start(1), first + before.end(1), twin)


def _is_fragment(folded: str, start: int, end: int) -> bool:
    """Whether the letters are the end of something else ("Japan's", "4US", "J.U.S.") or are followed by a digit."""
    before = folded[start - 1] if start else " "
    if before in "'." and end - start == 1 and start > 1 and folded[start - 2].isalnum():
        return True
    after = folded[end] if end < len(folded) else " "
    return before.isdigit() or before == "_" or after.isdigit() or after == "_"
