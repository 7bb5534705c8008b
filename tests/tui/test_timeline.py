"""The timeline: its axis, its labels, drilling into months and days, and selecting ranges."""

from __future__ import annotations

import pytest

from index.model.query import Facet, Filter, Kind
from index.model.step import Step
from tests.tui.conftest import Opener
from tests.tui.fake_library import FakeLibrary
from tui.state.time_axis import Span, columns, joined, labels, overlaps, without_gaps


def axis(span: Span, step: Step, width: int) -> list[str]:
    """The labels under the periods of a span."""
    parts = columns(without_gaps((), span, step), width, step)
    edges = [width * number // len(parts) for number in range(len(parts) + 1)]
    return [label.text for label in labels(parts, edges, width, step)]


@pytest.mark.parametrize(
    ("span", "step", "width", "expected"),
    [
        (Span("2019", "2024"), Step.YEAR, 60, ["2019", "2020", "2021", "2022", "2023", "2024"]),
        (Span("1947", "2024"), Step.YEAR, 78, ["1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (Span("1947", "2024"), Step.YEAR, 30, ["1960", "1980", "2000"]),
        (Span("2024", "2024"), Step.MONTH, 72, ["2024", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                                                "Nov", "Dec"]),
        (Span("2024", "2024"), Step.MONTH, 24, ["2024", "Apr", "Jul", "Oct"]),
        (Span("2020", "2024"), Step.MONTH, 30, ["2020", "2021", "2022", "2023", "2024"]),
        (Span("2024-02", "2024-02"), Step.DAY, 60, ["Feb", "5", "10", "15", "20", "25"]),
        (Span("2024-02", "2024-03"), Step.DAY, 60, ["Feb", "10", "20", "Mar", "10", "20"]),
    ],
)  # fmt: skip
def test_labels_are_at_regular_distances(span: Span, step: Step, width: int, expected: list[str]) -> None:
    """At round years, at months that divide the year, at the same days of each month."""
    assert axis(span, step, width) == expected


def test_columns_begin_at_round_numbers_and_lose_no_document() -> None:
    """Of years that do not fit, and of months and days."""
    years = [Facet(Kind.YEAR, str(year), str(year), 1) for year in range(1947, 2025)]
    parts = columns(years, 20)
    assert [part.label for part in parts][:2] == ["1947–1949", "1950–1954"]
    assert sum(part.documents for part in parts) == len(years)
    for step in Step:
        for width in (1, 7, 40):
            periods = without_gaps((), Span("2023", "2024"), step)
            found = columns(periods, width, step)
            assert len(found) <= max(width, 1)
            assert (found[0].first, found[-1].last) == (periods[0].key, periods[-1].key)


def test_spans_of_different_steps_overlap() -> None:
    """A filter for a month is shown in its year, and the other way around."""
    assert overlaps(Span("2024-03", "2024-05"), Span("2024", "2024"))
    assert overlaps(Span("2023", "2024"), Span("2024-10-18", "2024-10-18"))
    assert not overlaps(Span("2024-03", "2024-05"), Span("2024-06", "2024-06"))
    assert [each.key for each in joined(Span("2022", "2023"), without_gaps((), Span("2021", "2021"), Step.YEAR))] == [
        "2021",
        "2022",
        "2023",
    ]


async def test_years_are_drilled_to_months_and_days(explore: Opener, library: FakeLibrary) -> None:
    """Down and up; each selection is a filter, and the levels follow the results."""
    async with explore(library) as explorer:
        await explorer.press("down", "t")
        assert " 2024: 3 documents " in explorer.lines("#years")
        await explorer.press("p")
        assert " 2024: 3 documents " not in explorer.lines("#years")
        await explorer.press("t", "down")
        shown = explorer.lines("#years")
        assert "Months of 2024 · ↑ back" in shown
        assert " 2024-03: 1 document " in shown
        await explorer.press("end")
        assert " 2024-12: 0 documents " in explorer.lines("#years")
        await explorer.press("left", "left", "shift+left", "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2024-09..2024-10"),)
        assert "2 documents" in explorer.lines("#results")
        assert "in 2024-09–2024-10" in explorer.lines("#filters")
        await explorer.press("right", "down")
        assert "Days of 2024-10 · ↑ back" in explorer.lines("#years")
        await explorer.press("down")
        assert any("nothing shorter than days" in notice.message for notice in explorer.app._notifications)
        await explorer.press("end", *["left"] * 13, "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2024-10-18"),)
        assert "1 document" in explorer.lines("#results")
        await explorer.press("up", "up", "up")
        assert "2020" in explorer.lines("#years")


async def test_all_years_are_shown_again_once_the_filter_is_cleared(explore: Opener, library: FakeLibrary) -> None:
    """The months belonged to the filter; while the user is in the timeline, they stay."""
    async with explore(library) as explorer:
        await explorer.press("down", "t", "down", "end", "left", "left", "enter")
        assert "Months of 2024" in explorer.lines("#years")
        await explorer.press("enter")
        assert "Months of 2024" in explorer.lines("#years")
        await explorer.press("enter", "escape", "u")
        assert not explorer.screen.search.query.filters
        assert "Months" not in explorer.lines("#years")
        assert "2020" in explorer.lines("#years")


async def test_the_axis_stays_while_typing_and_goes_without_dates(explore: Opener, library: FakeLibrary) -> None:
    """One year takes one line; results without dates take none, and t says why nothing happens."""
    async with explore(library) as explorer:
        await explorer.type("grain")
        assert "2020" in explorer.lines("#years")
        await explorer.press("enter")
        assert explorer.lines("#years") == "  All in 2022: 1 document"
        await explorer.press("slash")
        await explorer.type("memorandum")
        assert "2022" in explorer.lines("#years")
        await explorer.press("enter")
        assert not explorer.screen.query_one("#years").display
        await explorer.press("t")
        assert explorer.screen.widgets.results.has_focus
        assert any("No timeline" in notice.message for notice in explorer.app._notifications)


async def test_a_range_is_dragged(explore: Opener, library: FakeLibrary) -> None:
    """From one column to another; a click chooses one."""
    async with explore(library) as explorer:
        chart = explorer.screen.query_one("#years")
        middle = chart.size.width // 2 + 2
        await explorer.pilot.mouse_down(chart, offset=(middle - 12, 2))
        await explorer.pilot.hover(chart, offset=(middle + 4, 2))
        await explorer.pilot.mouse_up(chart, offset=(middle + 4, 2))
        await explorer.settle()
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2021..2023"),)
        await explorer.pilot.click(chart, offset=(middle, 2))
        await explorer.settle()
        assert len(explorer.screen.search.query.filters[0].key) == 4
