"""Keys that arrive in a burst, as over a slow line, have the same effect as one by one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual import events

from tui.input.key_queue import KeyQueue

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


async def click(explorer: Explorer, selector: str) -> None:
    """Post the events of a click."""
    x, y = explorer.app.screen.query_one(selector).region.center
    for kind in (events.MouseDown, events.MouseUp):
        explorer.app.post_message(kind(None, int(x), int(y), 0, 0, 1, False, False, False, int(x), int(y)))


async def at_once(explorer: Explorer, *keys: str, gate: threading.Event | None = None) -> None:
    """Queue all keys before the first is handled; open the gate afterwards, and wait until all is settled."""
    for key in keys:
        name = "slash" if key == "/" else key
        letter = key.removeprefix("alt+")
        explorer.app.post_message(events.Key(name, letter if len(letter) == 1 else None))
    await explorer.pilot.pause()
    if gate is not None:
        gate.set()
    await explorer.settle()


async def open_slowly(explorer: Explorer, library: FakeLibrary) -> threading.Event:
    """Open the second result, and return the gate that its document waits for."""
    await explorer.type("airspace")
    library.document_gate = threading.Event()
    await explorer.pilot.press("down", "j", "enter")
    return library.document_gate


async def test_backspace_does_not_delete_later_letters(explore: Opener, library: FakeLibrary) -> None:
    """One word is deleted, another typed."""
    async with explore(library) as explorer:
        await explorer.type("grain")
        await at_once(explorer, *["backspace"] * 5, *"trade")

        assert explorer.screen.widgets.search_bar.text == "trade"
        assert library.asked[-1].text == "trade"


async def test_letters_after_slash_are_a_query(explore: Opener, library: FakeLibrary) -> None:
    """None is lost or taken as a command of the previous pane."""
    async with explore(library) as explorer:
        await explorer.press("tab")
        assert not explorer.screen.widgets.search_bar.query_input.has_focus
        await at_once(explorer, "/", *"quota")

        assert explorer.screen.widgets.search_bar.text == "quota"
        assert explorer.screen.widgets.search_bar.query_input.has_focus


@pytest.mark.parametrize("key", ["down", "enter", "tab"])
async def test_letters_after_a_key_that_leaves_the_search_bar_are_not_typed(
    explore: Opener, library: FakeLibrary, key: str
) -> None:
    """They go to the next pane."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, key, "j", "j")

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert not explorer.screen.widgets.search_bar.query_input.has_focus
        if key == "down":
            assert explorer.screen.widgets.results.hit == explorer.screen.search.page.hits[2]  # type: ignore[union-attr]


async def test_a_burst_of_keys_across_several_screens(explore: Opener, library: FakeLibrary) -> None:
    """Results, document, help, back to the search bar, another query."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await at_once(explorer, "down", "j", "enter", "question_mark", "escape", "/", *"fish", "left", "left", "x")

        assert explorer.screen.widgets.search_bar.text == "fixsh"
        assert len(explorer.app.screen_stack) == 1


async def test_keys_wait_for_pending_results(explore: Opener, library: FakeLibrary) -> None:
    """The third result of the new query is opened, not one of the old."""
    async with explore(library) as explorer:
        library.gate = threading.Event()
        await at_once(explorer, *"airspace", "enter", "j", "j", "enter", "end", gate=library.gate)

        assert explorer.screen.search.page is not None
        assert explorer.screen.widgets.reader.text.has_focus
        assert explorer.screen.widgets.results.hit == explorer.screen.search.page.hits[2]
        assert explorer.screen.widgets.reader.document is not None
        assert explorer.screen.widgets.reader.document.id == explorer.screen.search.page.hits[2].id


async def test_keys_wait_for_a_pending_document(explore: Opener, library: FakeLibrary) -> None:
    """N goes to the next hit of the new document."""
    async with explore(library) as explorer:
        library.document_gate = threading.Event()
        await at_once(explorer, *"airspace", "enter", "j", "j", "enter", "n", gate=library.document_gate)

        assert explorer.screen.widgets.reader.text.current == 1


async def test_the_find_input_keeps_its_text_when_the_document_arrives(explore: Opener, library: FakeLibrary) -> None:
    """None of it is taken as a command, and the new document is searched."""
    async with explore(library, key_timeout=0.01) as explorer:
        gate = await open_slowly(explorer, library)
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
        assert "match 1 of 1" in explorer.lines("#reader")
        assert not library.corrected


async def test_a_document_that_does_not_arrive_delays_keys_until_the_timeout(
    explore: Opener, library: FakeLibrary
) -> None:
    """The keys are then delivered without it."""
    async with explore(library, key_timeout=0.01) as explorer:
        gate = await open_slowly(explorer, library)
        await explorer.pilot.press("n", "/", "x")
        await explorer.until(lambda: explorer.screen.widgets.search_bar.text == "x")
        gate.set()


async def test_alt_and_a_letter_is_split_into_esc_and_the_letter(explore: Opener, library: FakeLibrary) -> None:
    """Terminals send Esc and a letter like Alt+letter; in the search bar it is the letter alone."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")
        assert explorer.screen.widgets.reader.text.has_focus
        await at_once(explorer, "alt+j")
        assert explorer.screen.widgets.results.has_focus
        assert explorer.screen.widgets.results.cursor == 1
        await at_once(explorer, "/", *"x", "alt+y")

        assert explorer.screen.widgets.search_bar.text == "xy"


async def test_keys_typed_during_the_start_are_a_query(explore: Opener, library: FakeLibrary) -> None:
    """From the first letter on, before the screen is mounted."""
    async with explore(library, early=[events.Key(key, key) for key in "trade"]) as explorer:
        assert explorer.screen.widgets.search_bar.text == "trade"


async def test_a_click_waits_for_the_keys_before_it(explore: Opener, library: FakeLibrary) -> None:
    """Keys typed before a click do not go to the clicked pane."""
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


async def test_a_lost_probe_delays_keys_until_the_timeout(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A probe is lost when the key removes its widget."""
    monkeypatch.setattr(KeyQueue, "forward", lambda self, probe: None)
    async with explore(library, key_timeout=0.01) as explorer:
        await at_once(explorer, "backspace", *"fish")
        await explorer.until(lambda: explorer.screen.widgets.search_bar.text == "fish")
