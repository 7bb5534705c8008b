"""The switch between all-of and any-of in the explorer."""

from __future__ import annotations

from index.model.query import Filter, Kind
from tests.tui.conftest import Opener
from tests.tui.fake_library import FakeLibrary


async def test_countries_are_switched_between_all_of_and_any_of(explore: Opener, library: FakeLibrary) -> None:
    """In their list, or from anywhere; the active filters say which."""
    async with explore(library) as explorer:
        await explorer.press("down", "ampersand")
        assert any("Filter by a person or country first" in notice.message for notice in explorer.app._notifications)
        await explorer.press("c", "space", "ampersand")
        assert "any of: Lithuania ×" in explorer.lines("#filters")
        explorer.screen.search.toggle_filter(Filter(Kind.COUNTRY, "JP"))
        await explorer.settle()
        assert "any of: Lithuania ×    ✓ or Japan ×" in explorer.lines("#filters")
        assert "7 documents" in explorer.lines("#results")
        await explorer.press("escape", "ampersand")
        assert "any of" not in explorer.lines("#filters")
        assert "No results" in explorer.lines("#results")
        await explorer.press("ampersand", "u")

        assert not explorer.screen.search.query.any_of
