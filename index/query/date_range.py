"""Date values of queries: `2024`, `2024-10`, `1990s`, `"June 2024"`, `2024-01..2024-06`, `>2024-06-01`, `-7d`."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from corpus.text.folding import fold
from index.query.relative_dates import may_become_relative, relative_period

_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?[-/.]?\Z")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})\Z")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,})\.?[\s,-]*(\d{4})\Z|(\d{4})[\s,-]*([^\W\d_]{3,})\Z")
_DECADE = re.compile(r"(\d{3})0'?s\Z")
_YEAR_PREFIX = re.compile(r"\d{1,3}\Z")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)\Z")
_YEARS = re.compile(r"(?:[<>]=?)?(?:\d{4}|\d{3}0'?s)?(?:\.\.(?:\d{4}|\d{3}0'?s)?)?\Z")
_OPEN_YEARS = re.compile(r"(?:[<>]=?)?\d{0,4}s?(?:\.\.\d{0,4}s?)?\Z")
_OPEN_DECADE = re.compile(r"(\d{3})[?*x_]\Z|(\d{3})0s?'?\Z")
_INCOMPLETE = re.compile(
    r"(?:[<>]=?)?(?:\d{0,4}|\d{3}0'?s?|-\d*"
    r"|\d{4}[-/.](?:0?[1-9]?|1[0-2])(?:[-/.][0-3]?)?"
    r"|(?:0?[1-9]|[1-3]\d)[-/.](?:0?[1-9]?|1[0-2])(?:[-/.]\d{0,3})?)\Z"
)
_INCOMPLETE_WITH_MONTH = re.compile(r"(?:\d{1,4}\.?\s*)?([^\W\d_]+)[\s.,]*(?:\d{1,2},?)?\s*\d{0,4}\Z")
_DAY = dt.timedelta(days=1)
_LEAST_SIMILARITY = 0.7
"""The normalized similarity of a name of a month that is suggested for an unknown one."""


class DateRange(NamedTuple):
    """A range of days."""

    first: dt.date | None
    """The first day; None for no bound."""
    last: dt.date | None
    """The last day; None for no bound."""
    reversed: bool = False
    """Whether its ends were written in the wrong order."""


def date_range(text: str, today: dt.date, *, typing: bool = False) -> DateRange | None:
    """The days of a date value; None for an invalid one.

    Args:
        text: The value.
        today: What relative dates count from.
        typing: Whether the value may be incomplete: the first figures of a year are then all years that begin so.

    """
    compared = _COMPARED.match(text)
    if compared:
        return _compare(compared[1], _period(compared[2], today, typing=typing))
    low, dots, high = text.partition("..")
    if not dots:
        return _period(low, today, typing=typing)
    return bounded_range(low, high, today, typing=typing)


def bounded_range(
    low: str, high: str, today: dt.date, *, low_open: bool = False, high_open: bool = False, typing: bool = False
) -> DateRange | None:
    """The days from one date value to another; None if one is invalid or both are missing.

    Args:
        low: The first value; "" for no bound.
        high: The last value; "" for no bound.
        today: What relative dates count from.
        low_open: Whether the days of the first value are excluded.
        high_open: Whether the days of the last value are excluded.
        typing: Whether the values may be incomplete.

    """
    start = _period(low, today, typing=typing) if low else None
    end = _period(high, today, typing=typing) if high else None
    if (low and not start) or (high and not end) or not (low or high):
        return None
    swapped = bool(start and end and start.first and end.last and start.first > end.last)
    if swapped:
        start, end, low_open, high_open = end, start, high_open, low_open
    first = start and (_compare(">", start) if low_open else start)
    last = end and (_compare("<", end) if high_open else end)
    return DateRange(first.first if first else None, last.last if last else None, swapped)


def year_range(text: str, today: dt.date, *, typing: bool = False) -> DateRange | None:
    """The days of a value of years: `1991`, `1990s`, `1990..1995`, `>1990`; None for an invalid one."""
    return date_range(text, today, typing=typing) if (_OPEN_YEARS if typing else _YEARS).match(text) else None


def may_become_years(text: str) -> bool:
    """Whether what is typed may be the beginning of a value of years."""
    return _OPEN_YEARS.match(text) is not None


def may_become_date(text: str) -> bool:
    """Whether what is typed may be the beginning of a date value."""
    last = fold(text).rpartition("..")[2].strip()
    if _INCOMPLETE.match(last) or may_become_relative(last):
        return True
    found = _INCOMPLETE_WITH_MONTH.match(last)
    return found is not None and any(month.startswith(found[1]) for month in _months())


def likely_date(text: str, today: dt.date) -> str:
    """The date value that is probably meant by an invalid one; "" if none is likely."""
    if decade := _OPEN_DECADE.match(text):
        return f"{decade[1] or decade[2]}0s"
    if re.fullmatch(r"-\d{1,4}", text):
        return f"{text}d"
    if day := _calendar_date(text, day_first=True):
        return day.isoformat()
    folded = fold(text).strip()
    if folded in _months():
        return f"{text.strip()} {today.year}"
    if found := re.fullmatch(r"([^\W\d_]{3,})(\W+\d{4})", folded):
        from rapidfuzz.distance import OSA  # imported at first use: most dates are valid

        name = found[1]
        similarity, _, month = max((OSA.normalized_similarity(name, each), len(each), each) for each in _months())
        return f"{month.capitalize()}{found[2]}" if similarity >= _LEAST_SIMILARITY else ""
    return ""


def likely_years(text: str, today: dt.date) -> str:
    """The value of years that is probably meant by an invalid one; "" if none is likely."""
    if decade := _OPEN_DECADE.match(text):
        return f"{decade[1] or decade[2]}0s"
    found = date_range(text, today)
    ends = [str(day.year) for day in found[:2] if day] if found else []
    return "..".join(dict.fromkeys(ends))


def _compare(operator: str, period: DateRange | None) -> DateRange | None:
    """The days before or after a period, or until or from it."""
    if period is None or period.first is None or period.last is None:
        return None
    first, last = period.first, period.last
    match operator:
        case ">":
            return DateRange(last + _DAY if last < dt.date.max else last, None)
        case ">=":
            return DateRange(first, None)
        case "<":
            return DateRange(None, first - _DAY if first > dt.date.min else first)
        case _:
            return DateRange(None, last)


def _period(text: str, today: dt.date, *, typing: bool) -> DateRange | None:
    """The days of one value: a day, a week, a month, a year or a decade."""
    text = text.strip()
    try:
        return (
            _of_numbers(text)
            or (_of_year_prefix(text) if typing else None)
            or _of_named_month(text)
            or _of_day(text)
            or _of_relative(text, today)
        )
    except (ValueError, calendar.IllegalMonthError):
        return None


def _of_numbers(text: str) -> DateRange | None:
    """A year, a month in figures, or a decade."""
    if found := _YEAR_AND_MONTH.match(text):
        return _month(found[1], found[2]) if found[2] else _years(found[1], found[1])
    if found := _MONTH_AND_YEAR.match(text):
        return _month(found[2], found[1])
    if found := _DECADE.match(text):
        return _years(f"{found[1]}0", f"{found[1]}9")
    return None


def _of_year_prefix(text: str) -> DateRange | None:
    """The years that begin with some figures."""
    if not _YEAR_PREFIX.match(text):
        return None
    return _years(str(max(int(text.ljust(4, "0")), dt.MINYEAR)), text.ljust(4, "9"))


def _of_named_month(text: str) -> DateRange | None:
    found = _NAMED_MONTH.match(text)
    number = _months().get(fold(found[1] or found[4])) if found else None
    return _month(found[2] or found[3], str(number)) if found and number else None


def _of_day(text: str) -> DateRange | None:
    day = _calendar_date(text)
    return DateRange(day, day) if day else None


def _of_relative(text: str, today: dt.date) -> DateRange | None:
    found = relative_period(fold(text), today)
    return DateRange(*found) if found else None


def _years(first: str, last: str) -> DateRange:
    return DateRange(dt.date(int(first), 1, 1), dt.date(int(last), 12, 31))


def _month(year: str, month: str) -> DateRange:
    days = calendar.monthrange(int(year), int(month))[1]
    return DateRange(dt.date(int(year), int(month), 1), dt.date(int(year), int(month), days))


def _months() -> Mapping[str, int]:
    from corpus.text.date_words import months  # most queries have no date

    return months()


def _calendar_date(text: str, *, day_first: bool = False) -> dt.date | None:
    """The day that a text as a whole names; with `day_first`, 3/4/2024 is in April."""
    from corpus.text.dates import DateOrder, parse_calendar_date  # most queries have no date

    return parse_calendar_date(text, DateOrder.DAY_FIRST) if day_first else parse_calendar_date(text)
