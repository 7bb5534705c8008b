"""Back and forward, the history, and the session of the last launch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.document import Document
from index.model.query import Filter, Kind, Query
from tests.tui.conftest import Opener
from tests.tui.fake_library import FakeLibrary
from tui.screens.history import HistoryList
from tui.services.session_file import SessionFile
from tui.state.navigation import MAX_VISITS, NavigationHistory, Visit


async def test_back_and_forward_through_documents_filters_and_searches(explore: Opener, library: FakeLibrary) -> None:
    """Typing one query is one step; each filter and each document opened is another."""
    async with explore(library) as explorer:
        screen = explorer.screen
        results, reader = screen.widgets.results, screen.widgets.reader
        await explorer.type("air")
        await explorer.type("space")
        await explorer.press("enter", "c", "space", "escape", "enter")
        assert screen.widgets.reader.text.has_focus
        await explorer.press("right_square_bracket")
        assert reader.document is not None
        assert reader.document.title == "Border works begin"

        await explorer.press("less_than_sign")
        assert reader.text.has_focus
        assert reader.document.title == "Ministers meet on airspace"
        await explorer.press("ctrl+o")
        assert results.has_focus
        assert "2 documents" in explorer.lines("#results")
        await explorer.press("alt+left")
        assert not screen.search.query.filters
        assert "3 documents" in explorer.lines("#results")
        await explorer.press("less_than_sign")
        assert screen.widgets.search_bar.text == ""
        assert "12 documents" in explorer.lines("#results")
        await explorer.press("ctrl+o")
        assert any("first search" in notice.message for notice in explorer.app._notifications)

        # Keys that come before the results are shown wait for them.
        await explorer.press(*["alt+right"] * 4)
        assert reader.text.has_focus
        assert reader.document.title == "Border works begin"
        assert screen.search.query.filters == (Filter(Kind.COUNTRY, "LT"),)


async def test_the_history_lists_searches_and_documents(explore: Opener, library: FakeLibrary) -> None:
    """Typing narrows the list, Enter goes there."""
    async with explore(library) as explorer:
        screen = explorer.screen
        reader = screen.widgets.reader
        await explorer.type("airspace")
        await explorer.press("enter", "c", "space", "escape", "enter", "right_square_bracket")
        screen.navigation.show_list()
        await explorer.settle()
        shown = explorer.lines()
        assert "● " in shown
        assert "airspace · Lithuania" in shown
        await explorer.type("minis")
        assert explorer.app.screen.query_one(HistoryList).count == 1
        await explorer.press("enter")
        assert reader.document is not None
        assert reader.document.title == "Ministers meet on airspace"


async def test_the_session_is_restored_at_the_next_launch(
    explore: Opener, library: FakeLibrary, new_document: Callable[..., Document], tmp_path: Path
) -> None:
    """Query, filter, document, place and pane; a broken file is ignored with a sentence."""
    session = tmp_path / "state" / "session.json"
    paragraphs = "\n".join(f"Paragraph {number} about airspace." for number in range(300))
    library.documents.insert(0, new_document(99, "Long airspace paper", paragraphs + " Poland.", dt.date(2025, 1, 1)))
    async with explore(library, session_file=session) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "s", "c", "space", "escape", "enter", "pagedown", "pagedown", "j")
        top = explorer.screen.widgets.reader.text.top
        assert top > 0
        explorer.screen.navigation.save()
    assert session.stat().st_mode & 0o777 == 0o600

    async with explore(library, session_file=session) as explorer:
        screen = explorer.screen
        assert screen.widgets.search_bar.text == "airspace"
        assert screen.search.query.filters == (Filter(Kind.COUNTRY, "PL"),)
        assert screen.widgets.reader.text.has_focus
        assert screen.widgets.reader.text.top == top
        await explorer.press("less_than_sign")
        assert screen.widgets.results.has_focus

    session.write_text('{"version": 1, "at": "x"}')
    async with explore(library, session_file=session) as explorer:
        assert explorer.screen.widgets.search_bar.text == ""
        assert any("is ignored" in notice.message for notice in explorer.app._notifications)


def test_a_session_of_endless_brackets_is_ignored(tmp_path: Path) -> None:
    """With a sentence, as any file that is no session."""
    file = SessionFile(tmp_path / "session.json")
    (tmp_path / "session.json").write_text("[" * 200_000)

    assert list(file.load().visits) == []
    assert str(tmp_path / "session.json") in file.problem


async def test_a_restored_filter_has_its_name(explore: Opener, library: FakeLibrary, tmp_path: Path) -> None:
    """Although no result mentions that country."""
    session = tmp_path / "session.json"
    async with explore(library, session_file=session) as explorer:
        await explorer.press("down", "c", "space", "slash")
        await explorer.type("nothing-has-this")
        chips = explorer.lines("FilterBar")
        explorer.screen.navigation.save()

    async with explore(library, session_file=session) as explorer:
        assert explorer.screen.widgets.results.hit is None
        assert explorer.lines("FilterBar") == chips


@pytest.mark.parametrize("query", ["airspace", ""])
async def test_the_session_finds_a_document_under_its_new_name(
    explore: Opener, library: FakeLibrary, tmp_path: Path, query: str
) -> None:
    """Where its file was renamed while Pressroom was closed, with the cursor on it if it is a result."""
    session = tmp_path / "session.json"
    async with explore(library, session_file=session) as explorer:
        if query:
            await explorer.type(query)
        await explorer.press("enter", "down", "enter")
        read = explorer.screen.widgets.reader.document
        assert read is not None
        explorer.screen.navigation.save()
    moved = replace(read, id="f" * 16, path="moved/new.txt")
    library.documents[library.documents.index(read)] = moved

    async with explore(library, session_file=session) as explorer:
        widgets = explorer.screen.widgets
        assert widgets.reader.document == moved
        assert widgets.reader.text.has_focus
        assert widgets.results.hit
        assert widgets.results.hit.id == moved.id
        assert [each.message for each in explorer.app._notifications] == [
            "The file of this document is now moved/new.txt."
        ]
        explorer.screen.navigation.save()

    async with explore(library, session_file=session) as explorer:
        assert explorer.screen.widgets.reader.document == moved
        assert not explorer.app._notifications


async def test_a_document_that_is_gone_leaves_its_results(
    explore: Opener, library: FakeLibrary, tmp_path: Path
) -> None:
    """The results of its search are shown, with a sentence."""
    session = tmp_path / "session.json"
    gone = Visit(Query("airspace"), "f" * 16, "An old paper", is_reading=True, pane="reader", top=12)
    SessionFile(session).save(NavigationHistory([gone], 0))
    async with explore(library, session_file=session) as explorer:
        assert explorer.screen.widgets.results.has_focus
        assert any("no document" in notice.message for notice in explorer.app._notifications)


def test_a_history_is_bounded_and_forgets_what_was_ahead() -> None:
    """A visit after going back replaces those that were ahead."""
    history = NavigationHistory()
    for number in range(MAX_VISITS + 5):
        history.push(Visit(Query(f"{number}")))
    assert len(history.visits) == MAX_VISITS
    assert history.go(-1) is None
    history.go(0)
    history.push(Visit(Query("other")))

    assert [visit.query.text for visit in history.visits] == ["5", "other"]
