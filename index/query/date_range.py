"""Date values of queries: `2024`, `2024-10`, `2024-01..2024-06`, `>2024-06-01`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from corpus.text.dates import parse_calendar_date

_PARTIAL = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?[-/.]?\Z")
_COMPARED = re.compile(r"(>=|<=|>|<)(.*)\Z")


def date_range(text: str) -> tuple[dt.date | None, dt.date | None] | None:
    """The first and last day of a date value, both included, None for no bound; None for an invalid value."""
    compared = _COMPARED.match(text)
    if compared:
        return _compare(compared[1], compared[2])
    low, dots, high = text.partition("..")
    first = _period(low) if low else None
    if not dots:
        return first
    last = _period(high) if high else None
    if (low and not first) or (high and not last) or not (low or high):
        return None
    return (first[0] if first else None), (last[1] if last else None)


def _compare(operator: str, text: str) -> tuple[dt.date | None, dt.date | None] | None:
    """A range with one bound."""
    period = _period(text)
    if period is None:
        return None
    first, last = period
    day = dt.timedelta(days=1)
    match operator:
        case ">":
            return (last + day if last < dt.date.max else last), None
        case ">=":
            return first, None
        case "<":
            return None, (first - day if first > dt.date.min else first)
        case _:
            return None, last


def _period(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a year, a month or a day."""
    partial = _PARTIAL.match(text)
    try:
        if partial and not partial[2]:
            year = int(partial[1])
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        if partial:
            year, month = int(partial[1]), int(partial[2])
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    day = parse_calendar_date(text)
    return (day, day) if day else None
