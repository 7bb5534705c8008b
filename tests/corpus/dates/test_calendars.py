"""Other calendars and numerals."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.text.calendars import persian_date, with_ascii_digits
from corpus.text.dates import parse_date


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        (1357, 11, 22, dt.date(1979, 2, 11)),
        (1368, 3, 14, dt.date(1989, 6, 4)),
        (1399, 12, 30, dt.date(2021, 3, 20)),
        (1400, 1, 1, dt.date(2021, 3, 21)),
        (1401, 6, 31, dt.date(2022, 9, 22)),
        (1403, 1, 1, dt.date(2024, 3, 20)),
        (1400, 12, 30, None),
        (1400, 13, 1, None),
        (1300, 1, 1, None),
    ],
)
def test_persian_dates(year: int, month: int, day: int, date: dt.date | None) -> None:
    """Days that are known in both calendars, leap days, and days that the calendar does not have."""
    assert persian_date(year, month, day) == date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("10 ก.พ. 2565", dt.date(2022, 2, 10)),
        ("29 มีนาคม 2566", dt.date(2023, 3, 29)),
        ("29 March 2566", None),
        ("民國113年3月21日", dt.date(2024, 3, 21)),
        ("113年3月21日", dt.date(2024, 3, 21)),
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("15 مرداد 1400", dt.date(2021, 8, 6)),
        ("4 آب/أغسطس 2021", dt.date(2021, 8, 4)),
        ("18 تشرين الثاني 2022", dt.date(2022, 11, 18)),
        ("15 अगस्त 2022", dt.date(2022, 8, 15)),
        ("12.IV.2019", dt.date(2019, 4, 12)),
        ("3 mai/mei 2021", dt.date(2021, 5, 3)),
        ("mayo 14 de 2021", dt.date(2021, 5, 14)),
        ("7 Meán Fómhair 2023", dt.date(2023, 9, 7)),
    ],
)
def test_values_in_other_calendars_and_languages(value: str, date: dt.date | None) -> None:
    """A year of the Buddhist era is one only beside Thai words."""
    assert parse_date(value) == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二〇年六月一日", "2020年6月1日"),
        ("民國一百一十三年三月廿一日", "民國113年3月21日"),
        ("令和五年十月三十一日", "令和5年10月31日"),
        ("二〇二〇年十十月廿十日，百百年一月一日", "2020年0月0日，0年1月1日"),
        ("۱۴۰۰/۰۵/۱۵", "2021-08-06"),
        ("۲۰۲۳/۰۵/۱۵", "2023/05/15"),
        ("๒๙ มีนาคม ๒๕๖๖", "29 มีนาคม 2566"),
        ("２０２３年 x²", "2023年 x²"),
    ],
)
def test_digits_of_other_scripts(text: str, expected: str) -> None:
    """Superscripts stay, Persian digits may write a year of the common era, and an invalid numeral counts as 0."""
    assert with_ascii_digits(text) == expected
