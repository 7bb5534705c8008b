"""The one door by which text of documents comes onto the screen.

A document must not be able to style, move or break the screen: what it says is never read as markup, control
characters are drawn instead of sent, and direction overrides lose their effect. Every replacement is one character
for one character, so that offsets into a document's text hold for what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.content import Span as ContentSpan
from textual.style import Style

from corpus import Span

_UNSEEN = "\ufffd"
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

LONGEST_LINE = 2_000
"""A one-line text is cut after so many code points: no screen is wider, and measuring costs by length."""


class Mark(NamedTuple):
    """A style for a stretch of a text."""

    start: int
    """In code points."""
    end: int
    style: Style


def _drawn(match: re.Match[str]) -> str:
    """The character to draw instead of one that could do harm."""
    character = match[0]
    code = ord(character)
    if character in "\t\n\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures: ␀, ␛ …
    if code == 0x7F:
        return "␡"
    if code == 0xAD:
        return "-"  # a soft hyphen: terminals do not agree on its width
    return _UNSEEN


def harmless(text: str) -> str:
    """The text as one line of as many characters, with none a terminal would obey."""
    return _SUSPECT.sub(_drawn, text)


def without_controls(text: str) -> str:
    """The text as one line of as many characters, with a blank for each that a terminal would obey."""
    return _SUSPECT.sub(" ", text)


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
