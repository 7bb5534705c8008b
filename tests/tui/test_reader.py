"""The reader: hits across documents, names that are links, and the place in a document."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.model.document import Document
from index.model.query import Filter, Kind
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen
from tui.screens.main.main import MainScreen
from tui.text.layout import lay_out
from tui.text.rows import Row
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener

Maker = Callable[..., Document]
POLAND = Filter(Kind.COUNTRY, "PL")


def current_hit(explorer: Explorer) -> str:
    """Return the title of the open document and the text of its current hit."""
    text = explorer.app.screen.query_one(Reader).text
    assert text.document is not None
    if text.current < 0:
        return f"{text.document.title}: none"
    start, end = text.targets[text.current]
    return f"{text.document.title}: {text.document.text[start:end]} {text.current + 1}/{len(text.targets)}"


def focused_name(explorer: Explorer) -> str | None:
    """Return the name in focus."""
    focused = explorer.app.screen.query_one(Reader).text.entity_in_focus
    return focused.label if focused else None


async def filter_by(explorer: Explorer, choice: Filter) -> None:
    """Filter the results, and go to the reader."""
    explorer.screen.search.toggle_filter(choice)
    await explorer.settle()
    await explorer.press("down", "enter")


async def test_mentions_of_a_filter_are_hits_across_documents(explore: Opener, library: FakeLibrary) -> None:
    """N goes on into the next document at its first mention, and back to the last mention of the previous one."""
    async with explore(library) as explorer:
        await filter_by(explorer, POLAND)
        assert current_hit(explorer) == "Ministers meet on airspace: Poland 1/1"
        assert "hit 1 of 1" in explorer.lines("#reader")
        await explorer.press("n")
        assert current_hit(explorer) == "Border works begin: Poland 1/1"
        await explorer.press("n", "n")
        assert current_hit(explorer) == "Undated memorandum: Poland 1/1"
        await explorer.press("n")
        assert current_hit(explorer) == "Undated memorandum: Poland 1/1"
        await explorer.press("N", "N", "N", "N")

        assert current_hit(explorer) == "Ministers meet on airspace: Poland 1/1"


async def test_previous_hit_opens_a_document_at_its_last_hit(explore: Opener, library: FakeLibrary) -> None:
    """From the results, too; the cursor follows."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "n", "n", "n")
        assert current_hit(explorer) == "Airspace, airspace and airspace: Airspace 2/2"
        await explorer.press("down")  # the last result
        await explorer.press("N", "N")

        assert current_hit(explorer) == "Border works begin: airspace 1/1"
        assert explorer.screen.widgets.results.cursor == 1


async def test_many_steps_at_once_skip_no_hit(explore: Opener, library: FakeLibrary) -> None:
    """Each key waits until the document of the one before is open."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "enter")
        await explorer.pilot.press("n", "n", "n")
        await explorer.settle()

        assert current_hit(explorer) == "Airspace, airspace and airspace: Airspace 2/2"


async def test_braces_walk_the_names_in_the_text(explore: Opener, library: FakeLibrary) -> None:
    """Until Esc; the keys for a name are listed only while one is in focus."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "right_curly_bracket")
        assert focused_name(explorer) == "Ona Petraitė"
        assert "Space filter" in explorer.lines("StatusLine")
        await explorer.press("right_curly_bracket", "right_curly_bracket")
        assert focused_name(explorer) == "Jan Nowak"
        await explorer.press("left_curly_bracket")
        assert focused_name(explorer) == "Lithuania"
        await explorer.press("escape")

        assert focused_name(explorer) is None
        assert explorer.screen.widgets.reader.text.has_focus
        assert "Space filter" not in explorer.lines("StatusLine")


@pytest.mark.parametrize("key", ["j", "G", "n", "pagedown"])
async def test_a_movement_leaves_the_name(explore: Opener, library: FakeLibrary, key: str) -> None:
    """Space then pages down again."""
    async with explore(library) as explorer:
        await explorer.type("of")
        await explorer.press("down", "enter", "right_curly_bracket", key)

        assert focused_name(explorer) is None


async def test_space_filters_by_the_name_in_focus(explore: Opener, library: FakeLibrary) -> None:
    """A second time it removes the filter, because the name stays in focus."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "right_curly_bracket", "right_curly_bracket", "space")
        assert explorer.screen.search.query.filters == (Filter(Kind.COUNTRY, "LT"),)
        assert "Lithuania" in explorer.lines("#filters")


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_the_name_in_focus_opens_its_page(explore: Opener, library: FakeLibrary, key: str) -> None:
    """Esc goes back to the text."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "right_curly_bracket", key)
        assert isinstance(explorer.app.screen, EntityScreen)
        assert "Ona Petraitė" in explorer.lines("#entity-head")
        await explorer.press("escape")

        assert explorer.screen.widgets.reader.text.has_focus


async def test_a_click_on_a_name_focuses_it(explore: Opener, library: FakeLibrary) -> None:
    """A click next to it leaves it again."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter")
        line = explorer.lines("ReaderText").splitlines()[0]
        await explorer.pilot.click("ReaderText", offset=(line.index("Lithuania") + 2, 0))
        await explorer.settle()
        assert focused_name(explorer) == "Lithuania"
        await explorer.pilot.click("ReaderText", offset=(line.index("spoke"), 0))
        await explorer.settle()

        assert focused_name(explorer) is None


async def test_a_mention_is_read_in_the_same_reader(explore: Opener, library: FakeLibrary) -> None:
    """N goes on into the next document with a mention; find, names and quotes work as on the main screen."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "enter")
        assert isinstance(explorer.app.screen, MentionScreen)
        assert current_hit(explorer) == "Ministers meet on airspace: Ona Petraitė 1/1"
        await explorer.press("n")
        assert current_hit(explorer) == "Summit ends: Ona Petraitė 1/1"
        await explorer.press("N", "N")
        assert current_hit(explorer) == "Ministers meet on airspace: Ona Petraitė 1/1"
        await explorer.press("right_square_bracket", "f", *"norway", "enter")
        assert "match 1 of 1" in explorer.lines("#reading")
        await explorer.press("escape", "y")
        await explorer.press("enter")
        await explorer.until(lambda: bool(explorer.app.clipboard))
        assert explorer.app.clipboard.startswith("“The summit ended. Ona Petraitė thanked Norway.”")
        await explorer.press("right_curly_bracket", "right_curly_bracket", "enter")

        assert isinstance(explorer.app.screen, EntityScreen)
        assert "Norway" in explorer.lines("#entity-head")


async def test_a_filter_from_a_mention_goes_back_to_the_results(explore: Opener, library: FakeLibrary) -> None:
    """Space on a name of the text filters the results of the main screen."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "enter", "right_curly_bracket", "right_curly_bracket", "space")

        assert isinstance(explorer.app.screen, MainScreen)
        assert explorer.screen.search.query.filters == (Filter(Kind.COUNTRY, "LT"),)


async def test_further_mentions_are_loaded_on_the_way(
    explore: Opener, library: FakeLibrary, new_document: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N goes past the mentions that the page had loaded."""
    monkeypatch.setattr("tui.services.entity_service.MENTIONS", 2)
    dates = [dt.date(2024, 1, 9 - number) for number in range(4)]
    library.documents = [new_document(n, f"Paper {n}", "Jan Nowak spoke.", date) for n, date in enumerate(dates)]
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "enter", "n", "n", "n")
        assert current_hit(explorer) == "Paper 3: Jan Nowak 1/1"
        await explorer.press("n")

        assert current_hit(explorer) == "Paper 3: Jan Nowak 1/1"
        assert "No further mention." in [notice.message for notice in explorer.app._notifications]


@pytest.fixture
def long_documents(library: FakeLibrary, new_document: Maker) -> FakeLibrary:
    """A library of two documents of 200 lines."""
    body = "\n".join(f"Line {number} of the airspace report." for number in range(200))
    library.documents = [new_document(n, f"Report {n}", body, dt.date(2024, 1, 9 - n)) for n in range(2)]
    return library


async def test_the_place_in_a_document_is_remembered(explore: Opener, long_documents: FakeLibrary) -> None:
    """Until there are other hits; n goes on from the hit at which the document was left."""
    async with explore(long_documents) as explorer:
        await explorer.press("down", "enter", *["pagedown"] * 3)
        reader = explorer.screen.widgets.reader
        top = reader.text.top
        await explorer.press("right_square_bracket")
        assert reader.text.top == reader.document.body_start  # type: ignore[union-attr]
        await explorer.press("left_square_bracket")
        assert reader.text.top == top
        await explorer.press("slash")
        await explorer.type("airspace")
        assert reader.text.top == reader.document.body_start  # type: ignore[union-attr]
        await explorer.press("enter", "enter", *"nnn", "right_square_bracket", "left_square_bracket")

        assert current_hit(explorer) == "Report 0: airspace 4/200"


async def test_the_first_name_is_sought_from_the_current_hit(explore: Opener, library: FakeLibrary) -> None:
    """After stepping to a mention, its own name comes into focus."""
    async with explore(library) as explorer:
        await filter_by(explorer, POLAND)
        await explorer.press("right_curly_bracket")
        assert focused_name(explorer) == "Poland"
        await explorer.press("escape", "left_curly_bracket")

        assert focused_name(explorer) == "Poland"


async def test_a_long_document_is_shown_before_it_is_laid_out(
    explore: Opener, long_documents: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its hit; the rows on the screen stay where they are when the others are known."""
    gate = threading.Event()

    def wait_and_lay_out(*layout: object) -> list[Row]:
        gate.wait()
        return lay_out(*layout)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.widgets.text_view._MAX_SYNC_LAYOUT", 0)
    monkeypatch.setattr("tui.text.layout._PART", 2000)  # more than the pane shows
    monkeypatch.setattr("tui.widgets.text_view.lay_out", wait_and_lay_out)
    body = long_documents.documents[0].text.replace("150 of the airspace", "150 of the border")
    long_documents.documents[0] = replace(long_documents.documents[0], text=body)
    async with explore(long_documents, settle=False) as explorer:
        await explorer.until(lambda: explorer.screen.widgets.results.hit is not None)
        await explorer.pilot.press(*"border", "enter", "enter")
        text = explorer.screen.widgets.reader.text
        await explorer.until(lambda: bool(text.targets) and text.is_laid_out)
        await explorer.pilot.pause()
        before = set(re.findall(r"\w+", explorer.lines("ReaderText")))
        assert "border" in before
        assert not text.is_cut
        gate.set()
        await explorer.settle()

        assert text.is_cut
        assert "150 of the border report" in explorer.lines("ReaderText")
        assert before <= set(re.findall(r"\w+", explorer.lines("ReaderText")))


async def test_a_long_document_after_a_short_one_opens_at_its_hit(
    explore: Opener, long_documents: FakeLibrary, new_document: Maker
) -> None:
    """The pane has no scrollbar yet, as long as the short document is open."""
    body = long_documents.documents[0].text.replace("150 of the airspace", "150 of the border")
    short = new_document(7, "A short paper", "The border is closed.", dt.date(2024, 2, 1))
    long_documents.documents = [short, replace(long_documents.documents[0], text=body)]
    async with explore(long_documents) as explorer:
        await explorer.type("border")
        await explorer.press("enter", "enter")
        assert "The border is closed." in explorer.lines("ReaderText")
        await explorer.press("right_square_bracket")

        assert "150 of the border report" in explorer.lines("ReaderText")
