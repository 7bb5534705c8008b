"""The explorer on a real library, by keyboard, from search to reading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from index.library import Library
from index.model.progress import Report
from index.model.query import Kind
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.screens.main.main import MainScreen


@asynccontextmanager
async def explorer(
    library: Library, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """Open the explorer, and wait for its first answer."""
    app = Pressroom(lambda: library, library.folder, Settings())
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        assert isinstance(screen, MainScreen)
        await until(pilot, lambda: screen.search.page is not None)
        yield pilot, screen


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Let the application run until a condition holds. The time limit of the suite ends a test that never ends."""
    while not done():
        await pilot.pause(0.01)


def found(screen: MainScreen) -> int:
    """Return the number of results on the screen."""
    return screen.search.page.total if screen.search.page else -1


async def test_from_the_first_key_to_a_document(library: Library) -> None:
    """Results follow each key, an invalid query stops nothing, and the reader shows the document at its hit."""
    async with explorer(library) as (pilot, screen):
        assert found(screen) == 5
        await pilot.press(*"airspa")
        await until(pilot, lambda: found(screen) == 2)
        await pilot.press("escape", "slash", *'"open', "enter")
        await pilot.pause()
        await pilot.press("escape", "escape", "slash", *"kasciunas", "enter")
        await until(pilot, lambda: screen.widgets.reader.document is not None and found(screen) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: screen.widgets.reader.text.has_focus)
        assert screen.widgets.reader.document is not None
        assert screen.widgets.reader.document.path == "seed.txt"
        await pilot.press("escape")
        await until(pilot, lambda: screen.widgets.results.has_focus)


async def test_space_toggles_the_filter_for_a_country(library: Library) -> None:
    """In the list of countries."""
    async with explorer(library) as (pilot, screen):
        await pilot.press("enter", "c", "space")
        await until(pilot, lambda: bool(screen.search.query.filters) and found(screen) < 5)
        assert screen.search.query.filters[0].kind is Kind.COUNTRY
        await pilot.press("space")
        await until(pilot, lambda: not screen.search.query.filters and found(screen) == 5)


async def test_text_of_documents_is_not_markup(folder: Path, build: Callable[..., Report], tmp_path: Path) -> None:
    """Brackets and escape sequences in titles, names and texts are shown literally."""
    (folder / "hostile [b].txt").write_text(
        "Title [/x] \x1b[31m[red]bold\n\nBody [/closing] [bold]text of zeppelins.\n"
    )
    build(folder)
    async with explorer(Library.open(folder, tmp_path / "library")) as (pilot, screen):
        await pilot.press(*"zeppelins", "enter")
        await until(pilot, lambda: found(screen) == 1 and screen.widgets.reader.document is not None)
        assert "\x1b[31m" not in pilot.app.export_screenshot()
        assert screen.search.page is not None
        assert "[/x]" in screen.search.page.hits[0].title
