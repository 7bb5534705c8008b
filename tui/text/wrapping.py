"""Line wrapping: computes the rows of a text as offsets, for a reader that draws visible rows only.

Hard-wrapped text (news wires, mail, RFCs) is rewrapped to the given width. Text with one paragraph per line and no
blank lines gets blank rows between paragraphs. The text itself is never changed. Offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import split_graphemes

from corpus.model.document import Span
from tui.text.sanitize import harmless

_NARROW = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e€№]*"
)
"""Characters that are one cell wide: text of these alone needs no measuring by character."""

_HARD_WRAP_LIMIT = 100
"""Only a text without longer lines may be hard-wrapped."""
_FULL_LINE = 0.66
"""A line of at least this share of the longest one was probably wrapped there."""
_LONG_LINE = 120
"""A text with a longer median line has one paragraph per line."""


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """Return the paragraphs of the text from `start` on; an empty span is a blank line."""
    lines = list(_lines(text, start))
    lengths = sorted(line.end - line.start for line in lines if line.end > line.start)
    if not lengths:
        return []
    if is_hard_wrapped(lengths):
        return list(joined(text, lines, lengths[-1]))
    if len(lengths) == len(lines) and lengths[len(lengths) // 2] > _LONG_LINE:
        return [part for span in lines for part in (span, Span(span.end, span.end))][:-1]
    return lines


def paragraph_at(text: str, start: int, offset: int) -> Span | None:
    """Return the paragraph at an offset of the text from `start` on, or the first after it; None without text."""
    spans = [span for span in paragraphs(text, start) if span.end > span.start]
    return spans[max(bisect_right(spans, offset, key=lambda span: span.start) - 1, 0)] if spans else None


def _lines(text: str, start: int) -> Iterator[Span]:
    """Yield the lines without their newlines; blank lines are collapsed to one, and dropped at both ends."""
    blank: Span | None = None
    seen = False
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            if blank and seen:
                yield blank
            blank, seen = None, True
            yield Span(start, end)
        else:
            blank = Span(start, start)
        start = end + 1


def is_hard_wrapped(lengths: Sequence[int]) -> bool:
    """Whether lines of these lengths, sorted, are parts of wrapped paragraphs."""
    longest = lengths[-1]
    full = len(lengths) - bisect_right(lengths, longest * _FULL_LINE)
    return 40 <= longest <= _HARD_WRAP_LIMIT and len(lengths) >= 4 and full >= 0.6 * len(lengths)


def joined(text: str, lines: Sequence[Span], longest: int) -> Iterator[Span]:
    """Yield paragraphs of consecutive hard-wrapped lines, of which the longest has `longest` code points."""
    paragraph: Span | None = None
    for span in lines:
        if paragraph is None:
            paragraph = span
            continue
        short = span.start - paragraph.end != 1 or _last_line(text, paragraph) < longest * _FULL_LINE
        indented = text[span.start : span.start + 1] in (" ", "\t")
        if short or indented or span.start == span.end or paragraph.start == paragraph.end:
            yield paragraph
            paragraph = span
        else:
            paragraph = Span(paragraph.start, span.end)
    if paragraph is not None:
        yield paragraph


def _last_line(text: str, paragraph: Span) -> int:
    """Return the length of the last line of a paragraph, in code points."""
    return paragraph.end - max(text.rfind("\n", paragraph.start, paragraph.end) + 1, paragraph.start)


def wrap(text: str, width: int, start: int = 0) -> list[Span]:
    """Return the rows of the text from `start` on, at most `width` cells wide, unless one character is wider.

    Takes about 10 ms for a million characters of one cell each, and 1 s for a million others.
    """
    return [row for span in paragraphs(text, start) for row in wrap_paragraph(text, span, width)]


def wrap_paragraph(text: str, span: Span, width: int) -> Sequence[Span]:
    """Return the rows of a paragraph, or the blank row of an empty one."""
    width = max(width, 1)
    if span.end - span.start <= width // 2:
        return (span,)
    part = harmless(text[span.start : span.end])
    breaks = _narrow_breaks if is_narrow(part) else _wide_breaks
    return [Span(span.start + first, span.start + last) for first, last in breaks(part, width)]


def is_narrow(text: str) -> bool:
    """Whether each character is known to be one cell wide."""
    return _NARROW.fullmatch(text) is not None


def _narrow_breaks(part: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of a paragraph in which each character is one cell wide."""
    at, end = 0, len(part)
    while end - at > width:
        cut = part.rfind(" ", at + 1, at + width + 1)
        if cut < 0 or not part[at:cut].strip():
            cut = at + width
        yield at, cut
        at = _after_spaces(part, cut)
    if at < end:
        yield at, end


def _wide_breaks(part: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of a paragraph with characters of no or two cells."""
    at, filled, space = 0, 0, -1
    for start, end, cells in split_graphemes(part)[0]:
        if start < at:
            continue
        if filled + cells > width and start > at:
            cut = space if space > at and part[start] != " " else start
            yield at, cut
            at = _after_spaces(part, cut)
            filled = _cells(part[at:start])
            space = -1
            if start < at:
                continue
        filled += cells
        if part[start] == " ":
            space = start
        elif cells > 1:
            space = end  # a line may break after a Chinese or Japanese character
    if at < len(part):
        yield at, len(part)


def _after_spaces(part: str, at: int) -> int:
    """Return the start of the next row: after the spaces at which the last row was broken."""
    while at < len(part) and part[at] == " ":
        at += 1
    return at


def _cells(part: str) -> int:
    """Return the width of a short text in cells, measured as in `_wide_breaks`."""
    return split_graphemes(part)[1] if part else 0
