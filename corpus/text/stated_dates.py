"""The date that a text states as its own: a dateline, a labelled date, a date line, a byline, or a signature.

A date counts only by where it stands: alone in a line of the heading, behind a label, or between a place and a dash.
A date in a sentence is never taken, nor is the date of an event, a deadline or an update: none is better than wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from corpus.text.calendars import with_ascii_digits
from corpus.text.date_context import After, Before, label_of
from corpus.text.date_order import date_order, language_order
from corpus.text.date_words import LabelKind, date_words
from corpus.text.datelines import LAST_DATE_AT, DatedLine, dated_line
from corpus.text.dates import DateOrder, has_year, is_plausible, parse_date
from corpus.text.folding import fold
from corpus.text.language import language_of

_HEAD = 2000
"""Code points at the beginning of a text in which its date is looked for."""
_TAIL = 300
"""Code points at its end in which a signature with a date is looked for."""
_TAIL_LINES = 4
_HEAD_LINES = 40
_HEADING_LINES = 16
"""Lines in which a date may stand alone, if no paragraph comes before."""
_PARAGRAPH = 260
"""Code points of long lines in a row that are a paragraph, not a heading."""
_LONG_LINE = 55
_BROKEN_LINE = 40
"""A shorter line is not the last but one of a paragraph."""
_LONGEST_ROW = 200
"""A longer line is not divided into cells."""
_EVENT_LINES = 3
"""Lines around a date in which the place or time of an event shows that the date is the event's."""

_CELLS = re.compile(r"\t+|[ \xa0]{3,}|\s*[|¦•·]\s*")
_DATE_LINE = re.compile(r"[ \t\ufeff]*date[: \t]\s*(\d{4}-\d{2}-\d{2})(?:[ \t]+|(?=\n)|$)", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:on|of|in|by|since|until|before|after|from|to|and|the|dated|le|du|au|depuis|am|vom|bis|seit|del|el|de|dal"
    r"|al|il|em|op|van|dnia|z|от|до|с|на|w|od|do)$|,$"
)
_SHORT_DOTTED = re.compile(r"(?<![\d.])(?:0[1-9]|1[0-2])\.(?:0[1-9]|1[0-2])\.\d{2}(?![\d.])")
SLASHED_DATE = re.compile(r"(?<![\d/-])\d{1,2}([/-])\d{1,2}\1\d{4}(?!\d)")


class Evidence(Enum):
    """How a line states the date of its text."""

    DATELINE = auto()
    """A place or an agency, the date, and a dash."""
    LABEL = auto()
    """A label or a heading makes it the date of issue."""
    LINE = auto()
    """The date is alone in its line, or after a place or a byline, in the heading."""
    OPENING = auto()
    """The date and a dash open a paragraph."""
    EMBARGO = auto()
    """The text may be used from this date."""


_STRONG = (Evidence.DATELINE, Evidence.LABEL)
_NOT_OF_ISSUE = (LabelKind.OTHER, LabelKind.UPDATED)
_WEAK = (Evidence.LINE, Evidence.OPENING)


class _Line(NamedTuple):
    """A line with text in it."""

    text: str
    follows: str
    """The line just before it; "" after a blank line."""


class _Found(NamedTuple):
    evidence: Evidence
    date: dt.date
    in_heading: bool
    alone: bool
    """Whether neither place nor byline stands before it."""


def date_line(text: str) -> tuple[dt.date, str] | None:
    """The date and the rest of a text that begins with the word `date` and an ISO date; else None."""
    match = _DATE_LINE.match(text)
    date = parse_date(match[1]) if match else None
    return (date, text[match.end() :].lstrip("\n")) if match and date else None


def stated_date(text: str, order: DateOrder | None = None, *, datelines_only: bool = False) -> dt.date | None:
    """The date that the text states as its own; None where it states none, or contradicts itself.

    Args:
        text: The text with its title.
        order: How to read dates with slashes that could be two. None lets the other dates of the text and its
            language decide.
        datelines_only: Believe only datelines. For mail, which quotes the headers of other messages.

    """
    head, tail = with_ascii_digits(text[:_HEAD]), with_ascii_digits(text[-_TAIL:])
    if order is None and (slashed := SLASHED_DATE.search(head)):
        order = date_order([head], slashed[0]) or language_order(language_of(head))
    if order is None and _SHORT_DOTTED.search(head) and language_of(head) == "en":
        # 03.11.21 is in March in the United States, in November elsewhere
        head, tail = _SHORT_DOTTED.sub("", head), _SHORT_DOTTED.sub("", tail)
    weak: list[_Found] = []
    if has_year(head):
        for found in _in_head(_lines(head)[:_HEAD_LINES], order):
            if found.evidence is Evidence.DATELINE or (found.evidence is Evidence.LABEL and not datelines_only):
                return found.date
            weak.append(found)
    if datelines_only:
        return None
    return _weak_date(weak) or _signature_date(tail, order, weak)


def _lines(text: str) -> list[_Line]:
    """The lines with text."""
    every = [line.strip() for line in text.split("\n")]
    return [_Line(line, before) for before, line in zip(["", *every], every, strict=False) if line]


def _in_head(lines: Sequence[_Line], order: DateOrder | None) -> Iterator[_Found]:
    """What the lines of a head state, in order."""
    heading, size = True, 0
    for number, line in enumerate(lines):
        size = size + len(line.text) if len(line.text) > _LONG_LINE else 0
        heading = heading and number < _HEADING_LINES
        if has_year(line.text, LAST_DATE_AT) and not line.text.startswith(">"):
            yield from _in_line(lines, number, order, in_heading=heading)
        heading = heading and size <= _PARAGRAPH


def _in_line(lines: Sequence[_Line], number: int, order: DateOrder | None, *, in_heading: bool) -> Iterator[_Found]:
    """What a line states, as a whole or in one of its cells."""
    line = lines[number]
    found: list[_Found] = []
    if _UNFINISHED.search(fold(line.follows[-20:])) and not line.follows.endswith(":"):
        return  # the date ends a sentence that was broken into lines
    label = label_of(fold(line.text[:60]))
    if label and label[0] in _NOT_OF_ISSUE and not line.text[label[2] :].lstrip()[:1].isalpha():
        return
    cells = _CELLS.split(line.text) if len(line.text) <= _LONGEST_ROW else []
    for text in [line.text, *(cells if len(cells) > 1 else ())]:
        dated = dated_line(text, order)
        if dated is None or not is_plausible(dated.date):
            continue
        evidence = _evidence(dated, text, lines, number)
        if evidence:
            alone = dated.before in (Before.NOTHING, Before.AGENCY)
            found.append(_Found(evidence, dated.date, in_heading, alone))
            if text is line.text:
                break
    # Two dates alone in one row are the heading of a table.
    if len({each.date for each in found}) == 1 or (found and found[0].evidence in _STRONG):
        yield found[0]


def _evidence(dated: DatedLine, text: str, lines: Sequence[_Line], number: int) -> Evidence | None:
    """What the date of a line is evidence of, by what surrounds it and by the lines around."""
    before, after = dated.before, dated.after
    if before is Before.EMBARGO:
        return Evidence.EMBARGO
    if before is Before.LABEL and after in (After.END, After.DASH, After.ISSUER):
        return None if _is_event_date(lines, number, text) else Evidence.LABEL
    if dated.is_dateline:
        return Evidence.DATELINE
    if after is After.DASH and before is Before.NOTHING:
        return Evidence.OPENING
    if after in (After.END, After.ISSUER) and before in (Before.NOTHING, Before.PLACE, Before.AGENCY, Before.BYLINE):
        return _line_evidence(dated, lines, number)
    return None


def _line_evidence(dated: DatedLine, lines: Sequence[_Line], number: int) -> Evidence | None:
    """What a date alone in its line is evidence of: a label in the line before or after says more about it."""
    follows, line = lines[number].follows, lines[number].text
    if len(follows) > _BROKEN_LINE and line.endswith(".") and dated.before is Before.NOTHING:
        return None  # the last line of a paragraph
    kind = _label_line(lines[number - 1].text) if number else None
    if kind in _NOT_OF_ISSUE:
        return None
    if kind is LabelKind.EMBARGO:
        return Evidence.EMBARGO
    if kind in (LabelKind.RELEASE, LabelKind.ISSUED, LabelKind.DATE):
        return None if _is_event_date(lines, number, line) else Evidence.LABEL
    if any(date_words().event_detail.match(fold(each.text)) for each in lines[number + 1 : number + 3]):
        return None
    return Evidence.LINE


def _label_line(line: str) -> LabelKind | None:
    """The kind of a line that is only a label."""
    label = label_of(fold(line[:60]))
    return label[0] if label and len(line) < 60 and not any(map(str.isalpha, line[label[2] :])) else None


def _is_event_date(lines: Sequence[_Line], number: int, text: str) -> bool:
    """Whether the label only says "Date", and place and time of an event stand around it."""
    label = label_of(fold(text[:60])) or label_of(fold(lines[number - 1].text[:60]))
    if label is None or label[0] is not LabelKind.DATE:
        return False
    around = (*lines[max(0, number - _EVENT_LINES) : number], *lines[number + 1 : number + 1 + _EVENT_LINES])
    return any(date_words().event_detail.match(fold(each.text[:60])) for each in around)


def _weak_date(found: Sequence[_Found]) -> dt.date | None:
    """The date of the heading, unless others stand alone in the same way, as in a chronology; else the embargo's."""
    weak = [each for each in found if each.evidence in _WEAK]
    for each in weak:
        if each.in_heading:
            rivals = {one.date for one in weak if (one.evidence, one.alone) == (each.evidence, each.alone)}
            return each.date if len(rivals) == 1 else None
    return next((each.date for each in found if each.evidence is Evidence.EMBARGO), None)


def _signature_date(tail: str, order: DateOrder | None, in_head: Sequence[_Found]) -> dt.date | None:
    """The date in the last lines: "Vilnius, 4 March 1991" under a letter."""
    if not has_year(tail) or any(each.evidence in _WEAK and each.alone for each in in_head):
        return None
    lines = _lines(tail)[1:][-_TAIL_LINES:]  # the first one may be cut
    found = [
        each
        for number, line in enumerate(lines)
        if has_year(line.text)
        for each in _in_line(lines, number, order, in_heading=True)
    ]
    dates = {each.date for each in found if each.evidence in (Evidence.LABEL, Evidence.LINE)}
    return dates.pop() if len(dates) == 1 else None
