"""Shutting the explorer down."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


@pytest.mark.parametrize(("reason", "code"), [(None, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
async def test_exit_jobs_run_before_the_screen_closes(
    explore: Opener, library: FakeLibrary, reason: signal.Signals | None, code: int
) -> None:
    """However long they take; a second request to leave changes nothing."""
    done: list[str] = []
    gate = threading.Event()

    def write_first() -> None:
        gate.wait()
        done.append("first")

    async with explore(library) as explorer:
        explorer.app.exit_jobs.add(write_first)
        explorer.app.exit_jobs.add(lambda: done.append("second"))
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
async def test_every_way_to_quit_runs_the_exit_jobs(
    explore: Opener, library: FakeLibrary, keys: tuple[str, ...]
) -> None:
    """Keys and the command palette."""
    done: list[str] = []
    async with explore(library) as explorer:
        explorer.app.exit_jobs.add(lambda: done.append("written"))
        await explorer.pilot.press(*keys)
        await explorer.until(lambda: explorer.app._exit)

    assert done == ["written"]
