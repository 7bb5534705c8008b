"""Typing in the search bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


async def test_the_search_bar_completes_what_is_typed(explore: Opener, library: FakeLibrary) -> None:
    """Behind the cursor; → takes it at the end of the query, Tab only a value, and Enter none."""
    async with explore(library) as explorer:
        bar = explorer.screen.widgets.search_bar
        await explorer.type("countr")
        assert "countr" in explorer.lines("#search")
        assert "country:" in explorer.lines("#search")
        await explorer.press("right")
        assert bar.text == "country:"
        assert bar.query_input.has_focus

        bar.put("countr")
        await explorer.settle()
        await explorer.press("tab")
        assert bar.text == "countr"
        assert not bar.query_input.has_focus

        explorer.screen.action_search()
        bar.put("countr")
        await explorer.settle()
        await explorer.press("enter")
        assert bar.text == "countr"
        assert "country:" not in explorer.lines("#search")


async def test_the_end_of_a_long_pasted_query_is_visible(explore: Opener, library: FakeLibrary) -> None:
    """The input scrolls to the cursor, for the first paste too."""
    async with explore(library) as explorer:
        await explorer.type("airspace " * 30 + "grain")

        assert explorer.lines("#search").splitlines()[1].rstrip(" │").endswith("grain")


async def test_slash_types_nothing_into_an_empty_search_bar(explore: Opener, library: FakeLibrary) -> None:
    """Nor over a selected query. Within a query it is a character."""
    async with explore(library) as explorer:
        bar = explorer.screen.widgets.search_bar
        asked = len(library.asked)
        await explorer.press("slash", "slash")
        assert bar.text == ""
        assert len(library.asked) == asked
        await explorer.press("slash", *"grain", "enter", "slash", "slash")
        assert bar.text == "grain"
        assert bar.query_input.selected_text == "grain"
        await explorer.press(*"path:2024", "slash")
        assert bar.text == "path:2024/"
        await explorer.press("home", "slash")

        assert bar.text == "/path:2024/"
