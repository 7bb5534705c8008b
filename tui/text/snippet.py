"""Cuts the snippet of a result to the width of the list."""

from __future__ import annotations

from corpus.model.document import Span
from index.model.query import Snippet


def around_first_hit(snippet: Snippet, width: int) -> Snippet:
    """Cut the start of a snippet that is wider than `width` so that its first hit is visible."""
    if not snippet.hits or len(snippet.text) <= width or snippet.hits[0].end <= width - 8:
        return snippet
    first = snippet.hits[0].start
    start = max(0, min(first - width // 3, len(snippet.text) - width + 1))
    space = snippet.text.find(" ", start, first)
    start = space + 1 if space >= 0 else min(start, first)
    hits = tuple(Span(hit.start - start + 1, hit.end - start + 1) for hit in snippet.hits)
    return Snippet("…" + snippet.text[start:], hits)
