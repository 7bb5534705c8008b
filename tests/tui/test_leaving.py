"""The one way out of the explorer."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


@pytest.mark.parametrize(("reason", "code"), [(None, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
async def test_what_is_unfinished_is_finished_first(
    explore: Opener, library: FakeLibrary, reason: signal.Signals | None, code: int
) -> None:
    """While the screen is still drawn, however long it takes; whoever asks a second time changes nothing."""
    done: list[str] = []
    gate = threading.Event()

    def write_first() -> None:
        gate.wait()
        done.append("first")

    async with explore(library) as explorer:
        explorer.app.finish_before_leaving(write_first)
        explorer.app.finish_before_leaving(lambda: done.append("second"))
        explorer.app.leave(reason)
        explorer.app.leave(signal.SIGQUIT)
        await explorer.pilot.pause()
        assert not explorer.app._exit
        assert "12 documents" in explorer.lines("#results")
        gate.set()
        await explorer.until(lambda: explorer.app._exit)

    assert done == ["first", "second"]
    assert explorer.app.return_code == code


@pytest.mark.parametrize("keys", [("ctrl+q",), ("down", "q"), ("ctrl+p", *"quit", "down", "enter")])
async def test_every_way_out_is_this_one(explore: Opener, library: FakeLibrary, keys: tuple[str, ...]) -> None:
    """Keys and the command palette."""
    done: list[str] = []
    async with explore(library) as explorer:
        explorer.app.finish_before_leaving(lambda: done.append("written"))
        await explorer.pilot.press(*keys)
        await explorer.until(lambda: explorer.app._exit)

    assert done == ["written"]
