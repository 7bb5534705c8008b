"""Days in other calendars and numerals: of Persia, Thailand and Taiwan, of Japanese eras, and in Chinese numerals.

Dates of the Islamic lunar calendar are not converted: the day on which a month begins differs between countries.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
"""The year before the first of each era."""
ERAS = rf"(?:中華|中华)?({'|'.join(_ERA_STARTS)})"
_BUDDHIST_YEARS = 543
_BUDDHIST_ERA = range(2443, 2700)
_PERSIAN_YEARS = range(1343, 1421)
"""The years for which the rule of leap years below holds: 1964 to 2042."""
_PERSIAN_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_PERSIAN_EPOCH = 1399, dt.date(2020, 3, 20)
"""A year and its first day."""
_THAI = re.compile("[\u0e01-\u0e4e]")
_OTHER_DIGIT = re.compile(r"[^\W_a-zA-Z](?<=\d)(?<![0-9])")
_PERSIAN_DIGITS = re.compile(r"(?<!\d)([۰-۹]{4})[/-]([۰-۹]{1,2})[/-]([۰-۹]{1,2})(?!\d)")
_HAN = "元〇○零一二三四五六七八九十廿卅"
_HAN_DATE = re.compile(rf"([{_HAN}百]{{1,5}})年([{_HAN}]{{1,3}})月([{_HAN}]{{1,3}})[日號号]")
_HAN_DIGITS = {**{digit: number for number, digit in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "元": 1}


def calendar_date(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    """The date, if the calendar has it."""
    try:
        return dt.date(int(year), int(month), int(day))
    except (ValueError, OverflowError):  # a number that no date has room for
        return None


def era_date(era: str, year: str, month: str, day: str) -> dt.date | None:
    """The date of a year of a Japanese era or of the Republic of China; `元` is the first year."""
    return calendar_date(_ERA_STARTS[era] + (1 if year == "元" else int(year)), month, day)


def common_year(year: str, around: str) -> int:
    """The year of the common era: a year of the Buddhist era is converted where Thai letters stand around it."""
    number = int(year)
    return number - _BUDDHIST_YEARS if number in _BUDDHIST_ERA and _THAI.search(around) else number


def persian_date(year: int, month: int, day: int) -> dt.date | None:
    """The date of the Solar Hijri calendar of Iran and Afghanistan; None outside of the years 1343 to 1420."""
    longest = 31 if month <= 6 else 30 if month < 12 or _is_persian_leap_year(year) else 29
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12 or not 1 <= day <= longest:
        return None
    known, start = _PERSIAN_EPOCH
    years = range(known, year) if year >= known else range(year, known)
    days = sum(366 if _is_persian_leap_year(each) else 365 for each in years)
    day_of_year = (month - 1) * 30 + min(month - 1, 6) + day - 1
    return start + dt.timedelta(days=(days if year >= known else -days) + day_of_year)


def _is_persian_leap_year(year: int) -> bool:
    return year % 33 in _PERSIAN_LEAP_YEARS


def with_ascii_digits(text: str) -> str:
    """The text with the digits of all scripts as ASCII, and with dates in Chinese numerals and Persian dates in
    figures rewritten. Its length may change.
    """
    if text.isascii():
        return text
    text = _HAN_DATE.sub(lambda match: "{}年{}月{}日".format(*map(_han_number, match.groups())), text)
    text = _PERSIAN_DIGITS.sub(_in_common_calendar, text)
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def _in_common_calendar(match: re.Match[str]) -> str:
    """A date in Persian digits; one that is no Persian date stays."""
    date = persian_date(*map(int, match.groups()))
    return date.isoformat() if date else match[0]


def _han_number(numeral: str) -> str:
    """A number of at most three places in words, or of digits in a row: 三十一, 一百一十三, 二〇二〇."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if not set(numeral) & set("十百"):
        return "".join(str(_HAN_DIGITS[digit]) for digit in numeral)
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = _digit(hundreds) * 100 + (_digit(tens, 1) * 10 if ten else 0) + _digit(ones)
    return str(total)


def _digit(numeral: str, default: int = 0) -> int:
    """The value of the last digit of a numeral, or the default for an empty one; 0 for what is no numeral: 十十."""
    return _HAN_DIGITS.get(numeral[-1], 0) if numeral else default
