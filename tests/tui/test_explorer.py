"""The explorer as one uses it: typing, filtering, reading."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import pytest
from textual import events

from index.model.errors import LibraryError, LibraryLocked
from index.model.progress import Phase, Progress, Report
from index.model.query import Filter, Kind
from tui.config.settings import Settings

if TYPE_CHECKING:
    from corpus.model.document import Document
    from tests.tui.conftest import FakeLibrary, Opener


async def test_first_sight_shows_the_newest_documents_and_is_ready_to_type(
    explore: Opener, library: FakeLibrary
) -> None:
    """All documents, the newest first, with their people and countries, before a key is pressed."""
    async with explore(library) as explorer:
        assert explorer.screen.widgets.search_bar.query_input.has_focus
        assert "12 documents" in explorer.lines("#results")
        assert "Ministers meet on airspace" in explorer.lines("#results").splitlines()[1]
        assert "Poland" in explorer.lines("#countries")
        assert "Ona Petraitė of Lithuania spoke" in explorer.lines("#reader")


async def test_results_follow_the_typing(explore: Opener, library: FakeLibrary) -> None:
    """Without Enter; the last word counts as a beginning."""
    async with explore(library) as explorer:
        await explorer.type("airsp")

        assert "3 documents" in explorer.lines("#results")
        assert library.asked[-1].typing
        assert "hit 1 of 1" in explorer.lines("#reader")


async def test_typing_goes_on_while_a_search_takes_its_time(explore: Opener, library: FakeLibrary) -> None:
    """A slow search holds up neither the keys nor, with others behind it, the latest query."""
    async with explore(library) as explorer:
        library.gate = threading.Event()
        await explorer.pilot.press(*"air")
        await explorer.pilot.press(*"spaceship")
        assert explorer.screen.widgets.search_bar.text == "airspaceship"
        asked = [query.text for query in library.asked]
        assert asked[-1] == "a"
        library.gate.set()
        await explorer.settle()

        # One search at a time; those between the first and the last are not made.
        assert [query.text for query in library.asked][len(asked) :] == ["airspaceship"]
        assert "Nothing found" in explorer.lines("#results")


async def test_an_answer_to_an_old_question_is_not_shown(explore: Opener, library: FakeLibrary) -> None:
    """The results are those of what stands in the bar."""
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


async def test_enter_goes_to_the_results_and_enter_again_reads(explore: Opener, library: FakeLibrary) -> None:
    """Enter leads in, Escape leads out again, step by step."""
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


async def test_half_a_word_keeps_its_results_when_entered(explore: Opener, library: FakeLibrary) -> None:
    """What one sees does not vanish because one goes there."""
    async with explore(library) as explorer:
        await explorer.type("airsp")
        await explorer.press("enter")

        assert "3 documents" in explorer.lines("#results")
        assert "begin with it" in explorer.lines("#search")


async def test_a_query_that_cannot_be_read_is_told_under_the_place(explore: Opener, library: FakeLibrary) -> None:
    """Not while typing; then with a mark below the quote."""
    async with explore(library) as explorer:
        await explorer.type('war "open')
        assert "not closed" not in explorer.lines("#search")
        await explorer.press("enter")
        line, note = explorer.lines("#search").splitlines()[1:3]
        assert "A quote is opened and not closed" in note
        assert note.index("▲") == line.index('"')
        assert explorer.screen.widgets.search_bar.query_input.has_focus
        await explorer.press("backspace")

        assert "not closed" not in explorer.lines("#search")


async def test_nothing_found_says_why_and_offers_what_was_meant(explore: Opener, library: FakeLibrary) -> None:
    """A word to blame, and one key to search what was meant."""
    async with explore(library) as explorer:
        await explorer.type("airspcae")
        shown = explorer.lines("#results")
        assert "No document has “airspcae”." in shown
        assert "Did you mean: airspace" in shown
        await explorer.press("enter")

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert "3 documents" in explorer.lines("#results")


async def test_a_country_filters_and_releases(explore: Opener, library: FakeLibrary) -> None:
    """One key for both, seen in the list and above the panes."""
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


async def test_an_excluded_country_stays_in_sight_to_be_released(explore: Opener, library: FakeLibrary) -> None:
    """It has no results any more, and still can be chosen."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "x")
        assert library.asked[-1].filters == (Filter(Kind.COUNTRY, "LT", exclude=True),)
        assert "8 documents" in explorer.lines("#results")
        assert "✗ Lithuania" in explorer.lines("#countries")
        assert "✗ not Lithuania ×" in explorer.lines("#filters")
        assert explorer.screen.widgets.countries.list.facets[explorer.screen.widgets.countries.list.cursor].key == "LT"
        await explorer.press("enter")

        assert not library.asked[-1].filters


async def test_filters_are_taken_off_with_backspace_and_all_at_once(explore: Opener, library: FakeLibrary) -> None:
    """One by one, or all with one key."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space", "p", "space")
        assert len(library.asked[-1].filters) == 2
        explorer.screen.widgets.filters.focus()
        await explorer.press("backspace")
        assert [choice.kind for choice in library.asked[-1].filters] == [Kind.PERSON]
        await explorer.press("u")
        assert not library.asked[-1].filters

        assert not explorer.screen.widgets.filters.display


async def test_a_filter_is_taken_off_with_the_mouse(explore: Opener, library: FakeLibrary) -> None:
    """A click on it."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space")
        await explorer.pilot.click("#filters", offset=(4, 0))
        await explorer.settle()

        assert not library.asked[-1].filters


async def test_names_are_found_by_their_letters(explore: Opener, library: FakeLibrary) -> None:
    """A few letters, Enter, Space."""
    async with explore(library) as explorer:
        await explorer.press("down", "p", "f", *"dup")
        assert [facet.label for facet in explorer.screen.widgets.people.list.facets] == ["Marie Dupont"]
        await explorer.press("enter", "space")
        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Marie Dupont"),)
        await explorer.press("escape")

        assert len(explorer.screen.widgets.people.list.facets) > 1
        assert explorer.screen.widgets.people.list.has_focus


async def test_the_order_goes_round(explore: Opener, library: FakeLibrary) -> None:
    """Relevance, newest, oldest; the pane says which."""
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


async def test_hits_are_walked_from_the_results_too(explore: Opener, library: FakeLibrary) -> None:
    """The preview follows n and N, around the ends."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "j", "j")
        assert "hit 1 of 2" in explorer.lines("#reader")
        await explorer.press("n")
        assert "hit 2 of 2" in explorer.lines("#reader")
        await explorer.press("n")
        assert "hit 1 of 2" in explorer.lines("#reader")
        await explorer.press("N")

        assert "hit 2 of 2" in explorer.lines("#reader")


async def test_the_next_document_is_read_without_leaving_the_reader(explore: Opener, library: FakeLibrary) -> None:
    """The focus stays in the text."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "right_square_bracket")
        assert "Poland and Lithuania fortify" in explorer.lines("#reader")
        assert explorer.screen.widgets.reader.text.has_focus
        await explorer.press("left_square_bracket")

        assert "Ona Petraitė of Lithuania spoke" in explorer.lines("#reader")


async def test_words_are_found_in_the_open_document(explore: Opener, library: FakeLibrary) -> None:
    """With its own hits until Escape, then those of the search again."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "enter", "f", *"of")
        assert "found 1 of 3" in explorer.lines("#reader")
        await explorer.press("enter", "n")
        assert "found 2 of 3" in explorer.lines("#reader")
        await explorer.press("escape")

        assert "hit 1 of 1" in explorer.lines("#reader")
        assert explorer.screen.widgets.reader.text.has_focus


async def test_a_name_of_the_document_filters(explore: Opener, library: FakeLibrary) -> None:
    """From the head of the reader."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "i", "right", "enter")

        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Jan Nowak"),)


async def test_years_filter_one_or_several_and_the_others_stay_in_sight(explore: Opener, library: FakeLibrary) -> None:
    """A second choice replaces the first; the same again releases it."""
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


async def test_a_quote_is_copied_with_its_source(explore: Opener, library: FakeLibrary) -> None:
    """The paragraph of the hit, title, date and path."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "y")

        assert explorer.app.clipboard == (
            "“Ona Petraitė of Lithuania spoke of airspace. Jan Nowak of Poland agreed.”\n"
            "— Ministers meet on airspace, 2024-10-18, releases/00.txt\n"
        )


async def test_earlier_searches_come_back(explore: Opener, library: FakeLibrary) -> None:
    """Up goes back and stops at the first, Down comes forward and then leaves the bar."""
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


async def test_documents_appear_without_moving_what_is_being_read(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document]
) -> None:
    """The cursor stays on its document though another has come before it."""
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


async def test_a_library_that_cannot_be_opened_says_why_and_lets_leave(explore: Opener, library: FakeLibrary) -> None:
    """A sentence, not a traceback; what looks like markup in it is text."""

    def refuse() -> FakeLibrary:
        raise LibraryError("The library [/x] belongs to somebody else.")

    async with explore(library, opening=refuse) as explorer:
        assert "The library [/x] belongs to somebody else." in explorer.lines("#results")
        await explorer.pilot.press("q")

        assert explorer.app._exit


async def test_another_process_that_writes_leaves_us_reading(explore: Opener, library: FakeLibrary) -> None:
    """It is said at the top, and searching works."""
    library.steps = [LibraryLocked("locked")]
    async with explore(library) as explorer:
        assert "read only" in explorer.lines("TitleLine")
        assert "12 documents" in explorer.lines("#results")


async def test_an_empty_folder_gets_a_friendly_word(explore: Opener, library: FakeLibrary) -> None:
    """With what to do about it."""
    library.documents = []
    async with explore(library) as explorer:
        shown = explorer.lines("#results")
        assert "nothing to read" in shown
        assert "Ctrl+R" in shown


async def test_leaving_gives_up_the_update(explore: Opener, library: FakeLibrary) -> None:
    """The update is closed, so that it can stop its processes."""
    library.steps = [Progress(Phase.READING, number, 1_000_000) for number in range(100_000)]
    async with explore(library, settle=False) as explorer:
        await explorer.until(lambda: "reading" in explorer.lines("TitleLine"))
        await explorer.pilot.press("down", "q")
        await explorer.until(lambda: library.closed)


async def test_keys_after_enter_are_for_the_results(library: FakeLibrary, explore: Opener) -> None:
    """However fast they come: both are in the queue before either is looked at."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        for key, character in (("enter", "\r"), ("j", "j")):
            explorer.app.post_message(events.Key(key, character))
        await explorer.settle()

        assert explorer.screen.widgets.search_bar.text == "airspace"
        assert explorer.screen.widgets.results.cursor == 1
        await explorer.press("slash", "x")
        assert explorer.screen.widgets.search_bar.text == "x"


async def test_the_end_of_a_long_pasted_query_is_seen(explore: Opener, library: FakeLibrary) -> None:
    """Where the cursor is, also when it is the first thing put into the line."""
    async with explore(library) as explorer:
        await explorer.type("airspace " * 30 + "grain")

        assert explorer.lines("#search").splitlines()[1].rstrip(" │").endswith("grain")


async def test_the_key_that_leads_to_the_search_types_nothing_into_an_empty_bar(
    explore: Opener, library: FakeLibrary
) -> None:
    """Who presses it believes to be elsewhere; over a selected query, too. Within a query it is typed."""
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
    [("ctrl+s", ("slash",), "/"), ("semicolon,slash", ("semicolon", "slash"), ""), ("f", ("f",), "f")],
)
async def test_another_key_that_leads_to_the_search(
    explore: Opener, library: FakeLibrary, keys: str, pressed: tuple[str, ...], typed: str
) -> None:
    """Only what leads there types nothing, and a letter is always one of the query."""
    async with explore(library, settings=Settings(keys={"search": keys})) as explorer:
        await explorer.press(*pressed)

        assert explorer.screen.widgets.search_bar.text == typed
