"""Dates as documents write them. Every function is pure and gives None rather than guess."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro gennaio januari sausio stycznia",
            "february feb februar fevrier février febrero fevereiro febbraio februari vasario lutego",
            "march mar märz mars marzo março maart kovo marca",
            "april apr avril abril aprile balandžio kwietnia",
            "may mai mayo maio maggio mei gegužės maja",
            "june jun juni juin junio junho giugno birželio czerwca",
            "july jul juli juillet julio julho luglio liepos lipca",
            "august aug août aout agosto augustus rugpjūčio sierpnia",
            "september sep sept septembre septiembre setembro settembre rugsėjo września",
            "october oct oktober octobre octubre outubro ottobre spalio października",
            "november nov novembre noviembre novembro lapkričio listopada",
            "december dec dezember décembre diciembre dezembro dicembre gruodžio grudnia",
        ),
        1,
    )
    for name in names.split()
}
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ]\d.*)?",
        rf"{_YEAR}[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)",
        r"(?P<year>(?:1[89]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}Z?)?",
        rf"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{_YEAR}",
        rf"(?:[^\W\d_]+,?\s+)?{_DAY}\s+(?:de\s+)?{_NAME}(?:\s+de|,)?\s+{_YEAR}(?:,?\s+\d\d?:\d\d.*)?",
        rf"(?:[^\W\d_]+,?\s+)?{_NAME}\s+{_DAY},?\s+{_YEAR}(?:,?\s+\d\d?:\d\d.*)?",
    )
)
_DATE_LINE = re.compile(r"[ \t]*date[ \t]+(\d{4}-\d\d-\d\d)[ \t]+(?=\S)", re.IGNORECASE)
_PLACE = r"[^\W\d_][\w .’'/()-]{1,60}"
_DATELINE = re.compile(
    rf"^[ \t]*(?:{_PLACE},\s*){{1,3}}"
    r"(?P<date>\d\d?(?:st|nd|rd|th)?\s+[^\W\d_]+\.?,?\s+\d{4}|[^\W\d_]+\.?\s+\d\d?,?\s+\d{4})"
    r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:[-–—:.]|$)",
    re.MULTILINE,
)
_DATELINE_REACH = 1200
"""Characters from the start in which a dateline is looked for."""
_IN_NAME = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)([-_./]?)([01]\d)\2([0-3]\d)(?!\d)")


def parse_date(value: str) -> dt.date | None:
    """The date a value states: ISO, RFC 2822, "18 October 2024", "October 18, 2024", "18.10.2024" and the like.

    A date in digits with slashes and the year last is not read: the two sides of an ocean disagree on it.
    """
    value = " ".join(value.split())
    if not value or len(value) > 80:
        return None
    for form in _FORMS:
        found = form.fullmatch(value)
        if found:
            return _date(found["year"], found["month"], found["day"])
    if re.search(r"\d\d:\d\d", value):
        try:
            return parsedate_to_datetime(value).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return None


def date_line(text: str) -> tuple[dt.date, str] | None:
    """The date of a first line `date 2024-10-18 Headline`, and the text from the headline on."""
    found = _DATE_LINE.match(text)
    date = parse_date(found[1]) if found else None
    return (date, text[found.end() :]) if found and date else None


def dateline_date(text: str) -> dt.date | None:
    """The date of a dateline near the beginning: "VILNIUS, 18 October 2024 —"."""
    found = _DATELINE.search(text[:_DATELINE_REACH])
    return parse_date(found["date"]) if found else None


def date_from_name(path: str) -> dt.date | None:
    """The date in a file's path: `2024-10-18-visit.txt`, `20241018_visit.txt`, `2024/10/18/visit.html`."""
    for found in reversed(list(_IN_NAME.finditer(path))):
        date = _date(found[1], found[3], found[4])
        if date:
            return date
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    """The day, if the calendar has it."""
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold().rstrip("."), 0)
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
