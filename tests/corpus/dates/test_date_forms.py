"""Forms of dates in values, lines, datelines and paths."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.date_order import date_order, language_order
from corpus.text.datelines import find_dateline
from corpus.text.dates import (
    FIRST_YEAR,
    DateOrder,
    is_plausible,
    latest_year,
    parse_calendar_date,
    parse_date,
    timestamp_date,
)
from corpus.text.path_dates import date_from_path
from corpus.text.stated_dates import date_line, stated_date

TABLE = yaml.safe_load((Path(__file__).parents[2] / "data" / "dates" / "forms.yaml").read_text(encoding="utf-8"))
DATES = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(latest_year(), 12, 31))
NEARLY_DATES = st.text(alphabet="0123456789-/. :TZ,octmayOCT—()\n", max_size=40)


@pytest.mark.parametrize(("value", "date"), TABLE["values"])
def test_values_are_parsed(value: str, date: dt.date | None) -> None:
    """None if the date is impossible, implausible or ambiguous."""
    assert parse_date(value) == date


def test_a_query_may_name_any_year() -> None:
    """A range of dates may end long after the last document."""
    assert parse_calendar_date("31 December 2999") == dt.date(2999, 12, 31)
    assert parse_date("31 December 2999") is None


def test_an_order_decides_between_day_and_month() -> None:
    """04/03/2025 is read only where the order is known."""
    assert parse_date("04/03/2025", DateOrder.DAY_FIRST) == dt.date(2025, 3, 4)
    assert parse_date("04/03/2025", DateOrder.MONTH_FIRST) == dt.date(2025, 4, 3)
    assert parse_date("18/03/2025", DateOrder.MONTH_FIRST) == dt.date(2025, 3, 18)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["Closes on 18/10/2024."], DateOrder.DAY_FIRST),
        (["Closes on 10/18/2024."], DateOrder.MONTH_FIRST),
        (["Posted March 4, 2025"], DateOrder.DAY_FIRST),
        (["Posted April 3, 2025"], DateOrder.MONTH_FIRST),
        (["18/10/2024", "10/18/2024"], None),
        (["05/06/2025"], None),
    ],
)
def test_other_dates_decide_the_order(texts: list[str], order: DateOrder | None) -> None:
    """A date that can be read in one way only, or the same date in words; contradictions decide nothing."""
    assert date_order(texts, "04/03/2025") == order


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en-US", DateOrder.MONTH_FIRST),
        ("en_GB", DateOrder.DAY_FIRST),
        ("fr", DateOrder.DAY_FIRST),
        ("en", None),
        ("", None),
    ],
)
def test_a_language_decides_the_order(language: str, order: DateOrder | None) -> None:
    """English without a country decides nothing."""
    assert language_order(language) == order


def test_seconds_and_milliseconds_are_dates() -> None:
    """As databases store them; other numbers are none."""
    assert timestamp_date("1741082400") == timestamp_date("1741082400000") == dt.date(2025, 3, 4)
    assert timestamp_date("20250304") is None
    assert timestamp_date("9999999999999") is None


@pytest.mark.parametrize("value", ["2024‑10‑18", "18‐10‐2024", "18–10–2024"])
def test_typographic_hyphens(value: str) -> None:
    """Word processors put them into dates."""
    assert parse_date(value) == dt.date(2024, 10, 18)


@pytest.mark.parametrize(("text", "date", "rest"), TABLE["lines"])
def test_a_date_line_is_removed_from_the_text(text: str, date: dt.date | None, rest: str) -> None:
    """A first line with the word "date" gives the date and what follows it."""
    assert date_line(text) == (None if date is None else (date, rest))


@pytest.mark.parametrize(("text", "date"), TABLE["datelines"])
def test_datelines_with_a_year_give_a_date(text: str, date: dt.date | None) -> None:
    """Others do not."""
    assert stated_date(text) == date


@pytest.mark.parametrize(("path", "date"), TABLE["names"])
def test_paths_give_a_date(path: str, date: dt.date | None) -> None:
    """The file name has precedence over the folders."""
    assert date_from_path(path) == date


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("PARIS, France, 3 March — The minister spoke.", "PARIS, France, 3 March —"),
        ("VILNIUS, Lithuania (AP) - The minister spoke.", "VILNIUS, Lithuania (AP) -"),
        ("WASHINGTON, D.C. — The minister spoke.", "WASHINGTON, D.C. —"),
        ("Paris (AFP) – The minister spoke.", "Paris (AFP) –"),
        ("A headline\n\nKUWAIT, March 3 - The minister spoke.", "KUWAIT, March 3 -"),
        ("LYON, TN, May 7, 2025 /24-7PressRelease/ -- It is mended.", "LYON, TN, May 7, 2025 /24-7PressRelease/ --"),
        ("4 March 2025, Rome - The teams left.", "4 March 2025, Rome -"),
        ("(Nairobi, July 10, 2024) – The police said", "(Nairobi, July 10, 2024) –"),
    ],
)
def test_the_whole_dateline_is_found(text: str, dateline: str) -> None:
    """Place, date and agency, up to the dash."""
    found = find_dateline(text)
    assert found is not None
    assert text[found.start : found.end] == dateline


@pytest.mark.parametrize("text", ["The minister - a man of peace - spoke.", "He said (twice) - and left.", "a — b"])
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    """A sentence with a dash in it is no dateline."""
    assert find_dateline(text) is None


@given(DATES)
def test_every_date_is_read_back(date: dt.date) -> None:
    """A date in any of the usual forms is parsed as that date."""
    month = date.strftime("%B")
    forms = (
        date.isoformat(),
        f"{date:%Y%m%d}",
        f"{date.day} {month} {date.year}",
        f"{month} {date.day}, {date.year}",
        f"{date.day}.{date.month}.{date.year}",
        f"{date:%a, %d %b %Y} 10:00:00 +0000",
    )
    for form in forms:
        assert parse_date(form) == date
    assert date_from_path(f"{date.isoformat()}-talks.txt") == date
    assert date_line(f"date {date.isoformat()} Headline\nBody") == (date, "Headline\nBody")
    assert stated_date(f"VILNIUS, {forms[2]} — The minister spoke.") == date


@given(st.text() | NEARLY_DATES)
def test_any_text_gives_a_plausible_date_or_none(text: str) -> None:
    """No text gives a date outside the plausible years."""
    line = date_line(text)
    for date in (parse_date(text), stated_date(text), date_from_path(text), line and line[0]):
        assert date is None or is_plausible(date)


@given(st.text() | NEARLY_DATES)
def test_a_dateline_lies_in_the_text(text: str) -> None:
    """Its offsets are within the text, and the place is part of it."""
    found = find_dateline(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.place in text[found.start : found.end]
