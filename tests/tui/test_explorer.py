"""The explorer in use: typing, filtering, reading."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from index.model.errors import LibraryLocked, LibraryUnsafe
from index.model.library_fault import AccessFault
from index.model.progress import Phase, Progress, Report
from index.model.query import Filter, Kind
from tui.config.settings import Settings

if TYPE_CHECKING:
    from corpus.model.document import Document
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


async def test_space_toggles_the_filter_for_a_country(explore: Opener, library: FakeLibrary) -> None:
    """The filter is shown in the list and above the panes."""
    async with explore(library) as explorer:
        await explorer.press("down", "c")
        assert explorer.screen.widgets.countries.list.has_focus
        assert explorer.screen.widgets.countries.list.facets[0].label == "Lithuania"
        await explorer.press("space")
        assert library.asked[-1].filters == (Filter(Kind.COUNTRY, "LT"),)
        assert "4 documents" in explorer.lines("#results")
        assert "✓ Lithuania" in explorer.lines("#countries")
        assert "✓ Lithuania ×" in explorer.lines("#filters")
        await explorer.press("space")

        assert not library.asked[-1].filters
        assert "12 documents" in explorer.lines("#results")


async def test_an_excluded_country_stays_in_the_list(explore: Opener, library: FakeLibrary) -> None:
    """It has no results, but its filter can be removed there."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "x")
        assert library.asked[-1].filters == (Filter(Kind.COUNTRY, "LT", exclude=True),)
        assert "8 documents" in explorer.lines("#results")
        assert "✗ Lithuania" in explorer.lines("#countries")
        assert "✗ not Lithuania ×" in explorer.lines("#filters")
        assert explorer.screen.widgets.countries.list.facets[explorer.screen.widgets.countries.list.cursor].key == "LT"
        await explorer.press("enter")

        assert not library.asked[-1].filters


async def test_languages_are_listed_where_there_are_several(explore: Opener, library: FakeLibrary) -> None:
    """They filter like people and countries, and have no page; without several there is no list."""
    german = replace(library.documents[0], id="de", language="de", title="Zweite Fassung")
    library.documents = [german, *(replace(each, language="en") for each in library.documents)]
    async with explore(library) as explorer:
        await explorer.press("down", "c", "tab")
        languages = explorer.screen.widgets.languages
        assert languages.list.has_focus
        assert "German" in explorer.lines("#languages")
        await explorer.press("w", "m", "f", "j", "space")
        assert library.asked[-1].filters == (Filter(Kind.LANGUAGE, "de"),)
        assert "✓ German ×" in explorer.lines("#filters")
        assert "1 document" in explorer.lines("#results")
        assert languages.display

        await explorer.press("space")
        library.documents = library.documents[1:]
        await explorer.press("x", "x")
        assert not languages.display


async def test_filters_are_removed_with_backspace_or_all_with_u(explore: Opener, library: FakeLibrary) -> None:
    """The filter bar is hidden after the last one."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space", "p", "space")
        assert len(library.asked[-1].filters) == 2
        explorer.screen.widgets.filters.focus()
        await explorer.press("backspace")
        assert [choice.kind for choice in library.asked[-1].filters] == [Kind.PERSON]
        await explorer.press("u")
        assert not library.asked[-1].filters

        assert not explorer.screen.widgets.filters.display


async def test_a_filter_is_removed_with_a_click(explore: Opener, library: FakeLibrary) -> None:
    """On its chip in the filter bar."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space")
        await explorer.pilot.click("#filters", offset=(4, 0))
        await explorer.settle()

        assert not library.asked[-1].filters


async def test_names_are_found_by_some_letters(explore: Opener, library: FakeLibrary) -> None:
    """f, a few letters and Enter go to the name; Esc shows all names again."""
    async with explore(library) as explorer:
        await explorer.press("down", "p", "f", *"dup")
        assert [facet.label for facet in explorer.screen.widgets.people.list.facets] == ["Marie Dupont"]
        await explorer.press("enter", "space")
        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Marie Dupont"),)
        await explorer.press("escape")

        assert len(explorer.screen.widgets.people.list.facets) > 1
        assert explorer.screen.widgets.people.list.has_focus


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


async def test_a_name_above_the_document_filters(explore: Opener, library: FakeLibrary) -> None:
    """I goes to the chips, Enter toggles the filter."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "i", "right", "enter")

        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Jan Nowak"),)


async def test_years_filter_and_the_timeline_keeps_all_years(explore: Opener, library: FakeLibrary) -> None:
    """A second filter for years replaces the first; the same one again removes it."""
    async with explore(library) as explorer:
        await explorer.press("down", "t", "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2024"),)
        assert "3 documents" in explorer.lines("#results")
        assert "2020" in explorer.lines("#years")
        await explorer.press("shift+left", "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2023..2024"),)
        assert "6 documents" in explorer.lines("#results")
        assert "in 2023–2024" in explorer.lines("#filters")
        await explorer.press("enter")

        assert not explorer.screen.search.query.filters


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


async def test_new_documents_do_not_move_the_cursor(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document]
) -> None:
    """The cursor stays on its document when another one is added before it."""
    library.arriving = [new_document(77, "Brand new", "Just in.", dt.date(2025, 1, 1))]
    gate = threading.Event()
    library.steps = [Progress(Phase.READING, 1, 2, 1, committed=True)]
    original = library.update

    def held(*, rebuild: bool = False) -> Generator[Progress, None, Report]:
        gate.wait()
        return (yield from original(rebuild=rebuild))

    library.update = held  # type: ignore[method-assign]
    async with explore(library, settle=False) as explorer:
        await explorer.until(lambda: explorer.screen.search.page is not None)
        await explorer.pilot.press("down", "j")
        await explorer.until(lambda: "Poland and Lithuania fortify" in explorer.lines("#reader"))
        assert explorer.screen.widgets.results.cursor == 1
        gate.set()
        await explorer.settle()

        assert "13 documents" in explorer.lines("#results")
        assert explorer.screen.widgets.results.cursor == 2
        assert explorer.screen.widgets.results.hit is not None
        assert explorer.screen.widgets.results.hit.title == "Border works begin"
        assert "Poland and Lithuania fortify" in explorer.lines("#reader")


async def test_a_library_that_cannot_be_opened_is_reported(explore: Opener, library: FakeLibrary) -> None:
    """In one sentence, in which markup is text; q quits."""

    def refuse() -> FakeLibrary:
        raise LibraryUnsafe(AccessFault.OTHER_OWNER, Path("[/x]"))

    async with explore(library, opening=refuse) as explorer:
        assert "[/x] belongs to another user" in explorer.lines("#results")
        await explorer.pilot.press("q")

        assert explorer.app._exit


async def test_a_library_locked_by_another_process_can_be_searched(explore: Opener, library: FakeLibrary) -> None:
    """The title line says so."""
    library.steps = [LibraryLocked()]
    async with explore(library) as explorer:
        assert "read only" in explorer.lines("TitleLine")
        assert "12 documents" in explorer.lines("#results")


async def test_an_empty_folder_is_explained(explore: Opener, library: FakeLibrary) -> None:
    """With the keys to press next."""
    library.documents = []
    async with explore(library) as explorer:
        shown = explorer.lines("#results")
        assert "No documents found" in shown
        assert "Ctrl+R" in shown


async def test_quitting_closes_the_running_update(explore: Opener, library: FakeLibrary) -> None:
    """Closing it stops its worker processes."""
    library.steps = [Progress(Phase.READING, number, 1_000_000) for number in range(100_000)]
    async with explore(library, settle=False) as explorer:
        await explorer.until(lambda: "reading" in explorer.lines("TitleLine"))
        await explorer.pilot.press("down", "q")
        await explorer.until(lambda: library.closed)


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
