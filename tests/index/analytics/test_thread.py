"""Threads of mail messages."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from tests.index.mail_threads import MESSAGES, write_messages


def test_threads_by_ids_and_subjects(tmp_path: Path) -> None:
    """In order of date, answers after what they answer."""
    folder = write_messages(tmp_path / "mail")
    library = Library.open(folder, tmp_path / "library", create=True)
    for _ in library.update():
        pass
    library.refresh()
    found = {
        name: ([library.document(each).path[:2] for each in thread.ids], thread.at)
        for name in MESSAGES
        if (thread := library.analytics.thread(f"{name}.eml"))
    }
    alone = library.analytics.thread("note.txt")

    a, b = ["a1", "a2", "a3"], ["b1", "b2"]
    assert found == {
        "a1": (a, 0),
        "a2": (a, 1),
        "a3": (a, 2),
        "b1": (b, 0),
        "b2": (b, 1),
        "c1": (["c1"], 0),
        "d1": (["d1"], 0),
    }
    assert len(alone.ids) == 1
