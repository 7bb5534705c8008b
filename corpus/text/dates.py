"""The forms of dates: parse a value that is a date, find the first date in a line, and tell day from month.

Pure functions over text. Which date of a document to believe is decided by `corpus.reading.document_date`.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from corpus.text.calendars import ERAS, calendar_date, common_year, era_date, persian_date
from corpus.text.date_words import months, persian_months
from corpus.text.folding import fold

FIRST_YEAR = 1450
"""The earliest plausible year of a document: the beginning of printing in Europe. An earlier year is an error or the
subject of the text."""

_PAST_YEAR = 2025
"""Up to here the clock need not be asked, which would take longer than all the rest."""
_LONGEST_VALUE = 80
_WORD = r"((?:mean|deireadh) fomhair|[^\W\d_]{3,14})"
_TRANSLATED = r"(?: ?/ ?[^\W\d_]{3,14})?"
"""The month in a second language: "3 mai/mei 2021"."""
_OTHER_WORD = r"([^\W\d_\x00-\u024f][^\s\d,،/()]{1,20}(?: (?:الأول|الثاني|الاول))?)"
"""Letters of other scripts, with their marks; Thai abbreviations have stops."""
_YEAR = r"(\d{4})(?!\d)"
_NUMBER = r"(?<![\d.,/-])(\d{1,2})"
_DAY = r"(?<![\d.,])(?<!\d[/-])(\d{1,2})"
"""A day before the name of a month: "PRESS RELEASE/16 January 2024"."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DAY_SUFFIX = r"(?:st|nd|rd|th|er|:?[ea]|\.|º|ª|°|-?го|-?е)?"


_ANY_YEAR = re.compile("(?:1[4-9]|20)[0-9]{2}")
_SHORT_YEAR = re.compile(r"[0-9](/[0-9]{1,2}/|\.[0-9]{2}\.)[0-9]{2}(?![0-9])")
_OTHER_YEAR = re.compile(r"[和成正治國国]\S{1,3}年|(?<!\d)\d{3}年|(?<!\d)(?:13|2[45])\d{2}(?!\d)|(?<!\d)1[0-2]\d[./-]")
"""A year of a Japanese era, of the Republic of China, of the Persian or of the Buddhist calendar."""
_CHINESE = re.compile("[\u4e00-\u9fff]")


class DateOrder(Enum):
    """How to read 04/03/2025."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()


class FoundDate(NamedTuple):
    """A date in a line."""

    start: int
    end: int
    """`line[start:end]` is the date without weekday and time, in code points."""
    date: dt.date


class _Form(NamedTuple):
    """One way to write a date."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], DateOrder | None], dt.date | None]


def has_year(text: str, end: int = sys.maxsize) -> bool:
    """Return whether there is a year before `end`: without one there is no date."""
    if _ANY_YEAR.search(text, 0, end) or _SHORT_YEAR.search(text, 0, end):
        return True
    return not text.isascii() and _OTHER_YEAR.search(text, 0, end) is not None


def latest_year() -> int:
    """The latest plausible year of a document: next year, because releases are dated ahead."""
    return dt.date.today().year + 1


def is_plausible(date: dt.date) -> bool:
    """Return whether a document may have this date."""
    year = date.year
    return year >= FIRST_YEAR and (year <= _PAST_YEAR or year <= latest_year())


def _word_date(year: str, month: str, day: str) -> dt.date | None:
    """The date with the month as a folded name."""
    number = months().get(month)
    return calendar_date(year, number, day) if number else None


def _day_month_year(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    day, suffix, month, year = match.groups()
    if month == "listopada" and suffix == ".":  # Croatian October; Polish November has no stop after the day
        month = "october"
    return _word_date(year, month, day)


def _digits(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    first, mark, second, year = match.groups()
    one, other = calendar_date(year, second, first), calendar_date(year, first, second)
    if mark == ".":
        return one
    if one and other and one != other:
        return {None: None, DateOrder.DAY_FIRST: one, DateOrder.MONTH_FIRST: other}[order]
    return one or other


def _short_year(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    """A date in figures with two for the year, which is not later than next year: 97 is 1997."""
    first, mark, second, year = (group for group in match.groups() if group)
    full = int(year) + (2000 if 2000 + int(year) <= latest_year() else 1900)
    one, other = calendar_date(full, second, first), calendar_date(full, first, second)
    if mark == ".":
        return one if len(first) == 2 else None
    if one and other and one != other:
        return {None: None, DateOrder.DAY_FIRST: one, DateOrder.MONTH_FIRST: other}[order]
    return one or other


def _republic_date(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    """A date of the Republic of China in figures alone; in a line without Chinese it is a telephone number."""
    return era_date("民國", match[1], match[3], match[4]) if _CHINESE.search(match.string) else None


def _other_word(match: re.Match[str], order: DateOrder | None) -> dt.date | None:
    """A date with the month in letters that are not Latin."""
    day, month, year = match.groups()
    month = month.replace(".", "")
    if number := persian_months().get(month.removesuffix("ماه")):
        return persian_date(int(year), number, int(day))
    return _word_date(str(common_year(year, month)), month, day)


_FORMS = (
    _Form(
        re.compile(
            rf"{_DAY}({_DAY_SUFFIX})[ \t.-]{{0,2}}(?:day of |of |de |d[.'] ?|di |the |ng |ta' ?)?{_WORD}{_TRANSLATED}"
            rf"\.?,?[ \t.-]{{0,2}}(?:de |of |del |do )?{_YEAR}"
        ),
        _day_month_year,
    ),
    _Form(
        re.compile(
            rf"(?<!\w){_WORD}\.?[ \t-]{{0,2}}(?:the )?(\d{{1,2}}){_DAY_SUFFIX}(?:\s?[,.]{{1,2}}\s?|\s|-)"
            rf"(?:de |del )?{_YEAR}"
        ),
        lambda match, _: _word_date(match[3], match[1], match[2]),
    ),
    _Form(
        re.compile(r"(?<![\d.,/-])(\d{4})([-/]|\. ?)(\d{1,2})\2(\d{1,2})(?!\d)"),
        lambda match, _: calendar_date(match[1], match[3], match[4]),
    ),
    _Form(re.compile(rf"{_NUMBER}\s?([./-])\s?(\d{{1,2}})\s?\2\s?{_YEAR}"), _digits),
    _Form(
        re.compile(rf"{_NUMBER}([ ./-])({'|'.join(sorted(_ROMAN, key=len, reverse=True))})\2{_YEAR}"),
        lambda match, _: calendar_date(match[4], _ROMAN.index(match[3]) + 1, match[1]),
    ),
    _Form(
        re.compile(rf"{_NUMBER}(/)(\d{{1,2}})/(\d{{2}})(?![\d/.,])|{_NUMBER}(\.)(\d{{2}})\.(\d{{2}})(?![\d/.,])"),
        _short_year,
    ),
    _Form(
        re.compile(r"(?<![\w/.-])(1[89]\d\d|20\d\d)(\d\d)(\d\d)(?![\w/.-])"),
        lambda match, _: calendar_date(*match.groups()),
    ),
    _Form(
        re.compile(rf"(?<!\d)(\d{{4}})\.?(?: ?m\.| gada)? {_WORD}\.? ?(\d{{1,2}})(?!\d)"),
        lambda match, _: _word_date(match[1], match[2], match[3]),
    ),
    _Form(
        re.compile(rf"(?<!\d)(\d{{4}})(?: жылғы|[- ]?жылдын|-yil|-жил) (\d{{1,2}})[- ]?{_WORD}"),
        lambda match, _: _word_date(match[1], match[3], match[2]),
    ),
    _Form(
        re.compile(rf"(?<!\d)(\d{{4}})(?:\(e\))?ko {_WORD} (\d{{1,2}})(?:e?an?)?(?!\w)"),
        lambda match, _: _word_date(match[1], match[2], match[3]),
    ),
    _Form(
        re.compile(rf"(?<!\d)(\d{{4}})\. gada (\d{{1,2}})\. ?{_WORD}"),
        lambda match, _: _word_date(match[1], match[3], match[2]),
    ),
    _Form(
        re.compile(r"(?<!\w)ngay (\d{1,2}) thang (\d{1,2}),? nam (\d{4})(?!\d)"),
        lambda match, _: calendar_date(match[3], match[2], match[1]),
    ),
)
"""In letters that `fold` makes ASCII, or in figures."""
_OTHER_FORMS = (
    _Form(
        re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]"),
        lambda match, _: calendar_date(*match.groups()),
    ),
    _Form(
        re.compile(rf"{ERAS}\s?(元|\d{{1,3}})\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日"),
        lambda match, _: era_date(*match.groups()),
    ),
    _Form(
        re.compile(r"(?<!\d)(?<![國国和成正治])(1[0-2]\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"),
        lambda match, _: era_date("民國", *match.groups()),
    ),
    _Form(
        re.compile(r"(?<=[\u4e00-\u9fff：: ])(?<![\d,] )(1[0-2]\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d.])"),
        _republic_date,
    ),
    _Form(
        re.compile(
            rf"{_NUMBER} ?(?:من )?{_OTHER_WORD}(?: ?/ ?[^\W\d_]{{2,14}}(?: (?:الأول|الثاني))?)?[,،]? ?"
            rf"(?:ماه |عام |سنة |พ\.ศ\. ?|ค\.ศ\. ?)?{_YEAR}"
        ),
        _other_word,
    ),
    _Form(
        re.compile(r"(?<!\d)(\d{4}) (?:оны )?(\d{1,2}) ?(?:дугаар |дүгээр |-р )?сарын (\d{1,2})(?!\d)"),
        lambda match, _: calendar_date(*match.groups()),
    ),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?\d{4}(?:\d\d)?z?)?")
_BEFORE_VALUE = re.compile(
    r"(?:\(?[^\W\d_]{2,14}(?:-feira)?\.?[,)]? ?)?(?:\d{1,2}:\d{2}(?::\d{2})? ?)?(?:den |le |el )?"
)
_AFTER_VALUE = re.compile(
    r"(?:t\d{1,2}:?\d{2}.*|z|[+-]\d\d:?\d\d"
    r"|[,.;]?(?: ?г\.?| ?года| ?r\.| ?d\.| ?р\.)?"
    r"(?:,? ?(?:at|[-|@]|um|a)? ?\(?\d{1,2}(?:[:.h]\d{2}.*| ?[ap]\.?m\.?.*))?)"
)


def dates_in(line: str, order: DateOrder | None = None) -> Iterator[FoundDate]:
    """Yield the dates of a line by where they begin; impossible dates and those that could be two are left out.

    Args:
        line: Folded by `fold`.
        order: How to read a date with slashes or hyphens that could be two.

    """
    found = [
        FoundDate(match.start(), match.end(), date)
        for form in (_FORMS if line.isascii() else (*_FORMS, *_OTHER_FORMS))
        for match in form.pattern.finditer(line)
        if (date := form.read(match, order))
    ]
    yield from sorted(found)


def find_date(line: str, order: DateOrder | None = None) -> FoundDate | None:
    """The first date of a folded line; see `dates_in`."""
    return next(dates_in(line, order), None)


def parse_calendar_date(value: str, order: DateOrder | None = None) -> dt.date | None:
    """The date that `value` is as a whole, in any year of four digits; None if it is none, impossible, or could be two.

    Known are ISO 8601, RFC 5322, "18 October 2024", "October 18, 2024", "18.10.2024", "2024/10/18", "20241018",
    "2024年10月18日", and months in most languages of Europe and some others. Time and zone are dropped, not converted.

    Args:
        value: A field of metadata, a header, what was typed.
        order: How to read a date with slashes or hyphens that could be two.

    """
    if match := _ISO.fullmatch(value):  # by far the commonest
        return calendar_date(match[1], match[2], match[3])
    if len(value) > 2 * _LONGEST_VALUE:
        return None
    folded = " ".join(fold(value).replace("–", "-").split())
    if len(folded) > _LONGEST_VALUE:
        return None
    if match := _COMPACT.fullmatch(folded):
        return calendar_date(match[1], match[2], match[3])
    found = find_date(folded, order)
    whole = (
        found is not None
        and _BEFORE_VALUE.fullmatch(folded, 0, found.start)
        and _AFTER_VALUE.fullmatch(folded[found.end :].split("(")[0].rstrip())
    )
    return found.date if found and whole else None


def parse_date(value: str, order: DateOrder | None = None) -> dt.date | None:
    """The same for the date of a document: None also where the year is not plausible."""
    date = parse_calendar_date(value, order)
    return date if date and is_plausible(date) else None


def timestamp_date(value: str) -> dt.date | None:
    """The date, in UTC, of seconds or milliseconds since 1970 in decimal digits; None for other values."""
    if not re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", value):
        return None
    whole = value.partition(".")[0]
    seconds = int(whole) / (1000 if len(whole) > 10 else 1)
    date = dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    return date if is_plausible(date) else None
