"""Finds an annotated passage in the present text of its document."""

from __future__ import annotations

import re

from corpus.model.document import Span
from index.model.user_data import PassageNote

_CONTEXT = 40
"""Characters before and after a passage that are kept with it."""
_LEAST_SIMILARITY = 80
"""The similarity in percent of a passage whose text has changed a little."""
_MOST_COMPARED = 1_000_000
"""Characters of a text in which a changed passage is looked for."""


def passage_note(text: str, span: Span, note: str) -> PassageNote:
    """The note on a passage of a text."""
    before, after = text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]
    return PassageNote(text[span.start : span.end], note, before, after)


def find_passage(text: str, passage: PassageNote) -> Span | None:
    """The span of a passage in a text, in code points; None if it no longer fits.

    Line breaks and repeated spaces do not matter. Of several places, the one with the most similar surroundings is
    taken; without any, the most similar passage.
    """
    words = passage.quote.split()
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    places = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if len(places) == 1:
        return places[0]
    if places:
        return max(places, key=lambda place: _context_length(text, place, passage))
    return _most_similar(text, passage.quote)


def _context_length(text: str, place: Span, passage: PassageNote) -> int:
    """The number of characters of the passage's surroundings that a place has, too."""
    before = text[max(0, place.start - len(passage.before)) : place.start]
    after = text[place.end : place.end + len(passage.after)]
    return _common_prefix(before[::-1], passage.before[::-1]) + _common_prefix(after, passage.after)


def _common_prefix(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)))  # fmt: skip


def _most_similar(text: str, quote: str) -> Span | None:
    from rapidfuzz import fuzz  # imported at first use: most passages are found as they are

    found = fuzz.partial_ratio_alignment(quote, text[:_MOST_COMPARED], score_cutoff=_LEAST_SIMILARITY)
    if found is None or found.dest_start == found.dest_end or len(quote) > len(text):
        return None
    return Span(found.dest_start, found.dest_end)
