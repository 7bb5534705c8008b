"""The explorer with a real library and the user's own work, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual.widgets import Input, TextArea

from index.library import Library
from index.model.progress import Progress, Report
from index.userdata.user_data import UserData
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.screens.main.main import MainScreen


@dataclass
class Clock:
    """Timers that a test lets run out; they never do by themselves."""

    timers: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Clock:
        """Keep the callback."""
        self.timers.append((seconds, callback))
        return self

    def stop(self) -> None:
        """Forget the last callback."""
        self.timers.clear()

    def run_out(self) -> None:
        """Call the last callback."""
        self.timers.pop()[1]()


class BuiltLibrary(Library):
    """A library that is up to date, because looking for changes starts a process."""

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Find no changes."""
        yield from ()
        return Report(len(self), 0, 0, 0, len(self), (), 0.0)


@dataclass
class Desk:
    """The explorer on a folder of documents, with the user data in a folder of its own."""

    root: Path
    folder: Path
    build: Callable[..., object]
    app: Pressroom = field(init=False)
    clock: Clock = field(init=False)
    settings: Settings = field(default_factory=lambda: Settings(watch=False))

    updates: bool = False
    """Whether the explorer looks for changes in the folder."""

    make: Callable[[], Pressroom] | None = None
    """Makes the application, if it is not the usual one."""

    def open_library(self) -> Library:
        """Open the library as another process does."""
        return (Library if self.updates else BuiltLibrary).open(
            self.folder, self.root / "library", user_data=self.root / "userdata"
        )

    @property
    def data(self) -> UserData:
        """The user data as another process reads it."""
        data = self.open_library().user_data
        assert data is not None
        return data

    @property
    def screen(self) -> MainScreen:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @asynccontextmanager
    async def explorer(self, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Desk]:
        """Open the explorer, with the results in focus."""
        self.app = self.make() if self.make else Pressroom(self.open_library, self.folder, self.settings)
        self.clock = Clock()
        async with self.app.run_test(size=size) as pilot:
            self.pilot = pilot
            if self.make:
                yield self
                return
            await self.until(lambda: self.screen.search.page is not None and not self.screen.library.updating)
            self.screen.own_work.dwell.set_timer = self.clock.set_timer
            await pilot.press("enter")
            await self.until(lambda: self.screen.widgets.results.has_focus)
            await self.settle()
            yield self
            assert not [notice for notice in self.notices if notice.startswith("Internal error")]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the application run until a condition holds. The time limit of the suite ends a test that never ends."""
        while not holds():
            await asyncio.sleep(0.005)

    def is_busy(self) -> bool:
        """Whether something is being written or loaded, or is about to be."""
        screen, app = self.screen, self.app
        return (
            any(not worker.is_finished for worker in app.workers)
            or not app.user_data.is_idle
            or screen.own_work.is_load_due
            or screen.reading.is_preview_due
            or bool(app._key_queue._waiting)
            or not screen._message_queue.empty()
        )

    async def settle(self) -> None:
        """Wait until no request is running."""
        for _ in range(2):
            await self.pilot.pause()
            await asyncio.wrap_future(self.app.user_data.drain())
            await self.until(lambda: not self.is_busy())
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before it has taken effect."""
        await self.pilot.press(*keys)
        await self.settle()

    async def answer(self, text: str) -> None:
        """Type a line into a dialog, and enter it."""
        self.app.screen.query_one(Input).value = text
        await self.press("enter")

    async def write_note(self, text: str) -> None:
        """Write a note into the dialog, and save it."""
        self.app.screen.query_one(TextArea).text = text
        await self.press("ctrl+s")

    @property
    def notices(self) -> list[str]:
        """The texts of all notices."""
        return [notice.message for notice in self.app._notifications]

    def lines(self, selector: str = "") -> str:
        """Return what the screen or one of its widgets shows."""
        strips = self.app.screen._compositor.render_strips()
        if not selector:
            return "\n".join(strip.text.rstrip() for strip in strips)
        region = self.app.screen.query_one(selector).region
        return "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in strips[region.y : region.bottom])

    def row(self, title: str) -> str:
        """Return the line of a result."""
        return next(line for line in self.lines("#results").splitlines() if title in line)
