"""The date of a message, from its headers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.utils import parsedate_tz

from corpus.text.calendars import calendar_date
from corpus.text.dates import DateOrder, is_plausible, parse_date

_EPOCH = dt.date(1970, 1, 1)
"""A clock that was never set. Programs that write a time of day into a header are all younger."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_ZERO_YEAR = re.compile(r"(?<!\d)0\d{3} +\d{1,2}[:.]\d{2}")
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_][ .,-])(\d{2,3})(?= +\d{1,2}[:.]\d{2})")
_FULL_YEAR = re.compile(r"(?<![\d+])[12]\d{3}(?!\d)")
_FROM_LINE_DATE = re.compile(
    r"\s((?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} +\d{1,2} \d{1,2}:\d{2}(?::\d{2})?(?: \S+)? \d{4}|\S+ \S+ \S+ \d{4} .*)"
)
_LONGEST_HEADER = 500


def message_date(
    date: str, received: Iterable[str] = (), from_line: str = "", order: DateOrder | None = None
) -> dt.date | None:
    """The date on which a message was sent, else received; None without a plausible date.

    Args:
        date: The value of the Date header; "" without one.
        received: The values of the Received headers, from the top. The lowest one is the nearest to the sender.
        from_line: The line before a message in an mbox file: "From n@example.org Tue Mar  4 10:00:00 2025".
        order: How to read a date with slashes that could be two.

    """
    if found := header_date(date, order):
        return found
    for value in reversed(list(received)):
        if found := header_date(value.rpartition(";")[2]):
            return found
    envelope = _FROM_LINE_DATE.search(from_line[:_LONGEST_HEADER])
    return header_date(envelope[1]) if envelope else None


def header_date(value: str, order: DateOrder | None = None) -> dt.date | None:
    """The plausible date of a header, in the form of RFC 5322 or any other that `parse_date` knows.

    A year of two or three digits is read as RFC 5322, section 4.3, says: 92 is 1992, 25 is 2025, 125 is 2025.
    """
    value = " ".join(value[:_LONGEST_HEADER].split())
    if _ZERO_YEAR.search(value):
        return None
    date = _standard_date(value) or parse_date(_with_full_year(value), order)
    if date is None or not is_plausible(date) or (_CLOCK.search(value) and date <= _EPOCH):
        return None
    return date


def _standard_date(value: str) -> dt.date | None:
    """The date of a header as the standard library reads it, if the time of day is possible, too."""
    if not re.search(r"[^\W\d_]{3}", value) or re.search(r"[^\x00-\x7f]", value):
        return None
    try:
        parsed = parsedate_tz(_with_full_year(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return calendar_date(*parsed[:3]) if parsed else None


def _with_full_year(value: str) -> str:
    """The value with a year of two or three digits before the time of day as four digits."""

    def full(match: re.Match[str]) -> str:
        year = int(match[1])
        return str(year + (1900 if year >= 50 else 2000))

    return value if _FULL_YEAR.search(value) else _SHORT_YEAR.sub(full, value, count=1)
