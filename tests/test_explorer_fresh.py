"""The explorer follows changes of the folder and of other processes, and keeps the reading position."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from corpus.model.errors import Unwatchable
from index.library import Library
from index.model.errors import LibraryUnreadable
from index.model.library_fault import StorageFault
from index.model.progress import Report
from index.model.query import Query, Sort
from index.update.update import Job, update
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.screens.main.main import MainScreen
from tui.text.remedies import error_text

pytestmark = pytest.mark.usefixtures("update_server")


async def until(holds: Callable[[], bool]) -> None:
    """Let the application run until a condition holds. The time limit of the suite ends a test that never ends."""
    while not holds():
        await asyncio.sleep(0.01)


@asynccontextmanager
async def explorer(library: Library, *, watch: bool = True) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """Open the explorer, and wait until it is up to date and watches the folder."""
    app = Pressroom(lambda: library, library.folder, Settings(watch=watch))
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        await until(lambda: screen.search.page is not None and not screen.library.updating)
        await until(lambda: screen.library.watcher.is_watching is watch)
        yield pilot, screen


def total(screen: MainScreen) -> int:
    """Return the number of results on the screen; -1 before the first answer."""
    return screen.search.page.total if screen.search.page else -1


async def open_reader(pilot: Pilot[None], screen: MainScreen, words: str) -> None:
    """Search, and open the first result in the reader."""
    await pilot.press(*words, "enter")
    await until(lambda: screen.widgets.results.hit is not None and screen.widgets.reader.document is not None)
    await pilot.press("enter")
    await until(lambda: screen.widgets.reader.text.has_focus)


async def test_new_and_removed_files_change_the_results(library: Library) -> None:
    """Without a key."""
    async with explorer(library) as (_, screen):
        before = total(screen)
        (library.folder / "new.txt").write_text("Zeppelins over the town.")
        await until(lambda: total(screen) == before + 1)
        await until(lambda: not screen.library.updating)
        (library.folder / "new.txt").unlink()
        await until(lambda: total(screen) == before)


async def test_new_results_do_not_move_the_reader(library: Library, folder: Path) -> None:
    """Even if more than a page of results is added above."""
    lines = "\n".join(f"Airspace line {number}." for number in range(300))
    (folder / "long.txt").write_text(f"date 2020-01-01 A long text\n{lines}\n")
    async with explorer(library) as (pilot, screen):
        await until(lambda: total(screen) == 6)
        await pilot.press("enter")
        await until(lambda: screen.widgets.results.has_focus)
        while screen.widgets.results.hit is None or screen.widgets.results.hit.path != "long.txt":
            await pilot.press("down")
        await until(
            lambda: screen.widgets.reader.document is not None and screen.widgets.reader.document.path == "long.txt"
        )
        await pilot.press("enter", "pagedown", "pagedown")
        await until(lambda: screen.widgets.reader.text.scroll_y > 0)
        place = screen.widgets.reader.text.scroll_y
        for number in range(70):
            (folder / f"new{number}.txt").write_text(f"date 2024-01-01 Paper {number}\nPaper {number} on fish.\n")
        await until(lambda: total(screen) == 76)

        assert screen.widgets.results.hit is not None
        assert screen.widgets.results.hit.path == "long.txt"
        assert screen.widgets.results.cursor > 70
        assert screen.widgets.reader.document is not None
        assert screen.widgets.reader.document.path == "long.txt"
        assert screen.widgets.reader.text.scroll_y == place
        assert screen.widgets.reader.text.has_focus


async def test_a_changed_document_is_reloaded_in_place(library: Library, folder: Path) -> None:
    """The reader keeps its scroll position."""
    lines = "\n".join(f"Airspace line {number}." for number in range(300))
    (folder / "long.txt").write_text(f"date 2020-01-01 A long text\n{lines}\n")
    async with explorer(library) as (pilot, screen):
        await until(lambda: total(screen) == 6)
        await open_reader(pilot, screen, "title:long")
        await pilot.press("pagedown", "pagedown")
        await until(lambda: screen.widgets.reader.text.scroll_y > 0)
        place = screen.widgets.reader.text.scroll_y
        (folder / "long.txt").write_text(f"date 2020-01-01 A long text\n{lines}\nAnd an end.\n")
        await until(
            lambda: screen.widgets.reader.document is not None and "And an end." in screen.widgets.reader.document.text
        )

        assert screen.widgets.reader.text.scroll_y == place


async def test_a_removed_document_stays_open(library: Library, folder: Path) -> None:
    """It is removed from the results only."""
    async with explorer(library) as (pilot, screen):
        await open_reader(pilot, screen, "airspace")
        reading = screen.widgets.reader.document
        assert reading is not None
        (folder / reading.path).unlink()
        await until(lambda: total(screen) == 1)
        await until(lambda: not screen.library.updating)
        await pilot.pause()

        assert screen.widgets.reader.document == reading


async def test_watching_can_be_turned_off(library: Library) -> None:
    """Ctrl+R then looks for changes."""
    async with explorer(library, watch=False) as (pilot, screen):
        before = total(screen)
        (library.folder / "new.txt").write_text("Zeppelins over the town.")
        await pilot.press("ctrl+r")
        await until(lambda: total(screen) == before + 1)


async def test_a_folder_that_cannot_be_watched_is_reported(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, with what to do."""
    error = Unwatchable(library.folder, "too many folders")

    def refuse(*_: object) -> Iterator[None]:
        raise error

    monkeypatch.setattr(library, "watch", refuse)
    app = Pressroom(lambda: library, library.folder, Settings())
    async with app.run_test():
        await until(lambda: [notice.message for notice in app._notifications] == [
            error_text(error)
        ])  # fmt: skip


async def test_a_broken_ignore_file_is_reported_once(library: Library, folder: Path) -> None:
    """With file and line; later changes are still indexed, and a corrected file applies."""
    (folder / ".pressroomignore").write_text("!\npage.html\n")
    async with explorer(library) as (pilot, screen):
        # The first commit is shown before the update is through, and its warning comes after that.
        await until(lambda: total(screen) == 4 and screen.widgets.title_line.state == "1 warning (S)")
        await until(lambda: bool(pilot.app._notifications))  # they arrive in a message of their own
        assert [notice.message for notice in pilot.app._notifications] == [
            ".pressroomignore: line 1 is not a valid pattern (“!”); the other lines apply."
        ]
        (folder / "new.txt").write_text("Zeppelins over the town.")
        await until(lambda: total(screen) == 5 and not screen.library.updating)
        assert len(pilot.app._notifications) == 1
        (folder / ".pressroomignore").write_text("page.html\n")
        await until(lambda: screen.widgets.title_line.state == "up to date")


async def test_an_explorer_shows_commits_of_another(library: Library, folder: Path) -> None:
    """After a refresh."""
    other = Library.open(folder, library.directory)
    async with explorer(library) as (_, screen), explorer(other, watch=False) as (_, reading):
        before = total(screen)
        (folder / "new.txt").write_text("Zeppelins over the town.")
        await until(lambda: total(screen) == before + 1)
        reading.library.refresh()
        await until(lambda: total(reading) == before + 1)


async def test_an_explorer_shows_commits_of_another_process(library: Library, folder: Path) -> None:
    """Such as `pressroom index`."""
    async with explorer(library, watch=False) as (_, screen):
        before = total(screen)
        (folder / "new.txt").write_text("Zeppelins over the town.")
        command = [sys.executable, "-m", "tui", "index", str(folder), "--index-dir", str(library.directory)]
        await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
        screen.library.refresh()
        await until(lambda: total(screen) == before + 1)


@pytest.mark.parametrize("sort", list(Sort))
def test_the_page_around_a_document(tmp_path: Path, sort: Sort) -> None:
    """It contains that document; if that is not a result, it is the requested page."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"date 2024-01-{number % 9 + 1:02} Paper {number}\n" + "fish " * number)
    for _ in update(Job(folder, tmp_path / "library", processes=0)):
        pass
    library = Library.open(folder, tmp_path / "library")
    for text in ("", "paper fish"):
        everything = library.search(Query(text, sort=sort)).hits
        for place, hit in enumerate(everything):
            page = library.search(Query(text, sort=sort, limit=7, around=hit.id))
            assert page.hits == everything[place // 7 * 7 :][:7]
            assert page.query == Query(text, sort=sort, limit=7, offset=place // 7 * 7)
    assert library.search(Query(limit=7, offset=7, around="nothing")).query.offset == 7


async def test_a_damaged_library_is_rebuilt(folder: Path, build: Callable[..., Report], tmp_path: Path) -> None:
    """While the explorer is open."""
    build(folder)
    gc.collect()  # a file is checked when this process opens it, not while it has it open
    segment = max((tmp_path / "library" / "segments").iterdir(), key=lambda path: path.stat().st_size)
    segment.write_bytes(segment.read_bytes()[:-1] + b"x")
    library = Library.open(folder, tmp_path / "library", create=True)
    async with explorer(library, watch=False) as (_, screen):
        await until(lambda: total(screen) == 5)


async def test_a_rebuild_after_damage_is_reported(folder: Path, build: Callable[..., Report], tmp_path: Path) -> None:
    """With the reason."""
    build(folder)
    gc.collect()
    for path in (tmp_path / "library" / "segments").glob("*.toc"):
        path.unlink()
    async with explorer(Library.open(folder, tmp_path / "library", create=True)) as (_, screen):
        await until(lambda: total(screen) == 5 and bool(screen.app._notifications))
        [notice] = screen.app._notifications
        assert notice.title == "The library was rebuilt from the documents"
        assert "no readable index" in notice.message


async def test_a_list_of_skipped_files_that_cannot_be_read_is_reported(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of "No skipped files"."""

    def refuse() -> None:
        raise LibraryUnreadable(library.folder, StorageFault.OTHER, "too many open files")

    monkeypatch.setattr(library, "skipped", refuse)
    async with explorer(library) as (_, screen):
        screen.action_skipped()
        await until(lambda: bool(screen.app._notifications))
        [notice] = screen.app._notifications
        assert "too many open files" in notice.message
