"""Results by year, month and day."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analytics import timeline
from index.library import Library
from index.model.query import Kind, Query
from index.model.step import Step
from tests.index.stories import Shelf, named


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Stories of three years, and one without a date."""
    shelf = Shelf(tmp_path)
    shelf.write(
        named("Ada Lovelace", date="1986-12-30", countries=["IT"]),
        named("Ada Lovelace", "Bob Dylan", date="1987-02-01"),
        named("Bob Dylan", date="1987-02-28", countries=["IT", "CL"]),
        named("Bob Dylan"),
    )
    return shelf.open()


@pytest.mark.parametrize(
    ("step", "first", "last", "counts"),
    [
        (Step.YEAR, "1986", "1987", [1, 2]),
        (Step.MONTH, "1986-12", "1987-02", [1, 0, 2]),
        (Step.DAY, "1986-12-30", "1987-02-28", [1, *[0] * 32, 1, *[0] * 26, 1]),
    ],
)
def test_periods_have_no_gaps(library: Library, step: Step, first: str, last: str, counts: list[int]) -> None:
    """From the first to the last that has documents; a search for each finds as many."""
    found = library.analytics.timeline(Query(), step)

    assert [period.documents for period in found.periods] == counts
    assert (found.periods[0].key, found.periods[-1].key) == (first, last)
    assert (found.total, found.undated) == (4, 1)
    for period in found.periods[:1] + found.periods[-1:]:
        assert library.search(Query(f"date:{period.key}")).total == period.documents
        assert period.start.isoformat().startswith(period.key)


def test_series_count_the_most_frequent_names(library: Library) -> None:
    """In the order of the facets of the dated results."""
    found = library.analytics.timeline(Query(), Step.MONTH, Kind.PERSON)
    one = library.analytics.timeline(Query("country:IT"), Step.YEAR, Kind.COUNTRY, limit=1)

    assert {each.facet.label: each.documents for each in found.series} == {
        "Ada Lovelace": (1, 0, 1), "Bob Dylan": (0, 0, 2),
    }  # fmt: skip
    assert [(each.facet.label, each.documents) for each in one.series] == [("Italy", (1, 1))]


def test_no_dates_make_no_periods(library: Library) -> None:
    """Nor do no results."""
    for text in ("-has:date", "zeppelin"):
        found = library.analytics.timeline(Query(text), Step.DAY, Kind.PERSON)
        assert (found.periods, found.series, found.undated) == ((), (), found.total)


def test_empty_periods_are_left_out_of_a_very_long_timeline(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that one wrong date does not make a million bars."""
    monkeypatch.setattr(timeline, "_MOST_PERIODS", 10)
    found = library.analytics.timeline(Query(), Step.DAY, Kind.PERSON)

    assert [period.key for period in found.periods] == ["1986-12-30", "1987-02-01", "1987-02-28"]
    assert {each.facet.label: each.documents for each in found.series} == {
        "Ada Lovelace": (1, 1, 0), "Bob Dylan": (0, 1, 1),
    }  # fmt: skip
