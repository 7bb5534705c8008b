"""The explorer in use: typing, filtering, reading."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual import events

from tui.config.settings import Settings
from tui.state import query_transitions

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


async def test_the_first_screen_shows_the_newest_documents_and_accepts_typing(
    explore: Opener, library: FakeLibrary
) -> None:
    """Before a key is pressed, all documents are listed, the newest first, with their people and countries."""
    async with explore(library) as explorer:
        assert explorer.screen.widgets.search_bar.query_input.has_focus
        assert "12 documents" in explorer.lines("#results")
        assert "Ministers meet on airspace" in explorer.lines("#results").splitlines()[1]
        assert "Poland" in explorer.lines("#countries")
        assert "Ona Petraitė of Lithuania spoke" in explorer.lines("#reader")


async def test_results_are_updated_while_typing(explore: Opener, library: FakeLibrary) -> None:
    """No Enter is needed, and the last word is a prefix."""
    async with explore(library) as explorer:
        await explorer.type("airsp")

        assert "3 documents" in explorer.lines("#results")
        assert library.asked[-1].typing
        assert "hit 1 of 1" in explorer.lines("#reader")


async def test_a_slow_search_does_not_block_typing(explore: Opener, library: FakeLibrary) -> None:
    """Only the latest query is searched after the running one."""
    async with explore(library) as explorer:
        library.gate = threading.Event()
        await explorer.pilot.press(*"air")
        await explorer.pilot.press(*"spaceship")
        assert explorer.screen.widgets.search_bar.text == "airspaceship"
        asked = [query.text for query in library.asked]
        assert asked[-1] == "a"
        library.gate.set()
        await explorer.settle()

        # One search at a time; the queries between the first and the last are dropped.
        assert [query.text for query in library.asked][len(asked) :] == ["airspaceship"]
        assert "No results" in explorer.lines("#results")


async def test_an_answer_to_an_outdated_query_is_not_shown(explore: Opener, library: FakeLibrary) -> None:
    """The results belong to the query in the search bar."""
    async with explore(library) as explorer:
        library.gate = threading.Event()
        await explorer.pilot.press(*"grain")
        await explorer.pilot.press(*(["backspace"] * 5))
        await explorer.pilot.press(*"trade")
        library.gate.set()
        await explorer.settle()

        assert explorer.screen.search.page is not None
        assert explorer.screen.search.page.query.text == "trade"
        assert "Trade talks in Tokyo" in explorer.lines("#results")


async def test_enter_goes_to_the_results_and_then_to_the_reader(explore: Opener, library: FakeLibrary) -> None:
    """Esc goes back the same way, step by step."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter")
        assert explorer.screen.widgets.results.has_focus
        assert not library.asked[-1].typing
        await explorer.press("enter")
        assert explorer.screen.widgets.reader.text.has_focus
        await explorer.press("escape")
        assert explorer.screen.widgets.results.has_focus
        await explorer.press("escape")
        assert explorer.screen.widgets.search_bar.query_input.has_focus
        await explorer.press("escape")

        assert explorer.screen.widgets.search_bar.text == ""
        assert "12 documents" in explorer.lines("#results")


async def test_submitting_half_a_word_keeps_its_results(explore: Opener, library: FakeLibrary) -> None:
    """A note says that the word was taken as a prefix."""
    async with explore(library) as explorer:
        await explorer.type("airsp")
        await explorer.press("enter")

        assert "3 documents" in explorer.lines("#results")
        assert "begin with it" in explorer.lines("#search")


async def test_an_error_in_the_query_is_shown_below_its_position(explore: Opener, library: FakeLibrary) -> None:
    """Not while typing; after Enter, with an arrow below the value."""
    async with explore(library) as explorer:
        await explorer.type("war date:never")
        assert "not a valid date" not in explorer.lines("#search")
        await explorer.press("enter")
        line, note = explorer.lines("#search").splitlines()[1:3]
        assert "“never” is not a valid date" in note
        assert note.index("▲") == line.index("never")
        assert explorer.screen.widgets.search_bar.query_input.has_focus
        await explorer.press("backspace")

        assert "not a valid date" not in explorer.lines("#search")


async def test_an_error_does_not_stand_above_results_of_another_query(explore: Opener, library: FakeLibrary) -> None:
    """Enter may arrive before the query was searched as it was typed."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        search = explorer.screen.search
        search.run(query_transitions.submitted(search.query, "date:never"))
        await explorer.settle()
        assert "is not a valid date" in explorer.lines("#search")
        assert "No results" in explorer.lines("#results")
        assert not explorer.screen.widgets.results.count
        assert not explorer.screen.widgets.people.list.facets


async def test_no_results_name_the_term_without_matches_and_suggest_a_spelling(
    explore: Opener, library: FakeLibrary
) -> None:
    """Enter searches the suggestion."""
    async with explore(library) as explorer:
        await explorer.type("airspcae")
        shown = explorer.lines("#results")
        assert "No document has “airspcae”." in shown
        assert "Did you mean: airspace" in shown
        await explorer.press("enter")

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert "3 documents" in explorer.lines("#results")


async def test_a_suggestion_is_offered_above_few_results_too(explore: Opener, library: FakeLibrary) -> None:
    """Tab takes it in the search bar, D everywhere; Enter goes to the results, as there are some."""
    async with explore(library) as explorer:
        bar = explorer.screen.widgets.search_bar
        await explorer.type("airspcae meet")
        assert "most of them:" in explorer.lines("#results")
        assert "Did you mean: airspace  (Tab searches for it)" in explorer.lines("#search")
        await explorer.press("tab")
        assert bar.text == "airspace"
        assert "Did you mean" not in explorer.lines("#search")

        bar.put("airspcae meet")
        await explorer.settle()
        await explorer.press("enter")
        assert bar.text == "airspcae meet"
        assert explorer.screen.widgets.results.has_focus
        assert "Did you mean: airspace  (D searches for it)" in explorer.lines("#search")
        await explorer.press("D")
        assert bar.text == "airspace"
        assert "3 documents" in explorer.lines("#results")
        await explorer.press("D")
        assert bar.text == "airspace"


async def test_s_switches_the_sort_order(explore: Opener, library: FakeLibrary) -> None:
    """Relevance, newest first, oldest first; the border shows it."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down")
        assert "by relevance" in explorer.lines("#results")
        await explorer.press("s")
        assert "newest first" in explorer.lines("#results")
        await explorer.press("s")
        assert "oldest first" in explorer.lines("#results")

        assert "Airspace, airspace" in explorer.lines("#results").splitlines()[1]
        await explorer.press("s")
        assert "by relevance" in explorer.lines("#results")


async def test_n_steps_through_hits_while_the_results_have_the_focus(explore: Opener, library: FakeLibrary) -> None:
    """The reader follows n and N; at the last hit of the last document nothing happens."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "j", "j")
        assert "hit 1 of 2" in explorer.lines("#reader")
        await explorer.press("n")
        assert "hit 2 of 2" in explorer.lines("#reader")
        await explorer.press("n", "n")
        assert "hit 2 of 2" in explorer.lines("#reader")
        assert [notice.message for notice in explorer.app._notifications] == ["No further hit."]
        await explorer.press("N")

        assert "hit 1 of 2" in explorer.lines("#reader")


async def test_brackets_open_other_results_without_leaving_the_reader(explore: Opener, library: FakeLibrary) -> None:
    """The focus stays in the reader."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "right_square_bracket")
        assert "Poland and Lithuania fortify" in explorer.lines("#reader")
        assert explorer.screen.widgets.reader.text.has_focus
        await explorer.press("left_square_bracket")

        assert "Ona Petraitė of Lithuania spoke" in explorer.lines("#reader")


async def test_find_in_the_document(explore: Opener, library: FakeLibrary) -> None:
    """N steps through the matches until Esc, then through the hits of the search again."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "enter", "f", *"of")
        assert "match 1 of 3" in explorer.lines("#reader")
        await explorer.press("enter", "n")
        assert "match 2 of 3" in explorer.lines("#reader")
        await explorer.press("escape")

        assert "hit 1 of 1" in explorer.lines("#reader")
        assert explorer.screen.widgets.reader.text.has_focus


async def test_arrows_recall_earlier_queries(explore: Opener, library: FakeLibrary) -> None:
    """Up stops at the oldest query; Down goes forward and then to the results."""
    async with explore(library) as explorer:
        for text in ("grain", "trade"):
            await explorer.press("down", "slash")
            await explorer.type(text)
            await explorer.press("enter")
        await explorer.press("slash", "delete", "up", "up")
        assert explorer.screen.widgets.search_bar.text == "grain"
        await explorer.press("up")
        assert explorer.screen.widgets.search_bar.text == "grain"
        await explorer.press("down")
        assert explorer.screen.widgets.search_bar.text == "trade"
        await explorer.press("down", "down")

        assert explorer.screen.widgets.results.has_focus


async def test_keys_after_enter_go_to_the_results(library: FakeLibrary, explore: Opener) -> None:
    """Even if both are queued before either is handled."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        for key, character in (("enter", "\r"), ("j", "j")):
            explorer.app.post_message(events.Key(key, character))
        await explorer.settle()

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert explorer.screen.widgets.results.cursor == 1
        await explorer.press("slash", "x")
        assert explorer.screen.widgets.search_bar.text == "x"


@pytest.mark.parametrize(
    ("keys", "pressed", "typed"),
    [("ctrl+k", ("slash",), "/"), ("comma,slash", ("comma", "slash"), ""), ("a", ("a",), "a")],
)
async def test_a_changed_search_key(
    explore: Opener, library: FakeLibrary, keys: str, pressed: tuple[str, ...], typed: str
) -> None:
    """Only the configured key types nothing, and letters are always typed."""
    async with explore(library, settings=Settings(keys={"search": keys})) as explorer:
        await explorer.press(*pressed)

        assert explorer.screen.widgets.search_bar.text == typed
