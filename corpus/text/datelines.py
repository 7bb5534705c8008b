"""Datelines: where and when a text says it was written, before its first sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from corpus.text.date_context import After, Before, context_after, context_before, label_of
from corpus.text.date_words import months
from corpus.text.dates import DateOrder, FoundDate, dates_in, has_year, is_plausible
from corpus.text.folding import fold, fold_expanding

_FIRST_DATE_AT = 130
"""The date of a dateline begins at most so many code points after the beginning of its line."""
LAST_DATE_AT = _FIRST_DATE_AT + 40
"""The date of a dateline ends at most so many code points after the beginning of its line."""

_LONGEST_BETWEEN = 30
"""Code points between a date and the same date in another language."""
_ENDS_PLACE = re.compile(r",\s*$|^\s*[^\W\d_]{4,}\.\s*$")
"""A comma after a place, or a stop after a place of one word: "Астана. 7 февраля 2024 года. КАЗТАГ - "."""
_PLACE = r"[^\W\d_][^\W\d_.'’/-]*(?:[ .'’/-]{1,2}[^\W\d_]+){0,4}\.?"
_SHORT_DATELINE = re.compile(
    rf"""[ \t]*(?P<place>{_PLACE}(?:,[ ]{_PLACE}){{0,2}}?)
    (?P<date>[,.]?[ ](?:[A-Z][a-z]+day,?[ ])?
        (?:\d{{1,2}}(?:st|nd|rd|th|\.)?[ ][^\W\d_]{{3,12}}\.?|[^\W\d_]{{3,12}}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?)
        (?:,?[ ]\d{{4}})?
        |[,.]?[ ]\d{{4}}-\d\d-\d\d|[,.]?[ ]\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})?
    (?P<agency>,?[ ]?\((?=[^()\n]*[A-Z])[^()\n]{{2,60}}\)|[ ]/[A-Z][^/\n]{{2,30}}/)?
    (?P<end>[ ]?[—–―]|[ ]?--|[ ]-(?=[ ])|:(?=[ ])|[ \t]*\.?(?=\n|$))""",
    re.VERBOSE,
)
"""A dateline that need not have a year or a date."""
_LINE = re.compile(r"(?m)^[^\n]*\S[^\n]*")
# Every dateline has a dash, a year or an agency: most lines have none and need no closer look. Begins with all
# characters that one of them can begin with, so that the search skips to them.
_HINT = re.compile(r"[—–―(/0-9-](?:(?<=[—–―(/])|(?<=-)[- ]|(?<=[0-9])[0-9]{3})")
_SENTENCE = re.compile(r"(?<![^\W\d_])(?:[a-z]+[ ,]+){4}")
"""Words in lower case: a place has no more than three in a row."""
_FIRST_NUMBER = re.compile(r"\d")
_DATELINE_LINES = 6
_DATELINE_REACH = 1000


class Dateline(NamedTuple):
    """Where and when a text says it was written: "VILNIUS, Lithuania, 18 October 2024 (Reuters) —"."""

    start: int
    end: int
    """`text[start:end]` is the whole dateline, in code points, with the dash."""
    place: str
    """As written, a country included: "PARIS, France"."""
    bare: bool
    """Only a place and a dash: it could be a headline."""


class DatedLine(NamedTuple):
    """A line that begins with a date, or with words that can stand before the date of a text."""

    date: dt.date
    before: Before
    after: After
    place: str
    """What stands before the date, if that is a place, else the place after it."""
    end: int
    """Where the dash after the date ends, in code points of the line."""

    @property
    def is_dateline(self) -> bool:
        """Whether a place or an agency, the date and a dash precede the text."""
        comma = self.before is Before.PLACE and _ENDS_PLACE.search(self.place) is not None
        if comma and self.after is After.CAPITAL:
            city = self.place.split(",")[0]
            return city.isupper() and sum(map(str.isalpha, city)) > 2
        if comma and self.after is After.STOP:
            return True
        return self.after is After.DASH and (self.before in (Before.PLACE, Before.AGENCY) or bool(self.place))


def dated_line(line: str, order: DateOrder | None = None) -> DatedLine | None:
    """The first date of a line with what surrounds it; None without a date near the beginning.

    Args:
        line: As written.
        order: How to read a date with slashes that could be two.

    """
    number = _FIRST_NUMBER.search(line, 0, _FIRST_DATE_AT)
    if number is None:
        return None
    sentence = _SENTENCE.search(line, 0, number.start())
    if sentence and label_of(folded := fold(line[:_FIRST_DATE_AT])) is None and " embargoed " not in folded:
        return None
    dates = [each for each in dates_in(fold(line[:LAST_DATE_AT]), order) if is_plausible(each.date)]
    if not dates or dates[0].start > _FIRST_DATE_AT:
        return None
    found = dates[0]
    before = context_before(line[: found.start])
    if before is Before.SENTENCE:
        return None
    tail = context_after(line, _end_of_repeated(line, dates))
    place = line[: found.start] if before is Before.PLACE else tail.place
    return DatedLine(found.date, before, tail.kind, place, tail.end)


def _end_of_repeated(line: str, dates: Sequence[FoundDate]) -> int:
    """Where the first date ends, or the same date in further languages: "14 juillet 2021 / 14 July 2021"."""
    end = dates[0].end
    for each in dates[1:]:
        between = line[end : each.start]
        repeated = each.date == dates[0].date and len(between) <= _LONGEST_BETWEEN
        if not repeated or context_before(between) not in (Before.NOTHING, Before.PLACE):
            break
        end = each.end
    return end


def find_dateline(text: str) -> Dateline | None:
    """The dateline, with or without a date, if one of the first lines of the text begins with one."""
    head = text[:_DATELINE_REACH]
    for line in islice(_LINE.finditer(head), _DATELINE_LINES):
        if not _HINT.search(head, *line.span()):
            continue
        match = _SHORT_DATELINE.match(head, line.start())
        if match and _is_dateline(match):
            bare = not match["date"] and not match["agency"] and "," not in match["place"]
            return Dateline(match.start("place"), match.end(), match["place"], bare)
        if head.isascii() and not has_year(line[0], LAST_DATE_AT):
            continue
        dated = dated_line(line[0])
        if dated and dated.is_dateline:
            lead = len(line[0]) - len(line[0].lstrip())
            return Dateline(line.start() + lead, line.start() + dated.end, dated.place.strip(" ,(–—-"), bare=False)
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether a match has enough of a dateline: a date that is one, an agency, or a city in capitals before a dash."""
    place, when, agency, end = match["place"], match["date"], match["agency"], match["end"]
    dash = bool(end.strip(" \t.:"))
    if when and not re.search(r"[0-9]{4}-|[./][0-9]", when):
        words = re.findall(r"[^\W\d_]+", fold_expanding(when))
        if not any(word in months() for word in words):
            return False
    if when:
        return dash or (":" not in end and bool(re.search(r"[0-9]{4}", when))) or bool(agency)
    city = place.split(",")[0]
    capitals = city.isupper() and sum(map(str.isalpha, city)) > 2
    return dash and (bool(agency) or capitals) and place[0].isupper()
