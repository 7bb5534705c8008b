"""Date values of queries, relative to a fixed day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.date_range import bounded_range, date_range, may_become_date, year_range

TODAY = dt.date(2024, 3, 31)  # a Sunday


def days(first: str, last: str) -> tuple[dt.date | None, dt.date | None]:
    """Two days from ISO dates; "" for none."""
    return (dt.date.fromisoformat(first) if first else None), (dt.date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-10", "2024-10-01", "2024-10-31"),
        ("10/2024", "2024-10-01", "2024-10-31"),
        ("10.2024", "2024-10-01", "2024-10-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("18.10.2024", "2024-10-18", "2024-10-18"),
        ("1.2.2024", "2024-02-01", "2024-02-01"),
        ("18 October 2024", "2024-10-18", "2024-10-18"),
        ("June 2024", "2024-06-01", "2024-06-30"),
        ("june, 2024", "2024-06-01", "2024-06-30"),
        ("Sept. 2024", "2024-09-01", "2024-09-30"),
        ("2024 juin", "2024-06-01", "2024-06-30"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("1990's", "1990-01-01", "1999-12-31"),
        ("1980s..1990s", "1980-01-01", "1999-12-31"),
        ("2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("..2024", "", "2024-12-31"),
        ("2024-06..", "2024-06-01", ""),
        ("2024-06..2024", "2024-06-01", "2024-12-31"),
        (">2024", "2025-01-01", ""),
        (">=2024", "2024-01-01", ""),
        ("<1990s", "", "1989-12-31"),
        ("<=June 2024", "", "2024-06-30"),
        ("today", "2024-03-31", "2024-03-31"),
        ("Yesterday", "2024-03-30", "2024-03-30"),
        ("-7d", "2024-03-24", "2024-03-31"),
        ("-2w", "2024-03-17", "2024-03-31"),
        ("-1m", "2024-02-29", "2024-03-31"),
        ("-1y", "2023-03-31", "2024-03-31"),
        ("-99999y", "0001-01-01", "2024-03-31"),
        ("-99999d..today", "1750-06-17", "2024-03-31"),
        ("last week", "2024-03-18", "2024-03-24"),
        ("this week", "2024-03-25", "2024-03-31"),
        ("past week", "2024-03-24", "2024-03-31"),
        ("last month", "2024-02-01", "2024-02-29"),
        ("this month", "2024-03-01", "2024-03-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last 3 months", "2023-12-31", "2024-03-31"),
        ("-1m..yesterday", "2024-02-29", "2024-03-30"),
        (">yesterday", "2024-03-31", ""),
    ],
)
def test_date_values(text: str, first: str, last: str) -> None:
    """Days, months, years, decades, ranges, and days relative to today."""
    found = date_range(text, TODAY)

    assert found is not None
    assert found[:2] == days(first, last)
    assert not found.reversed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "soon",
        "199?",
        "202",
        "32.1.2024",
        "2024-13",
        "03/04/2024",
        "June",
        "-7",
        ">",
        "0000",
        "a..b",
        "2024..b",
    ],
)
def test_what_is_not_a_date(text: str) -> None:
    """Or could be two."""
    assert date_range(text, TODAY) is None


@pytest.mark.parametrize(
    ("low", "high", "brackets", "first", "last"),
    [
        ("1991", "1995", "[]", "1991-01-01", "1995-12-31"),
        ("1991", "1995", "{}", "1992-01-01", "1994-12-31"),
        ("1991", "1995", "{]", "1992-01-01", "1995-12-31"),
        ("1991", "1995", "[}", "1991-01-01", "1994-12-31"),
        ("1995", "1991", "[}", "1992-01-01", "1995-12-31"),
        ("1991", "", "{}", "1992-01-01", ""),
        ("", "2024-03-04", "{}", "", "2024-03-03"),
        ("1991", "1991", "{}", "1992-01-01", "1990-12-31"),
    ],
)
def test_curly_brackets_exclude_the_ends(low: str, high: str, brackets: str, first: str, last: str) -> None:
    """Each bracket its own end, also where the ends are swapped; nothing is left of a single year."""
    found = bounded_range(low, high, TODAY, low_open=brackets[0] == "{", high_open=brackets[1] == "}")

    assert found is not None
    assert found[:2] == days(first, last)
    assert found.reversed == (low > high > "")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1991", True), ("1990s", True), ("1990..1995", True), (">=1990", True), ("..1995", True),
        ("1991-02", False), ("today", False), ("91", False),
    ],
)  # fmt: skip
def test_years(text: str, known: bool) -> None:
    """Years, decades and ranges of them; no months and days."""
    assert (year_range(text, TODAY) is not None) == known


@given(
    st.dates(dt.date(1000, 1, 1)), st.integers(0, 12),
    st.sampled_from(("%Y-%m-%d", "%d.%m.%Y", "%Y-%m", "%Y", "%d %B %Y", "%B %Y", "%Y..2024", "2024..%Y")),
)  # fmt: skip
def test_every_beginning_of_a_date_may_become_one(day: dt.date, end: int, form: str) -> None:
    """Or is one already."""
    begun = day.strftime(form)[:end]

    assert date_range(begun, TODAY, typing=True) or may_become_date(begun)


@pytest.mark.parametrize(
    "whole", ["today", "yesterday", "last month", "this week", "past year", "-14d", "last 3 weeks", "1990s"]
)
def test_every_beginning_of_a_relative_date_may_become_one(whole: str) -> None:
    """In any case."""
    for end in range(len(whole)):
        for begun in (whole[:end], whole[:end].upper()):
            assert date_range(begun, TODAY, typing=True) or may_become_date(begun)
