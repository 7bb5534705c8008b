"""The columns and labels of the timeline: without the explorer."""

from __future__ import annotations

from index.model.query import Facet, Kind
from index.model.step import Step
from tui.state.time_axis import Column, Span, columns, finer, joined, labels, overlaps, without_gaps


def years(first: int, *documents: int) -> list[Facet]:
    """Successive years with these numbers of documents."""
    return [Facet(Kind.YEAR, str(year), str(year), count) for year, count in enumerate(documents, first)]


def test_columns_are_grouped_at_round_numbers() -> None:
    """As few periods in each as fit."""
    found = columns(years(1947, *[1] * 20), 20)
    assert (len(found), found[0].label, found[-1].label) == (20, "1947", "1966")
    found = columns(years(1947, *range(1, 21)), 10)
    assert [part.label for part in found][:2] == ["1947–1949", "1950–1954"]
    assert [part.documents for part in found] == [6, 30, 55, 80, 39]
    assert [part.label for part in columns(years(1947, *[1] * 20), 3)] == ["1947–1949", "1950–1959", "1960–1966"]
    assert [part.label for part in columns(years(1947, *[1] * 20), 0)] == ["1947–1966"]
    assert columns([], 9) == []


def test_steps_and_periods() -> None:
    """Spans of a larger step are filled; years without documents count none."""
    assert [finer(step) for step in (Step.YEAR, Step.MONTH, Step.DAY)] == [Step.MONTH, Step.DAY, None]
    months = without_gaps([Facet(Kind.YEAR, "2024-02", "2024-02", 5)], Span("2023", "2024"), Step.MONTH)
    assert (len(months), months[0].key, months[-1].key) == (24, "2023-01", "2024-12")
    assert [(each.key, each.documents) for each in months if each.documents] == [("2024-02", 5)]
    days = without_gaps([], Span("2024", "2024-02"), Step.DAY)
    assert (len(days), days[0].key, days[-1].key) == (60, "2024-01-01", "2024-02-29")
    assert [each.key for each in without_gaps([], Span("2023-12-31", "2024-01-01"), Step.DAY)] == [
        "2023-12-31",
        "2024-01-01",
    ]
    assert len(without_gaps([], Span("2023", "2023"), Step.DAY)) == 365
    assert [each.key for each in without_gaps([], Span("0998", "1001"), Step.YEAR)] == ["0998", "0999", "1000", "1001"]


def test_an_axis_grows_to_what_was_found() -> None:
    """At both ends, and stays as it is where nothing was."""
    shown = Span("2001", "2003")
    assert [each.key for each in joined(shown, years(2000, 1, 0, 0, 0, 2))] == ["2000", "2001", "2002", "2003", "2004"]
    assert [each.key for each in joined(shown, years(2002, 4))] == ["2001", "2002", "2003"]
    assert [(each.key, each.documents) for each in joined(shown, [])] == [("2001", 0), ("2002", 0), ("2003", 0)]
    assert overlaps(Span("2001", "2002"), Span("2002-12", "2003-01"))
    assert not overlaps(Span("2001", "2001"), Span("2002-01-01", "2003-01-01"))


def test_labels_need_their_room() -> None:
    """Two cells between them; the first period alone where that is all that fits, or none."""
    parts = [Column(str(year), str(year), 1) for year in (2000, 2001, 2002)]
    for edges, width, expected in (
        ([0, 6, 12], 16, ["2000", "2001", "2002"]),
        ([0, 6, 12], 15, ["2000", "2001"]),
        ([0, 5, 10], 16, ["2000", "2002"]),
        ([0, 1, 2], 5, ["2000"]),
        ([0, 1, 2], 3, []),
    ):
        assert [label.text for label in labels(parts, edges, width, Step.YEAR)] == expected
    odd = [Column("2001", "2003", 1)]
    assert [label.text for label in labels(odd, [0], 9, Step.YEAR)] == ["2001"]
    assert labels([], [], 9, Step.YEAR) == []
