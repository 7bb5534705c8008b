"""The one door by which text of documents comes onto the screen.

A document must not be able to style, move or break the screen: what it says is never read as markup, control
characters are drawn instead of sent, and direction overrides lose their effect. Every replacement is one character
for one character, so that offsets into a document's text hold for what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.content import Span as ContentSpan
from textual.style import Style

from corpus.model.document import Span
from tui.text.sanitize import harmless

LONGEST_LINE = 2_000
"""A one-line text is cut after so many code points: no screen is wider, and measuring costs by length."""


class Mark(NamedTuple):
    """A style for a stretch of a text."""

    start: int
    """In code points."""
    end: int
    style: Style


def content(text: str, marks: Iterable[Mark] = ()) -> Content:
    """The text as styled content, with nothing in it read as markup."""
    spans = [ContentSpan(start, end, style) for start, end, style in marks]
    return Content(harmless(text), spans, strip_control_codes=False)


def one_line(text: str, marks: Iterable[Mark] = ()) -> Content:
    """The text on one line: a title, a name, a path. Runs on for at most `LONGEST_LINE` code points."""
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE] + "…"
    return content(text, (mark for mark in marks if mark.end <= LONGEST_LINE))


def lit(spans: Iterable[Span], style: Style) -> list[Mark]:
    """Marks of one style."""
    return [Mark(start, end, style) for start, end in spans]


def fit(part: Content, cells: int) -> Content:
    """The content in exactly so many cells: cut with "…", or padded."""
    return part.truncate(max(cells, 0), ellipsis=True, pad=True)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 document", "1 204 documents"."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


def grouped(number: int) -> str:
    """A number with a narrow gap between thousands: "1 204"."""
    return f"{number:,}".replace(",", "\u00a0")
