"""Where the lines of a text break: rows as offsets into the text, for a reader that draws only what is seen.

Hard-wrapped texts (news wires, mails, RFCs) are set anew to the width at hand; texts with one paragraph a line and no
blank lines get one between paragraphs. The text itself is never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import split_graphemes

from corpus.model.document import Span
from tui.text.sanitize import harmless

_NARROW = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e€№]*"
)
"""Characters that take one cell each, so that cells need not be counted one by one."""

_HARD_WRAP_LIMIT = 100
"""A text none of whose lines is longer may have been wrapped by hand or by a machine."""
_FULL_LINE = 0.66
"""A line this long, as a share of the longest, was probably wrapped rather than ended."""
_LONG_LINE = 120
"""Lines longer than this are paragraphs."""


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The paragraphs of the text from `start` on; an empty one is a blank line."""
    lines = list(_lines(text, start))
    lengths = sorted(len_ for s, e in lines if (len_ := e - s))
    if not lengths:
        return []
    if _is_hard_wrapped(lengths):
        return list(_joined(text, lines, lengths[-1]))
    if len(lengths) == len(lines) and lengths[len(lengths) // 2] > _LONG_LINE:
        return [part for span in lines for part in (span, Span(span.end, span.end))][:-1]
    return lines


def _lines(text: str, start: int) -> Iterator[Span]:
    """The lines of the text without their newline; several blank ones in a row count once, those around none."""
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


def _is_hard_wrapped(lengths: Sequence[int]) -> bool:
    """Whether lines of these lengths, sorted, are pieces of paragraphs."""
    longest = lengths[-1]
    full = len(lengths) - bisect_right(lengths, longest * _FULL_LINE)
    return 40 <= longest <= _HARD_WRAP_LIMIT and len(lengths) >= 4 and full >= 0.6 * len(lengths)


def _joined(text: str, lines: Sequence[Span], longest: int) -> Iterator[Span]:
    """Lines that run on as one paragraph, put together."""
    whole: Span | None = None
    for span in lines:
        if whole is None:
            whole = span
            continue
        short = span.start - whole.end != 1 or _last_line(text, whole) < longest * _FULL_LINE
        indented = text[span.start : span.start + 1] in (" ", "\t")
        if short or indented or span.start == span.end or whole.start == whole.end:
            yield whole
            whole = span
        else:
            whole = Span(whole.start, span.end)
    if whole is not None:
        yield whole


def _last_line(text: str, paragraph: Span) -> int:
    """How long the last line of a paragraph is."""
    return paragraph.end - max(text.rfind("\n", paragraph.start, paragraph.end) + 1, paragraph.start)


def wrap(text: str, width: int, start: int = 0) -> list[Span]:
    """The rows of the text from `start` on, none wider than `width` cells (but for one character wider than that).

    About 10 ms for a million characters of one cell each, 1 s for a million of others.
    """
    width = max(width, 1)
    rows: list[Span] = []
    for span in paragraphs(text, start):
        part = text[span.start : span.end]
        if len(part) <= width // 2:
            rows.append(span)
            continue
        part = harmless(part)
        breaks = _narrow_breaks if _NARROW.fullmatch(part) else _wide_breaks
        rows += (Span(span.start + first, span.start + last) for first, last in breaks(part, width))
    return rows


def document_rows(text: str, body_start: int, width: int, start: int) -> list[Span]:
    """The rows of a document: of its body, or from the start of the title that stands before it on."""
    body = wrap(text, width, body_start)
    if start >= body_start:
        return body
    return [*wrap(text[:body_start], width, start), Span(body_start, body_start), *body]


def _narrow_breaks(part: str, width: int) -> Iterator[tuple[int, int]]:
    """Rows of a paragraph whose characters take one cell each."""
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
    """Rows of a paragraph with characters of none or two cells."""
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
            space = end  # between two characters of Chinese or Japanese a line may break
    if at < len(part):
        yield at, len(part)


def _after_spaces(part: str, at: int) -> int:
    """Where the next row begins: after the spaces at which the last one broke."""
    while at < len(part) and part[at] == " ":
        at += 1
    return at


def _cells(part: str) -> int:
    """How many cells a short text takes, counted as `_wide_breaks` counts."""
    return split_graphemes(part)[1] if part else 0


def row_at(rows: Sequence[Span], offset: int) -> int:
    """The number of the row that shows the character at this offset."""
    found = bisect_right(rows, offset, key=lambda row: row.start) - 1
    return max(found, 0)


def within(spans: Sequence[Span], row: Span) -> Sequence[Span]:
    """The spans, of those in order, that touch the row."""
    first = bisect_right(spans, row.start, key=lambda span: span.start)
    first -= 1 if first and spans[first - 1].end > row.start else 0
    return spans[first : bisect_left(spans, row.end, key=lambda span: span.start)]
