"""Excerpts: about two lines of a text around its hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model.document import Span
from corpus.text.sentences import sentence_starts
from index.model.query import Snippet

SNIPPET = 160
"""Characters of a snippet, about two lines of a result."""
_LEAD = 50
"""Characters before the first hit."""


def make_snippet(text: str, start: int, hits: Sequence[tuple[int, int]]) -> Snippet:
    """About two lines of a text around the place with the most hits; its beginning if there are none.

    Args:
        text: The text of a document.
        start: The offset from which the text may be shown.
        hits: Spans after that offset, ascending.

    """
    first = lead_before(text, start, _best([hit[0] for hit in hits])) if hits else start
    return excerpt(text, start, first, hits)


def excerpt(text: str, start: int, first: int, hits: Sequence[tuple[int, int]]) -> Snippet:
    """About two lines of a text from the offset `first` on.

    Args:
        text: The text of a document.
        start: The offset from which the text may be shown.
        first: Where the excerpt begins, at or after `start`.
        hits: Spans to highlight, ascending; those outside of the excerpt are left out.

    """
    last = min(len(text), first + SNIPPET)
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first + SNIPPET // 2 else last
    prefix, suffix = "…" if first > start else "", "…" if last < len(text) else ""
    shown = " ".join(text[first:last].split())
    inside = [(low, high) for low, high in hits if first <= low and high <= last]
    by = len(prefix)
    if len(shown) == last - first:  # no white space was collapsed: offsets are the same
        by -= first
        spans = [Span(low + by, high + by) for low, high in inside]
    else:
        spans = [Span(_flat_length(text[first:low]) + by, _flat_length(text[first:high]) + by) for low, high in inside]
    return Snippet(prefix + shown + suffix, tuple(spans))


def lead_before(text: str, start: int, hit: int) -> int:
    """Where an excerpt begins that shows some words before a hit: at a word, not before `start`."""
    first = max(start, hit - _LEAD)
    if first > start:
        space = text.find(" ", first, hit)
        first = space + 1 if space >= 0 else first
    return first


def sentence_before(text: str, start: int, hit: tuple[int, int]) -> int:
    """Where the sentence with a hit begins; some words before the hit if an excerpt from there would not show the hit.

    Args:
        text: The text of a document.
        start: The offset from which the text may be shown.
        hit: A span after that offset.

    """
    earliest = max(start, hit[1] - SNIPPET * 3 // 4)
    begins = [begin for begin in sentence_starts(text[earliest : hit[0] + 1]) if begin <= hit[0] - earliest]
    if begins[-1] or earliest == start:
        return earliest + begins[-1]
    return lead_before(text, start, hit[0])


def merged(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans in ascending order; those that overlap are joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def _flat_length(before: str) -> int:
    """The length of a text with white space collapsed, and none in front."""
    words = before.split()
    return len(" ".join(words)) + (bool(words) and before[-1].isspace())


def _best(starts: list[int]) -> int:
    """The hit that most others follow within a snippet; the first of several."""
    if starts[-1] < starts[0] + SNIPPET - _LEAD:
        return starts[0]
    best, most, end = starts[0], 0, 0
    for at, start in enumerate(starts):
        while end < len(starts) and starts[end] < start + SNIPPET - _LEAD:
            end += 1
        if end - at > most:
            best, most = start, end - at
    return best
