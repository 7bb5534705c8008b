"""The open document when its file is renamed or deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.tui.fake_documents import make_document

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener

NEW_ID = "00000000000000ff"


def rename(library: FakeLibrary, number: int) -> None:
    """Give the file of a document another name, and add a newer document."""
    library.documents[number] = replace(library.documents[number], id=NEW_ID, path="moved/new.txt")
    library.documents.append(make_document(90, "Airspace news", "The airspace is open.", dt.date(2025, 1, 1)))


async def update(explorer: Explorer) -> None:
    """Search again, as after an update."""
    explorer.screen.search.rerun()
    await explorer.settle()


def notices(explorer: Explorer) -> list[str]:
    """Return the notices on the screen."""
    return [notice.message for notice in explorer.app._notifications]


async def test_a_document_is_read_on_after_its_file_is_renamed(explore: Opener, library: FakeLibrary) -> None:
    """Its place, hit, names and visits stay, and its new path is shown."""
    async with explore(library) as explorer:
        reader, results = explorer.screen.widgets.reader, explorer.screen.widgets.results
        await explorer.type("airspace")
        await explorer.press("down", "down", "down", "enter", "n")
        assert (reader.text.current, results.cursor) == (1, 2)
        rename(library, 2)
        await update(explorer)

        assert "moved/new.txt" in explorer.lines("#reader").splitlines()[0]
        assert notices(explorer) == ["The file of this document is now moved/new.txt."]
        assert reader.text.current == 1
        assert reader.text.has_focus
        assert "Norway" in explorer.lines("#reader-countries")
        assert (results.hit and results.hit.id, results.cursor) == (NEW_ID, 3)

        await explorer.press("less_than_sign", "greater_than_sign")
        assert reader.document is library.documents[2]
        assert reader.text.has_focus
        assert reader.text.current == 1


async def test_a_document_that_is_no_result_is_read_on_under_its_new_path(
    explore: Opener, library: FakeLibrary
) -> None:
    """The cursor stays on the results."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")
        texts = replace(library.documents[0], text="Changed.", title="Changed", body_start=0)
        library.documents[0] = texts
        await update(explorer)
        assert notices(explorer) == ["This document no longer matches; it stays open."]
        assert explorer.screen.widgets.reader.document == texts

        rename(library, 0)
        await update(explorer)
        await update(explorer)
        assert "moved/new.txt" in explorer.lines("#reader").splitlines()[0]
        assert explorer.screen.widgets.reader.document == library.documents[0]


async def test_a_deleted_document_stays_open_and_says_so(explore: Opener, library: FakeLibrary) -> None:
    """Once in a notice, and in the border until another document is opened, or the file is back."""
    async with explore(library) as explorer:
        await explorer.press("enter", "enter")
        document = library.documents.pop(0)
        await update(explorer)
        await update(explorer)
        assert notices(explorer) == ["This document is no longer in the folder; it stays open."]
        assert "deleted" in explorer.lines("#reader").splitlines()[0]
        assert "Ona Petraitė of Lithuania spoke" in explorer.lines("#reader")
        assert explorer.screen.widgets.reader.text.has_focus

        library.documents.insert(0, document)
        await update(explorer)
        assert "deleted" not in explorer.lines("#reader")

        library.documents.remove(document)
        await update(explorer)
        await explorer.press("right_square_bracket")
        assert explorer.screen.widgets.reader.document is library.documents[0]
        assert "deleted" not in explorer.lines("#reader")


async def test_the_cursor_follows_a_renamed_file(explore: Opener, library: FakeLibrary) -> None:
    """Where the document is only previewed; a deleted one makes way for the next, without a notice."""
    async with explore(library) as explorer:
        reader, results = explorer.screen.widgets.reader, explorer.screen.widgets.results
        await explorer.press("enter", "down")
        rename(library, 1)
        await update(explorer)
        assert (results.hit and results.hit.id, results.cursor) == (NEW_ID, 2)
        assert reader.document is library.documents[1]
        assert results.has_focus

        del library.documents[1]
        await update(explorer)
        assert results.cursor == 2
        assert results.hit
        assert reader.document
        assert reader.document.id == results.hit.id
        assert notices(explorer) == ["The file of this document is now moved/new.txt."]


async def test_a_deleted_document_that_is_no_result_says_so_once(explore: Opener, library: FakeLibrary) -> None:
    """Over several updates; Enter on a result opens that one."""
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")
        explorer.screen.reading.open_outside(library.documents[5].id)
        await explorer.settle()
        gone = library.documents.pop(5)
        await update(explorer)
        await update(explorer)
        assert notices(explorer) == ["This document is no longer in the folder; it stays open."]
        assert explorer.screen.widgets.reader.document == gone

        await explorer.press("escape", "enter")
        assert explorer.screen.widgets.reader.document is library.documents[0]
