"""Keys that arrive all at once, as over a slow line, do what they do one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from tui.key_order import KeyOrder

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


async def at_once(explorer: Explorer, *keys: str) -> None:
    """All of them are there before the first is looked at: no awaiting in between."""
    for key in keys:
        name = "slash" if key == "/" else key
        explorer.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await explorer.settle()
    await explorer.settle()


async def test_letters_after_backspace_are_not_what_it_deletes(explore: Opener, library: FakeLibrary) -> None:
    """One word is taken away, another typed."""
    async with explore(library) as explorer:
        await explorer.type("grain")
        await at_once(explorer, *["backspace"] * 5, *"trade")

        assert explorer.screen.search_bar.text == "trade"
        assert library.asked[-1].text == "trade"


async def test_letters_after_the_key_that_leads_to_the_bar_are_a_query(explore: Opener, library: FakeLibrary) -> None:
    """None is lost, and none is taken for a command of the pane one comes from."""
    async with explore(library) as explorer:
        await explorer.press("tab")
        assert not explorer.screen.search_bar.query_input.has_focus
        await at_once(explorer, "/", *"quota")

        assert explorer.screen.search_bar.text == "quota"
        assert explorer.screen.search_bar.query_input.has_focus


@pytest.mark.parametrize("key", ["down", "enter", "tab"])
async def test_letters_after_a_key_that_leaves_the_bar_are_not_typed_into_it(
    explore: Opener, library: FakeLibrary, key: str
) -> None:
    """They are for the pane it leads to."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, key, "j", "j")

        assert explorer.screen.search_bar.text == "airspace"
        assert not explorer.screen.search_bar.query_input.has_focus
        if key == "down":
            assert explorer.screen.results.hit == explorer.screen.page.hits[2]  # type: ignore[union-attr]


async def test_a_whole_way_there_and_back(explore: Opener, library: FakeLibrary) -> None:
    """To the results, into a document, into help and out of it, back to the bar, another query."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, "down", "j", "enter", "question_mark", "escape", "/", *"fish", "left", "left", "x")

        assert explorer.screen.search_bar.text == "fixsh"
        assert len(explorer.app.screen_stack) == 1


async def test_a_widget_that_goes_away_with_a_key_does_not_keep_the_rest(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would say that the key is done is lost; the next keys wait for a while, not for ever."""
    monkeypatch.setattr("tui.key_order._PATIENCE", 0.01)
    monkeypatch.setattr(KeyOrder, "follow", lambda self, settled: None)
    async with explore(library) as explorer:
        await at_once(explorer, "backspace", "backspace", *"fish")
        await explorer.until(lambda: explorer.screen.search_bar.text == "fish")
