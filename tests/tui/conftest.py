"""The explorer opened on an in-memory library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from corpus.model.document import Document
from index.model.protocol import LibraryLike
from tests.tui.fake_documents import make_document
from tests.tui.fake_library import FakeLibrary as FakeLibrary
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.screens.main.main import MainScreen

SETTINGS = Settings(fold=False)


@pytest.fixture
def library() -> FakeLibrary:
    """A library of twelve documents in memory."""
    return FakeLibrary()


@pytest.fixture
def new_document() -> Callable[..., Document]:
    """Return `make_document`."""
    return make_document


_NEVER = 86_400.0
"""Seconds: no key times out in a test, even on a slow machine."""


@dataclass
class Explorer:
    """The application under test, and the keys to press in it."""

    app: Pressroom
    pilot: Pilot[None]

    @property
    def screen(self) -> MainScreen:
        """The main screen, even if another one is on top."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def is_busy(self) -> bool:
        """Whether a request is running, or the reader does not show the document under the cursor yet."""
        screen = self.screen
        if any(not worker.is_finished for worker in self.app.workers) or not screen._message_queue.empty():
            return True
        if screen.reading.is_preview_due or self.app._key_queue._waiting or not self.app.user_data.is_idle:
            return True
        hit, document = screen.widgets.results.hit, screen.widgets.reader.document
        return hit is not None and (document is None or document.id not in (hit.id, screen.reading.outside))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the application run until a condition holds. The time limit of the suite ends a test that never ends."""
        while not holds():
            await asyncio.sleep(0.005)

    async def settle(self) -> None:
        """Wait until no request is running and nothing is to be drawn."""
        for _ in range(2):
            await self.pilot.pause()
            await self.until(lambda: not self.is_busy())
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is settled."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as a paste, because each key takes 40 ms in a test."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    def lines(self, selector: str = "") -> str:
        """Return what the screen or one of its widgets shows."""
        strips = self.app.screen._compositor.render_strips()
        if not selector:
            return "\n".join(strip.text.rstrip() for strip in strips)
        region = self.app.screen.query_one(selector).region
        rows = strips[region.y : region.bottom]
        return "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in rows)


Opener = Callable[..., AbstractAsyncContextManager[Explorer]]


@pytest.fixture(autouse=True)
def short_preview_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the delay of the preview while typing."""
    monkeypatch.setattr("tui.screens.main.reading._PREVIEW_AFTER_KEY", 0.04)


@pytest.fixture(autouse=True)
def no_sparklines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep sparklines, which come once the results have rested, from coming while a slow test is under way."""
    monkeypatch.setattr("tui.screens.main.trends._REST", _NEVER)


@pytest.fixture
def explore() -> Opener:
    """Return an async context manager that opens the explorer on a library."""

    @asynccontextmanager
    async def opened(
        library: LibraryLike,
        size: tuple[int, int] = (160, 45),
        settle: bool = True,
        opening: Callable[[], LibraryLike] | None = None,
        settings: Settings = SETTINGS,
        early: Sequence[events.Key] = (),
        key_timeout: float = _NEVER,
        session_file: Path | None = None,
    ) -> AsyncIterator[Explorer]:
        app = Pressroom(
            opening or (lambda: library),
            library.folder,
            settings,
            key_timeout=key_timeout,
            session_file=session_file,
        )
        for event in early:
            app.post_message(event)
        async with app.run_test(size=size) as pilot:
            explorer = Explorer(app, pilot)
            explorer.screen.widgets.search_bar.query_input.cursor_blink = False
            if settle:
                await explorer.settle()
            yield explorer
            assert not [notice for notice in app._notifications if notice.message.startswith("Internal error")]

    return opened


Settle = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def settle() -> Settle:
    """Return a function that waits until the explorer is settled, and stops the blinking of the cursor."""

    async def until_quiet(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, Pressroom)
        explorer = Explorer(pilot.app, pilot)
        await pilot.pause()
        explorer.screen.widgets.search_bar.query_input.cursor_blink = False
        await explorer.settle()

    return until_quiet
