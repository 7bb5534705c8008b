"""Keys that arrive all at once, as over a slow line, do what they do one by one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual import events

from tui.input.input_queue import KeyOrder

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


async def click(explorer: Explorer, selector: str) -> None:
    """The events of a click, as the terminal sends them."""
    x, y = explorer.app.screen.query_one(selector).region.center
    for kind in (events.MouseDown, events.MouseUp):
        explorer.app.post_message(kind(None, int(x), int(y), 0, 0, 1, False, False, False, int(x), int(y)))


async def at_once(explorer: Explorer, *keys: str, gate: threading.Event | None = None) -> None:
    """All of them are there before the first is looked at: no awaiting between; the gate opens once they are done."""
    for key in keys:
        name = "slash" if key == "/" else key
        letter = key.removeprefix("alt+")
        explorer.app.post_message(events.Key(name, letter if len(letter) == 1 else None))
    await explorer.pilot.pause()
    if gate is not None:
        gate.set()
    await explorer.settle()


async def opening_in_vain(explorer: Explorer, library: FakeLibrary) -> threading.Event:
    """Open the second result, and give the gate that its document waits for."""
    await explorer.type("airspace")
    library.document_gate = threading.Event()
    await explorer.pilot.press("down", "j", "enter")
    return library.document_gate


async def test_letters_after_backspace_are_not_what_it_deletes(explore: Opener, library: FakeLibrary) -> None:
    """One word is taken away, another typed."""
    async with explore(library) as explorer:
        await explorer.type("grain")
        await at_once(explorer, *["backspace"] * 5, *"trade")

        assert explorer.screen.widgets.search_bar.text == "trade"
        assert library.asked[-1].text == "trade"


async def test_letters_after_the_key_that_leads_to_the_bar_are_a_query(explore: Opener, library: FakeLibrary) -> None:
    """None is lost, and none is taken for a command of the pane one comes from."""
    async with explore(library) as explorer:
        await explorer.press("tab")
        assert not explorer.screen.widgets.search_bar.query_input.has_focus
        await at_once(explorer, "/", *"quota")

        assert explorer.screen.widgets.search_bar.text == "quota"
        assert explorer.screen.widgets.search_bar.query_input.has_focus


@pytest.mark.parametrize("key", ["down", "enter", "tab"])
async def test_letters_after_a_key_that_leaves_the_bar_are_not_typed_into_it(
    explore: Opener, library: FakeLibrary, key: str
) -> None:
    """They are for the pane it leads to."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, key, "j", "j")

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert not explorer.screen.widgets.search_bar.query_input.has_focus
        if key == "down":
            assert explorer.screen.widgets.results.hit == explorer.screen.search.page.hits[2]  # type: ignore[union-attr]


async def test_a_whole_way_there_and_back(explore: Opener, library: FakeLibrary) -> None:
    """To the results, into a document, into help and out of it, back to the bar, another query."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, "down", "j", "enter", "question_mark", "escape", "/", *"fish", "left", "left", "x")

        assert explorer.screen.widgets.search_bar.text == "fixsh"
        assert len(explorer.app.screen_stack) == 1


async def test_keys_for_results_wait_until_these_are_there(explore: Opener, library: FakeLibrary) -> None:
    """The third result of what was asked is opened, not one of what was shown before."""
    async with explore(library) as explorer:
        library.gate = threading.Event()
        await at_once(explorer, *"airspace", "enter", "j", "j", "enter", "end", gate=library.gate)

        assert explorer.screen.search.page is not None
        assert explorer.screen.widgets.reader.text.has_focus
        assert explorer.screen.widgets.results.hit == explorer.screen.search.page.hits[2]
        assert explorer.screen.widgets.reader.document is not None
        assert explorer.screen.widgets.reader.document.id == explorer.screen.search.page.hits[2].id


async def test_keys_for_a_document_wait_until_it_is_there(explore: Opener, library: FakeLibrary) -> None:
    """The next hit is that of the document that was opened."""
    async with explore(library) as explorer:
        library.document_gate = threading.Event()
        await at_once(explorer, *"airspace", "enter", "j", "j", "enter", "n", gate=library.document_gate)

        assert explorer.screen.widgets.reader.text.current == 1


async def test_what_is_typed_to_find_outlasts_the_arrival_of_the_document(
    explore: Opener, library: FakeLibrary
) -> None:
    """Nothing of it is taken for a command, and it is found in what has come."""
    async with explore(library, key_patience=0.01) as explorer:
        gate = await opening_in_vain(explorer, library)
        await explorer.pilot.press("f", *"phwatched")
        await explorer.until(lambda: explorer.screen.widgets.reader.find_input.value == "phwatched")
        gate.set()
        await explorer.settle()
        assert explorer.screen.widgets.reader.find_input.value == "phwatched"
        assert explorer.screen.widgets.reader.find_input.has_focus
        await explorer.press("home", "delete", "delete")

        assert explorer.screen.search.page is not None
        assert explorer.screen.widgets.reader.document is not None
        assert explorer.screen.widgets.reader.document.id == explorer.screen.search.page.hits[1].id
        assert "found 1 of 1" in explorer.lines("#reader")
        assert not library.corrected


async def test_a_document_that_does_not_come_holds_the_keys_for_a_while_only(
    explore: Opener, library: FakeLibrary
) -> None:
    """Then they do what they can without it."""
    async with explore(library, key_patience=0.01) as explorer:
        gate = await opening_in_vain(explorer, library)
        await explorer.pilot.press("n", "/", "x")
        await explorer.until(lambda: explorer.screen.widgets.search_bar.text == "x")
        gate.set()


async def test_escape_and_a_letter_at_once_are_the_two(explore: Opener, library: FakeLibrary) -> None:
    """Terminals send them as they send the letter with Alt; in the bar that stays the letter."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")
        assert explorer.screen.widgets.reader.text.has_focus
        await at_once(explorer, "alt+j")
        assert explorer.screen.widgets.results.has_focus
        assert explorer.screen.widgets.results.cursor == 1
        await at_once(explorer, "/", *"x", "alt+y")

        assert explorer.screen.widgets.search_bar.text == "xy"


async def test_what_is_typed_while_the_explorer_starts_is_a_query(explore: Opener, library: FakeLibrary) -> None:
    """From the first letter on, before the screen is there."""
    async with explore(library, early=[events.Key(key, key) for key in "trade"]) as explorer:
        assert explorer.screen.widgets.search_bar.text == "trade"


async def test_a_click_waits_for_the_keys_before_it(explore: Opener, library: FakeLibrary) -> None:
    """What was typed into the bar is not for the pane that is clicked afterwards."""
    async with explore(library) as explorer:
        await explorer.type("grain")
        for key in ("backspace", "q"):
            explorer.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await click(explorer, "#results")
        await explorer.pilot.pause()
        await explorer.settle()

        assert explorer.app.is_running
        assert explorer.screen.widgets.search_bar.text == "graiq"
        assert explorer.screen.widgets.results.has_focus


async def test_a_widget_that_goes_away_with_a_key_does_not_keep_the_rest(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would say that the key is done is lost; the next keys wait for a while, not for ever."""
    monkeypatch.setattr(KeyOrder, "follow", lambda self, settled: None)
    async with explore(library, key_patience=0.01) as explorer:
        await at_once(explorer, "backspace", *"fish")
        await explorer.until(lambda: explorer.screen.widgets.search_bar.text == "fish")
