"""The query history in its file; errors are ignored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.config.history import History


def test_saved_queries_are_loaded(tmp_path: Path) -> None:
    """Without duplicates, the latest last."""
    history = History(tmp_path / "deep" / "history", 2)
    for query in ("one", "two", "three", "two"):
        history.add(query)
    history.save()

    later = History(tmp_path / "deep" / "history", 2)
    later.load()
    assert later.entries == ["three", "two"]


def test_a_path_that_is_not_a_regular_file_is_ignored(tmp_path: Path) -> None:
    """Reading a pipe would block, reading a device would not end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero", "missing"):
        history = History(tmp_path / name, 10)
        history.load()

        assert history.entries == []


def test_a_failing_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Complete, without a temporary file beside it."""
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
