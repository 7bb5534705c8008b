"""Dates that are relative to a day: `today`, `-7d`, `last week`, `last 3 months`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_BACK = re.compile(r"-(\d{1,5})\s?([dwmy])\Z|(?:last|past)\s+(\d{1,5})\s+(day|week|month|year)s?\Z")
_NAMED = re.compile(r"(this|last|past|previous)\s+(week|month|year)\Z")
_KEYWORDS = (
    "today",
    "yesterday",
    *(f"{which} {unit}" for which in ("this", "last", "past", "previous") for unit in ("week", "month", "year")),
    *(f"{which} 1 {unit}s" for which in ("last", "past") for unit in ("day", "week", "month", "year")),
)
"""The values in words, folded; 1 stands for any number."""
_DAY = dt.timedelta(days=1)


def relative_period(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a relative date, both included; None if it is none.

    `last week` and `last month` are those before the current one, Monday to Sunday; `past week` is the last seven days.

    Args:
        text: The folded value.
        today: The day it is relative to.

    """
    if text in ("today", "now"):
        return today, today
    if text == "yesterday":
        return _back(today, 1, "d"), _back(today, 1, "d")
    if found := _BACK.match(text):
        return _back(today, int(found[1] or found[3]), (found[2] or found[4])[0]), today
    if found := _NAMED.match(text):
        which, unit = found.groups()
        if which == "past":
            return _back(today, 1, unit[0]), today
        return _period_around(today if which == "this" else _back(_period_around(today, unit)[0], 1, "d"), unit)
    return None


def may_become_relative(text: str) -> bool:
    """Whether a folded text is the beginning of a value in words."""
    begun = re.sub(r"\d+", "1", text)
    return any(keyword.startswith(begun) for keyword in _KEYWORDS)


def _back(day: dt.date, number: int, unit: str) -> dt.date:
    """The day some days, weeks, months or years earlier; the first day of the calendar if it is before that."""
    try:
        if unit in "dw":
            return day - dt.timedelta(days=number * (7 if unit == "w" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1), 12)
        return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return dt.date.min


def _period_around(day: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    """The first and last day of the week, month or year of a day."""
    match unit:
        case "week":
            first = day - day.weekday() * _DAY
            return first, first + 6 * _DAY
        case "month":
            return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case _:
            return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
