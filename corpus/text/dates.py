"""The dates of documents: read from metadata, first lines, datelines and file names. Pure functions.

A date is believed between the years 1800 and 2100. What is no date, or could be two, is None: an unknown date
does less harm than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from corpus.text.folding import fold_expanding

FIRST_YEAR, LAST_YEAR = 1800, 2100

_MONTHS_FILE = Path(__file__).parent.parent / "data" / "months.yaml"
_LONGEST_DATE = 80
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{1,2}:?\d{2}.*|z|[+-]\d\d:?\d\d)?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})\.?(?: \d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-]) ?(\d{1,2})\2 ?(\d{4})(?:,? \d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?\d{4,6}z?)?")
_WEEKDAY = r"(?:[a-z]{2,12}\.?,? )?"
_DAY_MONTH_YEAR = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ -](?:of |de |d\. )?([a-z]{3,12})\.?,?[ -](?:de |of )?(\d{4})\b(.*)"
)
_MONTH_DAY_YEAR = re.compile(_WEEKDAY + r"([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b(.*)")
_YEAR_MONTH_DAY = re.compile(r"(\d{4}) ?m\. ([a-z]{3,12}) (\d{1,2}) ?d\.?(.*)")
# What may follow a date in words: a time of day, with a zone.
_AFTER = re.compile(r"[,.;]?(?: ?(?:at|-|um|a)? ?\d{1,2}[:.h]\d{2}.*)?")

_DATE_LINE = re.compile(r"[ \t\ufeff]*date[: \t]\s*(\d{4}-\d{2}-\d{2})(?:[ \t]+|(?=\n)|$)", re.IGNORECASE)
_IN_NAME = (
    re.compile(r"(?<![0-9])(\d{4})([-_.])(\d{1,2})\2(\d{1,2})(?![0-9])"),
    re.compile(r"(?<![0-9])(\d{4})(\d\d)(\d\d)(?![0-9])"),
    re.compile(r"(?:^|/)(\d{4})(/)(\d{1,2})/(\d{1,2})(?![0-9])"),
)

_PLACE = r"[^\W\d_][^\W\d_.'’/-]*(?:[ .'’/-]{1,2}[^\W\d_]+){0,4}\.?"
_DATELINE = re.compile(
    rf"""[ \t]*(?P<place>{_PLACE}(?:,[ ]{_PLACE}){{0,2}}?)
    (?P<date>[,.]?[ ](?:[A-Z][a-z]+day,?[ ])?
        (?:\d{{1,2}}(?:st|nd|rd|th|\.)?[ ][^\W\d_]{{3,12}}\.?|[^\W\d_]{{3,12}}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?)
        (?:,?[ ]\d{{4}})?
        |[,.]?[ ]\d{{4}}-\d\d-\d\d|[,.]?[ ]\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})?
    (?P<agency>,?[ ]?\((?=[^()\n]*[A-Z])[^()\n]{{2,60}}\)|[ ]/[A-Z][^/\n]{{2,30}}/)?
    (?P<end>[ ]?[—–―]|[ ]?--|[ ]-(?=[ ])|:(?=[ ])|[ \t]*\.?(?=\n|$))""",
    re.VERBOSE,
)
_LINE = re.compile(r"(?m)^[^\n]*\S[^\n]*")
# What every dateline has, a dash, a year or an agency: most lines have none, and need no closer look. Begins with all
# characters that one of them begins with, which is what a search is quick with.
_HINT = re.compile(r"[—–―(/0-9-](?:(?<=[—–―(/])|(?<=-)[- ]|(?<=[0-9])[0-9]{3})")
_DATELINE_LINES = 6
_DATELINE_REACH = 1000


class Dateline(NamedTuple):
    """Where and when a text says it was written: "VILNIUS, Lithuania, 18 October 2024 (Reuters) —"."""

    start: int
    end: int
    """`text[start:end]` is the whole dateline, in code points, with the dash."""
    place: str
    """As written, a country included: "PARIS, France"."""
    date: str
    """As written; "" where there is none."""
    bare: bool
    """Only a place and a dash: it could be a headline."""


@cache
def _months() -> dict[str, int]:
    """Folded names of months to their numbers."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: dict[int, list[str]] = yaml.load(_MONTHS_FILE.read_text(encoding="utf-8"), loader)
    return {name: number for number, names in table.items() for name in names}


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    """The date, if the calendar has it and the year is believable."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parse_digits(value: str) -> dt.date | None:
    """A date in figures only."""
    if match := _ISO.fullmatch(value):
        return _date(match[1], match[2], match[3])
    if match := _YEAR_FIRST.fullmatch(value):
        return _date(match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(value):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(value):
        day, mark, month, year = match.groups()
        if mark == "." or day == month:
            return _date(year, month, day)
        # 03/04/2024 is March in one country and April in the next; 18/10 and 10/18 can only be one date
        if int(day) > 12:
            return _date(year, month, day)
        return _date(year, day, month) if int(month) > 12 else None
    return None


def _parse_words(value: str) -> dt.date | None:
    """A date with the month in words."""
    orders = ((_DAY_MONTH_YEAR, (3, 2, 1)), (_MONTH_DAY_YEAR, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3)))
    for pattern, (year, month, day) in orders:
        match = pattern.fullmatch(value)
        number = _months().get(match[month]) if match else None
        if match and number and _AFTER.fullmatch(match[4].split("(")[0].rstrip()):
            return _date(match[year], number, match[day])
    return None


def parse_date(value: str) -> dt.date | None:
    """The calendar date `value` is, as a whole; None when it is none, impossible, or could be two.

    Known are ISO 8601 dates and times, RFC 2822, "18 October 2024", "October 18, 2024", "18.10.2024",
    "2024/10/18", "20241018", and months in the larger European languages, Polish and Lithuanian. A date with
    slashes is read only when just one order is possible. A time and its zone are dropped, not converted.
    """
    folded = " ".join(fold_expanding(value[: _LONGEST_DATE + 1]).split())
    if len(folded) > _LONGEST_DATE or not re.search(r"[0-9]", folded) or re.search(r"[^\x00-\x7f]", folded):
        return None
    return _parse_digits(folded) or _parse_words(folded)


def date_line(text: str) -> tuple[dt.date, str] | None:
    """The date and the rest of a text that begins with the word `date` and an ISO date; else None."""
    match = _DATE_LINE.match(text)
    date = parse_date(match[1]) if match else None
    return (date, text[match.end() :].lstrip("\n")) if match and date else None


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether what has the shape of a dateline has enough of one."""
    place, when, agency, end = match["place"], match["date"], match["agency"], match["end"]
    dash = bool(end.strip(" \t.:"))
    if when and not re.search(r"[0-9]{4}-|[./][0-9]", when):
        words = re.findall(r"[^\W\d_]+", fold_expanding(when))
        if not any(word in _months() for word in words):
            return False
    if when:
        return dash or (":" not in end and bool(re.search(r"[0-9]{4}", when))) or bool(agency)
    city = place.split(",")[0]
    capitals = city.isupper() and sum(map(str.isalpha, city)) > 2
    return dash and (bool(agency) or capitals) and place[0].isupper()


def find_dateline(text: str) -> Dateline | None:
    """The dateline, if one of the first lines of the text begins with one."""
    head = text[:_DATELINE_REACH]
    for line in islice(_LINE.finditer(head), _DATELINE_LINES):
        if not _HINT.search(head, *line.span()):
            continue
        match = _DATELINE.match(head, line.start())
        if match and _is_dateline(match):
            when = (match["date"] or "").lstrip(",. ")
            bare = not when and not match["agency"] and "," not in match["place"]
            return Dateline(match.start("place"), match.end(), match["place"], when, bare)
    return None


def dateline_date(text: str) -> dt.date | None:
    """The date of the text's dateline; None where it has none, or one without a year."""
    dateline = find_dateline(text)
    return parse_date(dateline.date) if dateline and dateline.date else None


def date_from_name(path: str) -> dt.date | None:
    """The date in a file name or folders ("2024-10-18-talks.txt", "20241018_talks.txt", "2024/10/18/a.html").

    The name comes before the folders. Eight figures that are no date of 1800 to 2100 are a number.
    """
    plain = path.replace("\\", "/")
    for part in (plain.rpartition("/")[2], plain):
        for pattern in _IN_NAME:
            for match in pattern.finditer(part):
                date = _date(match[1], match[match.re.groups - 1], match[match.re.groups])
                if date:
                    return date
    return None
