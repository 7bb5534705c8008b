"""The queries of earlier sessions: kept in a file, and never worth an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.config.history import History


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    """The latest last, each once."""
    history = History(tmp_path / "deep" / "history", 2)
    for query in ("one", "two", "three", "two"):
        history.add(query)
    history.save()

    later = History(tmp_path / "deep" / "history", 2)
    later.load()
    assert later.entries == ["three", "two"]


def test_what_is_no_file_is_no_history(tmp_path: Path) -> None:
    """A pipe would hang, a device would never end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero", "missing"):
        history = History(tmp_path / name, 10)
        history.load()

        assert history.entries == []


def test_a_failing_write_leaves_the_old_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole, and nothing beside it."""
    history = History(tmp_path / "history", 10)
    history.add("one")
    history.save()
    before = history.path and history.path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    history.add("two")
    history.save()

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]
