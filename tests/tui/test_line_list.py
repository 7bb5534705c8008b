"""Scrolling of lists whose length changes, and of long queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.model.query import Facet, Kind

if TYPE_CHECKING:
    from corpus.model.document import Document
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


async def test_the_scrollbar_appears_with_many_rows_and_disappears_with_few(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document]
) -> None:
    """It has the right size, and a shortened list scrolls to its rows."""
    for number in range(100, 140):
        library.documents.append(new_document(number, f"Airspace report {number}", "Talks on airspace."))
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        await explorer.type("airspace")
        assert results.show_vertical_scrollbar
        assert results.vertical_scrollbar.window_virtual_size == results.count * results.row_height
        few = results.count
        await explorer.press("enter", "G")
        assert results.scroll_y == results.max_scroll_y > 0
        await explorer.press("slash")
        await explorer.type("grain")
        assert 0 < results.count < few
        assert not results.show_vertical_scrollbar
        assert results.scroll_y == 0
        await explorer.press("ctrl+u")
        await explorer.type("airspace")
        assert results.show_vertical_scrollbar
        assert results.vertical_scrollbar.window_virtual_size == few * results.row_height


async def test_filtered_names_are_visible_after_scrolling(explore: Opener, library: FakeLibrary) -> None:
    """The remaining rows are at the top; the scrollbar returns with all rows."""
    async with explore(library, size=(160, 20)) as explorer:
        countries = explorer.screen.widgets.countries.list
        assert countries.show_vertical_scrollbar
        countries.focus()
        await explorer.press("G")
        assert countries.scroll_y > 0
        await explorer.press("f", "j", "a", "p")
        assert "Japan" in explorer.lines("#countries")
        assert not countries.show_vertical_scrollbar
        await explorer.press("escape")
        assert countries.show_vertical_scrollbar
        assert countries.vertical_scrollbar.window_virtual_size == countries.count


async def test_the_end_of_a_long_query_stays_visible(explore: Opener, library: FakeLibrary) -> None:
    """While typing and while deleting."""
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.type("airspace " * 15)
        await explorer.press(*"grain", "space", *"trade")
        assert explorer.lines("#query").rstrip().endswith("grain trade")
        await explorer.press(*(["backspace"] * 6))
        assert explorer.lines("#query").rstrip().endswith("airspace grain")
        line = explorer.screen.widgets.search_bar.query_input
        assert line.scroll_x == line.max_scroll_x > 0
        await explorer.press("ctrl+u")
        await explorer.type("fish")
        assert explorer.lines("#query").strip() == "fish"


async def test_deleting_the_end_of_a_query_scrolls_back(explore: Opener, library: FakeLibrary) -> None:
    """So that there is no empty space after the query."""
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.type("unfound " * 14)
        line = explorer.screen.widgets.search_bar.query_input
        await explorer.press("home", "end")
        line.cursor_position -= 60
        await explorer.press("ctrl+k")
        assert len(line.value) == 14 * 8 - 60
        assert explorer.lines("#query").strip() == line.value.strip()


async def test_a_shortened_list_fills_the_pane(explore: Opener, library: FakeLibrary) -> None:
    """The cursor keeps its row, and the last row is at the bottom."""
    facets = [Facet(Kind.PERSON, f"p{number}", f"Person {number}", 100 - number) for number in range(100)]
    async with explore(library) as explorer:
        people = explorer.screen.widgets.people.list
        people.focus()
        people.show(facets, {}, keep=True)
        height = people.scrollable_content_region.height
        people.cursor = 90
        await explorer.press(*["up"] * (height - 2))
        cursor = people.cursor
        assert people.scroll_y > 0
        people.show(facets[: cursor + 2], {}, keep=True)
        await explorer.settle()

        assert people.cursor == cursor
        assert f"Person {cursor + 1}" in explorer.lines("#people").splitlines()[-2]


@pytest.mark.parametrize("keep_place", [False, True])
async def test_other_facets_are_shown_from_the_top_unless_the_cursor_was_moved(
    explore: Opener, library: FakeLibrary, keep_place: bool
) -> None:
    """An untouched cursor does not follow its facet."""
    facets = [Facet(Kind.PERSON, f"p{number}", f"Person {number}", 100 - number) for number in range(100)]
    others = [*facets[1:90], facets[0]]
    async with explore(library) as explorer:
        people = explorer.screen.widgets.people
        people.show(facets, {}, keep_place=False)
        people.show(others, {}, keep_place=keep_place)
        assert (people.list.cursor, people.list.scroll_y) == (0, 0)
        people.list.cursor = 70
        people.show(facets, {}, keep_place=keep_place)
        assert people.list.cursor == (71 if keep_place else 0)
        people.list.focus()
        await explorer.settle()
        people.list.cursor = 70
        people.show(others, {}, keep_place=keep_place)

        assert people.list.cursor == 69


async def test_the_cursor_stays_visible_while_a_key_is_held(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document], tmp_path: Path
) -> None:
    """Also at the next launch, before the list has a scrollbar."""
    for number in range(100, 240):
        library.documents.append(new_document(number, f"Airspace report {number}", "Talks on airspace."))
    session = tmp_path / "session.json"
    async with explore(library, size=(160, 24), session_file=session) as explorer:
        results = explorer.screen.widgets.results
        assert "140" not in explorer.lines("#results").splitlines()[0]
        await explorer.press("down", *["j"] * 16)
        assert results.cursor == 16
        top = 16 * results.row_height
        assert results.scroll_y > 0
        assert results.scroll_y <= top <= results.scroll_y + results.size.height - results.row_height
        await explorer.press("home", "end")
        assert "Airspace report 239" in explorer.lines("#results")
        explorer.screen.navigation.save()
    async with explore(library, session_file=session) as explorer:
        assert explorer.screen.widgets.results.cursor == 151
        assert "Airspace report 239" in explorer.lines("#results")


_HEADLINE = "Ministers of thirty-one countries meet in Vilnius on the protection of airspace and borders"


async def test_titles_are_whole_at_every_width(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document]
) -> None:
    """In one line beside the date where there is room, else in several, with date if it fits; the top row stays."""
    for number in range(100, 130):
        title = {114: "Short", 113: _HEADLINE[:60].strip()}.get(number, f"{_HEADLINE} {number}")
        library.documents.append(new_document(number, title, "Talks on airspace."))
    async with explore(library, size=(120, 36)) as explorer:
        results = explorer.screen.widgets.results
        await explorer.type("talks airspace")
        await explorer.press("enter", *["j"] * 15)
        assert f"{_HEADLINE} 115" in _joined(explorer)
        assert "no date Short Talks on airspace." in _joined(explorer)
        assert f"no date {_HEADLINE[:60].strip()}" in _joined(explorer)
        assert results.row_height == 3

        await explorer.press("z")
        assert results.row_height == 2
        assert any(f"no date    {_HEADLINE} 115" in line for line in explorer.lines("#results").splitlines())
        assert results.cursor in results.shown_rows

        await explorer.press("z")
        for size in ((80, 24), (40, 20)):
            await explorer.pilot.resize_terminal(*size)
            await explorer.settle()
            assert results.row_height == 3
            assert f"{_HEADLINE} 115" in _joined(explorer)


def _joined(explorer: Explorer) -> str:
    """Return the rows of the results as one line, without border, cursor and scrollbar."""
    return " ".join(line.strip(" ▌│•▁▂▃▄▅▆▇") for line in explorer.lines("#results").splitlines())
