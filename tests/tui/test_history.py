"""The queries of earlier sessions: kept in a file, and never worth an error."""

from __future__ import annotations

import os
from pathlib import Path

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
