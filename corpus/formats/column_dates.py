"""The dates of a column: the order of day and month is judged by all of its values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from corpus.formats.column_values import as_text
from corpus.text.calendars import calendar_date
from corpus.text.dates import DateOrder, is_plausible, parse_date

Orders = Mapping[str, DateOrder]
"""The order for each separator: `/`, `-` or `.`."""

_NUMERIC = re.compile(r"(\d{1,2})([/.-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}.*)?")
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{2})")
_NUMBER = re.compile(r"-?\d{4,19}(?:\.\d+)?")
_ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
_ISO_OTHER = re.compile(r"\d{4}-?W\d\d-?\d|\d{4}-\d{3}")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_WEEKDAY_FIRST = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) [\d:]{5,8} (?:[+-]\d{4} |[A-Z]{3,4} )?(\d{4})")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 70_000)
"""Serial numbers of spreadsheets for 1954 to 2091."""
_LONGEST = 80
_FEWEST_IN_ORDER = 4


def date_of(value: object, orders: Orders) -> dt.date | None:
    """The date of a field; None where it is none, impossible, or could be two.

    Args:
        value: Text, a date, or a number: seconds, milliseconds, microseconds or nanoseconds since 1970 in UTC, the
            serial number of a spreadsheet, or a year.
        orders: The order of day and month.

    """
    if isinstance(value, dt.date):
        return _plausible(value.date() if isinstance(value, dt.datetime) else value)
    text = as_text(value)
    return _parsed(text, orders.get("/"), orders.get("-")) if text and len(text) <= _LONGEST else None


@lru_cache(8192)
def _parsed(text: str, slashes: DateOrder | None, hyphens: DateOrder | None) -> dt.date | None:
    """The date of a text; records of one day often follow each other."""
    if match := _ISO_DATE.fullmatch(text):
        return _from_iso(match[1])
    if match := _NUMERIC.fullmatch(text):
        order = {"/": slashes, "-": hyphens, ".": DateOrder.DAY_FIRST}[match[2]]
        return _numeric(match, order)
    if _NUMBER.fullmatch(text):
        return _from_number(text)
    if match := _NAMED.fullmatch(text):
        return parse_date(f"{match[1]} {match[2]} {_full_year(match[3])}")
    if match := _WEEKDAY_FIRST.fullmatch(text):
        return parse_date(f"{match[2]} {match[1]} {match[3]}")
    if _ISO_OTHER.fullmatch(text):
        return _from_iso(text)
    if match := _MONTH.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), 1)
    return parse_date(text) or parse_date(text.partition("T")[0]) or parse_date(f"1 {text}")


def orders_of(values: Iterable[object]) -> tuple[dict[str, DateOrder], bool]:
    """The order of day and month in a column, and whether more values could still decide it.

    A day above 12 decides. Where there is none, a column that is sorted under one order only has that order.
    """
    matches: dict[str, list[re.Match[str]]] = {}
    for value in values:
        match = _NUMERIC.fullmatch(as_text(value)[: _LONGEST + 1])
        if match and match[2] != ".":
            matches.setdefault(match[2], []).append(match)
    orders, is_open = {}, False
    for separator, found in matches.items():
        day_first = any(int(match[1]) > 12 >= int(match[3]) for match in found)
        month_first = any(int(match[3]) > 12 >= int(match[1]) for match in found)
        if day_first is not month_first:
            orders[separator] = DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
        elif not day_first:
            is_open = True
            if order := _sorted_order(found):
                orders[separator] = order
    return orders, is_open


def _sorted_order(matches: Sequence[re.Match[str]]) -> DateOrder | None:
    """The one order under which the dates are sorted."""
    fitting = []
    for order in DateOrder:
        dates = [date for match in matches if (date := _numeric(match, order))]
        if len(set(dates)) >= _FEWEST_IN_ORDER and dates in (sorted(dates), sorted(dates, reverse=True)):
            fitting.append(order)
    return fitting[0] if len(fitting) == 1 else None


def _numeric(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    """The date in digits; None where the order is not known and matters."""
    year, first, second = _full_year(match[4]), int(match[1]), int(match[3])
    by_day, by_month = _calendar(year, second, first), _calendar(year, first, second)
    if order is None:
        return by_day or by_month if by_day == by_month or not (by_day and by_month) else None
    return (by_day or by_month) if order is DateOrder.DAY_FIRST else (by_month or by_day)


def _full_year(digits: str) -> int:
    """A year of two digits as POSIX reads it: 69 to 99 are of the 20th century."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 69 else 2000)


def _from_number(text: str) -> dt.date | None:
    """A year, a date of eight digits, a serial number of a spreadsheet, or a time since 1970."""
    digits = text.lstrip("-").partition(".")[0]
    if len(digits) == 4:
        return _calendar(int(digits), 1, 1)
    if len(digits) == 5:
        serial = int(digits)
        return _EXCEL_EPOCH + dt.timedelta(days=serial) if serial in _EXCEL_DAYS else None
    if len(digits) == 8 and (date := parse_date(digits)):
        return date
    units = {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6, 18: 1e9, 19: 1e9}
    if len(digits) not in units:
        return parse_date(text)  # such as 20250304101500
    seconds = float(text) / units[len(digits)]
    return _plausible((dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date())


def _from_iso(text: str) -> dt.date | None:
    try:
        if len(text) == 8 and text[4] == "-":
            return _plausible(dt.datetime.strptime(text, "%Y-%j").replace(tzinfo=dt.UTC).date())
        return _plausible(dt.date.fromisoformat(text))
    except ValueError:
        return None


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    date = calendar_date(year, month, day)
    return date if date and is_plausible(date) else None


def _plausible(date: dt.date) -> dt.date | None:
    return date if is_plausible(date) else None
