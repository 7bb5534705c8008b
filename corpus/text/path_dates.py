"""Dates in file names, folders and web addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from corpus.text.calendars import calendar_date
from corpus.text.date_words import months
from corpus.text.dates import is_plausible
from corpus.text.folding import fold

_FIRST_COMPACT_YEAR = 1800
"""Eight digits in a row with an earlier year are more often a number than a date."""
_HINT = re.compile("[0-9]{4}")
_YEAR = r"(?<![0-9])([0-9]{4})"


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], dt.date | None]


def _compact(match: re.Match[str]) -> dt.date | None:
    return calendar_date(*match.groups()) if int(match[1]) >= _FIRST_COMPACT_YEAR else None


def _day_first(match: re.Match[str]) -> dt.date | None:
    """A date that begins with two digits, if only one order is possible."""
    first, _, second, year = match.groups()
    if int(first) <= 12 and int(second) <= 12 and first != second:
        return None
    return calendar_date(year, second, first) or calendar_date(year, first, second)


def _in_words(year: str, month: str, day: str) -> dt.date | None:
    number = months().get(month)
    return calendar_date(year, number, day) if number else None


_FORMS = (
    _Form(
        re.compile(rf"{_YEAR}([-_. ])([0-9]{{1,2}})\2([0-9]{{1,2}})(?![0-9])"),
        lambda m: calendar_date(m[1], m[3], m[4]),
    ),
    _Form(re.compile(rf"{_YEAR}([0-9]{{2}})([0-9]{{2}})(?![0-9])"), _compact),
    _Form(
        re.compile(r"(?<![0-9])([0-9]{1,2})[-_. ]?([a-z]{3,10})[-_. ]{0,2}([0-9]{4})(?![0-9])"),
        lambda m: _in_words(m[3], m[2], m[1]),
    ),
    _Form(
        re.compile(r"(?<![a-z])([a-z]{3,10})[-_. ]{0,2}([0-9]{1,2})[-_., ]{1,2}([0-9]{4})(?![0-9])"),
        lambda m: _in_words(m[3], m[1], m[2]),
    ),
    _Form(
        re.compile(rf"{_YEAR}[-_. ]?([a-z]{{3,10}})[-_. ]?([0-9]{{1,2}})(?![0-9])"),
        lambda m: _in_words(m[1], m[2], m[3]),
    ),
    _Form(re.compile(r"(?<![0-9])([0-9]{1,2})([-_.])([0-9]{1,2})\2([0-9]{4})(?![0-9])"), _day_first),
    _Form(re.compile(r"(?:^|/)([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?![0-9])"), lambda m: calendar_date(*m.groups())),
    _Form(re.compile(r"(?:^|/)([0-9]{4})/([0-9]{2})-?([0-9]{2})(?![0-9])"), lambda m: calendar_date(*m.groups())),
    _Form(re.compile(r"(?:^|/)([0-9]{4})/([a-z]{3,10})/([0-9]{1,2})(?![0-9])"), lambda m: _in_words(m[1], m[2], m[3])),
)
"""The last three begin at the name of a folder."""


def date_from_path(path: str) -> dt.date | None:
    """The date in a file name, else in the folders: "2024-10-18-talks.txt", "13Apr2007Smith.txt", "2024/10/18/a.html".

    Numbers that are no plausible date are ignored, and so are dates such as 04-03-2025 that could be two.
    """
    if not _HINT.search(path):
        return None
    folded = fold(path.replace("\\", "/"))
    return next((date for part in (folded.rpartition("/")[2], folded) for date in _dates(part)), None)


def _dates(part: str) -> Iterator[dt.date]:
    """The plausible dates of a path or name, by form."""
    for form in _FORMS:
        for match in form.pattern.finditer(part):
            date = form.read(match)
            if date and is_plausible(date):
                yield date
