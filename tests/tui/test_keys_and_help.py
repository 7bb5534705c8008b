"""Jump mode, and the search in the help."""

from __future__ import annotations

from tests.tui.conftest import Opener
from tests.tui.fake_library import FakeLibrary


async def test_a_letter_goes_to_its_pane(explore: Opener, library: FakeLibrary) -> None:
    """Each visible pane has one; any other key changes nothing."""
    async with explore(library) as explorer:
        widgets = explorer.screen.widgets
        await explorer.press("down", "semicolon")
        shown = explorer.lines()
        assert all(f" {letter} " in shown for letter in "spcrdt")
        await explorer.press("c")
        assert widgets.countries.list.has_focus
        await explorer.press("semicolon", "d")
        assert widgets.reader.text.has_focus
        await explorer.press("semicolon", "f")
        assert widgets.reader.text.has_focus
        await explorer.press("semicolon", "s")
        assert widgets.search_bar.query_input.has_focus
        assert len(explorer.app.screen_stack) == 1


async def test_the_help_is_searched(explore: Opener, library: FakeLibrary) -> None:
    """By words of the description, by key, by examples of the query syntax."""
    async with explore(library) as explorer:
        await explorer.press("down", "question_mark", "slash")
        await explorer.type("timeline months")
        shown = explorer.lines()
        assert "Show the months of a year" in shown
        assert "Save this search" not in shown
        await explorer.press("ctrl+u")
        await explorer.type("wildcard")
        assert "prefix; wildcard for one letter" in explorer.lines()
        await explorer.press("ctrl+u")
        await explorer.type("zeppelin")
        assert "Nothing found" in explorer.lines()
        await explorer.press("escape")
        assert len(explorer.app.screen_stack) == 1


async def test_the_bottom_line_offers_no_key_that_would_do_nothing(explore: Opener, library: FakeLibrary) -> None:
    """Without results there is nothing to open, sort or quote; an empty search bar has nothing to go back from."""
    async with explore(library) as explorer:
        assert "Esc" not in explorer.lines("StatusLine")
        await explorer.type("zeppelin")
        assert "Esc" in explorer.lines("StatusLine")
        await explorer.press("down", "down")
        explorer.screen.panes.show("results")
        await explorer.settle()
        shown = explorer.lines("StatusLine")
        assert "/ search" in shown
        assert not any(label in shown for label in ("Enter open", "next hit", "s sort", "quote"))
        await explorer.press("slash", "escape", "down")
        shown = explorer.lines("StatusLine")
        assert all(label in shown for label in ("Enter open", "next hit", "s sort", "quote"))
