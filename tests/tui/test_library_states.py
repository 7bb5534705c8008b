"""The explorer over a library that changes, is locked, empty or cannot be opened."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.model.document import Document
from index.model.errors import LibraryDamaged, LibraryLocked, LibraryUnsafe, StorageError
from index.model.library_fault import AccessFault, Damage, DamageKind, StorageFault
from index.model.progress import Phase, Progress, Report
from index.model.query import Page, Query
from index.model.server import ServerError, ServerFault
from tui.services.folder_watcher import FolderWatcher

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


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


async def test_a_library_whose_preparation_fails_is_searched(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure is no internal error: a search that meets the same one says what it is."""

    def fail() -> Iterator[None]:
        yield
        raise LibraryDamaged(Path("/x"), Damage(DamageKind.FILE_CHANGED, "x.arrays"))

    monkeypatch.setattr(library, "prepare", fail)
    async with explore(library) as explorer:
        assert "12 documents" in explorer.lines("#results")
        assert not explorer.app._notifications


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


async def test_the_list_stays_at_its_top_until_it_is_used(explore: Opener, library: FakeLibrary) -> None:
    """While an index grows, the first result is shown and previewed; a row that the user has gone to stays."""
    arriving = [library.documents.pop(0) for _ in range(4)]
    async with explore(library) as explorer:
        results, reader = explorer.screen.widgets.results, explorer.screen.widgets.reader

        async def grow() -> None:
            library.documents.insert(0, arriving.pop())
            explorer.screen.search.rerun()
            await explorer.settle()

        await grow()
        assert results.cursor == 0
        assert reader.document is library.documents[0]
        await grow()
        await explorer.press("enter", "down", "up")
        read = reader.document
        assert read is library.documents[0]
        await grow()
        assert (results.cursor, reader.document) == (1, read)
        await explorer.press("slash")
        await explorer.type("airspace")
        await grow()
        assert results.hit
        assert results.hit.id == library.documents[0].id


async def test_a_document_in_the_reader_stays_while_an_index_grows(explore: Opener, library: FakeLibrary) -> None:
    """Also one that was not opened from the list; it still is a result."""
    first = library.documents.pop(0)
    async with explore(library) as explorer:
        results, reader = explorer.screen.widgets.results, explorer.screen.widgets.reader
        read = reader.document
        assert read is library.documents[0]
        reader.text.focus()
        await explorer.settle()

        library.documents.insert(0, first)
        explorer.screen.search.rerun()
        await explorer.settle()
        assert reader.document is read
        assert (results.cursor, results.hit and results.hit.id) == (1, read.id)
        assert "no longer matches" not in explorer.lines()


async def test_quitting_closes_the_running_update(explore: Opener, library: FakeLibrary) -> None:
    """Closing it stops its worker processes."""
    library.steps = [Progress(Phase.READING, number, 1_000_000) for number in range(100_000)]
    async with explore(library, settle=False) as explorer:
        await explorer.until(lambda: "reading" in explorer.lines("TitleLine"))
        await explorer.pilot.press("down", "q")
        await explorer.until(lambda: library.closed)


async def test_a_read_document_that_is_no_longer_a_result_stays_open(explore: Opener, library: FakeLibrary) -> None:
    """Over several updates, with one notice; the next key opens the document that took its place."""
    async with explore(library) as explorer:
        await explorer.press("enter", "enter")
        read = explorer.screen.widgets.reader.document
        assert read is not None
        library.documents = [document for document in library.documents if document.id != read.id]
        pages = [explorer.screen.search.page]
        for _ in range(2):
            explorer.screen.search.rerun()
            await explorer.until(lambda: explorer.screen.search.page is not pages[-1])
            await explorer.pilot.pause()
            pages.append(explorer.screen.search.page)

        assert explorer.screen.widgets.reader.document == read
        assert len(explorer.app._notifications) == 1
        await explorer.pilot.press("]")
        await explorer.until(lambda: explorer.screen.widgets.reader.document is library.documents[0])
        assert explorer.screen.widgets.results.cursor == 0


async def test_the_notice_of_a_stopped_update_goes_with_the_next_update(explore: Opener, library: FakeLibrary) -> None:
    """It is shown once, however often updates stop, as while the folder is gone."""
    library.steps = [StorageError(library.folder, StorageFault.OTHER)]
    async with explore(library) as explorer:
        for _ in range(2):
            assert [notice.title for notice in explorer.app._notifications] == ["The update stopped"]
            assert "not up to date (Ctrl+R)" in explorer.lines().splitlines()[0]
            explorer.screen.post_message(FolderWatcher.FolderChanged())
            await explorer.settle()
        library.steps = []
        explorer.screen.post_message(FolderWatcher.FolderChanged())
        await explorer.settle()
        assert not explorer.app._notifications
        assert "up to date" in explorer.lines().splitlines()[0]


async def test_a_document_on_its_way_is_shown_though_the_results_change(explore: Opener, library: FakeLibrary) -> None:
    """Not the one before it, as one that no longer matches; also where the list has the focus, and changes twice."""
    async with explore(library) as explorer:
        screen, reader = explorer.screen, explorer.screen.widgets.reader

        async def changed(key: str, times: int) -> None:
            gate = library.document_gate = threading.Event()
            if key:
                await explorer.pilot.press(key)
                await explorer.until(lambda: any(worker.group == "reader" for worker in explorer.app.workers))
            for _ in range(times):
                page = screen.search.page
                screen.search.rerun()
                await explorer.until(lambda before=page: screen.search.page is not before)  # type: ignore[misc]
            gate.set()
            await explorer.settle()

        await explorer.press("enter", "enter")
        await changed("right_square_bracket", 1)
        assert reader.document is library.documents[1]
        await explorer.press("escape")
        del library.documents[1]
        await changed("", 2)
        assert reader.document is library.documents[1]
        assert not explorer.app._notifications


async def test_a_search_that_fails_while_the_user_reads_leaves_the_focus(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next key would go into the query; only a query that has to be changed takes the focus."""
    search = library.search

    def fail(query: Query) -> Page:
        if query.text != "airspace date:never":
            raise ServerError(ServerFault.BUSY, "https://search.example.org")
        return search(query)

    async with explore(library) as explorer:
        widgets = explorer.screen.widgets
        await explorer.type("airspace")
        await explorer.press("enter")
        monkeypatch.setattr(library, "search", fail)
        explorer.screen.search.rerun()
        await explorer.settle()

        assert "search.example.org" in explorer.lines()
        assert widgets.results.has_focus
        assert widgets.results.count
        await explorer.press("j")
        assert widgets.search_bar.text == "airspace"

        monkeypatch.setattr(library, "search", search)
        explorer.screen.search.rerun()
        await explorer.settle()
        assert "search.example.org" not in explorer.lines()
        monkeypatch.setattr(library, "search", fail)
        explorer.screen.search.run(Query("airspace date:never"))
        await explorer.settle()
        assert widgets.search_bar.query_input.has_focus
