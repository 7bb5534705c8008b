"""Converts untrusted text, such as that of documents, to Textual content.

A document must not be able to style or break the screen: its text is never parsed as markup, and control characters and
direction overrides are replaced. Each is replaced by exactly one character, so that offsets stay valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.content import Span as ContentSpan
from textual.style import Style

from corpus.model.document import Span
from tui.text.sanitize import harmless
from tui.text.wrapping import wrap_paragraph

MAX_LINE = 2_000
"""Code points after which a one-line text is cut: no screen is wider, and measuring the width takes time."""


class StyledSpan(NamedTuple):
    """A style for the code points `[start, end)` of a text."""

    start: int
    end: int
    style: Style


def content(text: str, styles: Iterable[StyledSpan] = ()) -> Content:
    """Return sanitized text with styles; nothing in it is parsed as markup."""
    spans = [ContentSpan(start, end, style) for start, end, style in styles]
    return Content(harmless(text), spans, strip_control_codes=False)


def one_line(text: str, styles: Iterable[StyledSpan] = ()) -> Content:
    """Return the text, such as a title, name or path, as one line of at most `MAX_LINE` code points and "…"."""
    if len(text) > MAX_LINE:
        text = text[:MAX_LINE] + "…"
    return content(text, (span for span in styles if span.end <= MAX_LINE))


def styled(spans: Iterable[Span], style: Style) -> list[StyledSpan]:
    """Give spans a style."""
    return [StyledSpan(start, end, style) for start, end in spans]


def fit(part: Content, cells: int) -> Content:
    """Cut the content with "…" or pad it, to a width of `cells`."""
    return part.truncate(max(cells, 0), ellipsis=True, pad=True)


def fits_in(part: Content, width: int, rows: int) -> bool:
    """Whether the content, wrapped at spaces, needs at most `rows` rows."""
    return len(wrap_paragraph(part.plain, Span(0, len(part.plain)), width)) <= rows


def wrapped(part: Content, width: int, rows: int) -> list[Content]:
    """Wrap the content at spaces to exactly `rows` rows; the last one holds all the rest, the unused ones are empty."""
    plain = part.plain
    spans = wrap_paragraph(plain, Span(0, len(plain)), width)[:rows]
    starts = [span.start for span in spans]
    ends = [span.end for span in spans[:-1]] + [len(plain)]
    lines = [part[start:end] for start, end in zip(starts, ends, strict=True)]
    return lines + [Content()] * (rows - len(lines))
