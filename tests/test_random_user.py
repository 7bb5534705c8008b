"""The explorer under random keys, clicks, pastes and resizes; `python -m benchmarks.random_user` is the long run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.random_events import Keys, Waited, random_events
from benchmarks.random_user import isolated, make_folder, play
from tui.screens.main.main import MainScreen
from tui.state.internal_error import InternalError

EVENTS = 40


async def test_a_random_user_meets_no_error(tmp_path: Path) -> None:
    """No internal error is logged, and the focus and cursor are where they can be, whatever the user does."""
    make_folder(tmp_path / "papers")
    with isolated(tmp_path / "home"):
        run = await play(tmp_path / "papers", tmp_path / "library", random_events(5, EVENTS))

    assert run.errors == []
    assert run.events == EVENTS
    assert len(run.kinds) >= 5


async def test_an_internal_error_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above could not fail; an unhandled one ends the run."""

    def report(screen: MainScreen, _: str) -> None:
        screen.post_message(InternalError(ValueError("of a test"), "a test"))

    make_folder(tmp_path / "papers")
    monkeypatch.setattr(MainScreen, "action_layout", report)
    with isolated(tmp_path / "home"):
        run = await play(tmp_path / "papers", tmp_path / "library", [Keys(("ctrl+b",)), Waited()])

    assert len(run.errors) == 1
    assert "internal error in a test" in run.errors[0]
