"""The server process that forks update processes while the explorer watches the folder."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from index.library import Library
from index.model.errors import UpdateCrashed
from index.model.query import Query
from index.update.job import Job
from index.update.spawn import keep_update_server
from index.update.subprocess import update_in_background

_TEXT = (
    "VILNIUS, 24 November 2026 — Minister Ona Petraitė of Lithuania said that the {word} would be open by the spring, "
    "and that there was no reason to think that it would not be, as she had been told by those who had to know.\n"
)
_LATE = """
import pathlib, sys
import index.update.update_preload
from index.update.job import Job
from index.update.update import update
folder = pathlib.Path({folder!r})
before = set(sys.modules)
next(step for step in update(Job(folder, folder.with_name("library"), watched=True)) if step.committed)
print(*sorted(name for name in set(sys.modules) - before if name.partition(".")[0] in ("corpus", "index")))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document."""
    made = tmp_path / "documents"
    made.mkdir()
    (made / "harbour.txt").write_text(_TEXT.format(word="harbour"), "utf-8")
    return made


def test_an_update_from_the_server_finds_what_was_added(folder: Path) -> None:
    """As one in an interpreter of its own does."""
    assert keep_update_server()
    directory = folder.with_name("library")
    deque(update_in_background(Job(folder, directory), served=True), maxlen=0)
    library = Library.open(folder, directory)
    (folder / "airport.txt").write_text(_TEXT.format(word="airport"), "utf-8")
    deque(update_in_background(Job(folder, directory, watched=True), served=True), maxlen=0)

    assert library.refresh()
    (hit,) = library.search(Query("airport")).hits
    assert (hit.people, hit.countries, str(hit.date)) == (("Ona Petraitė",), ("LT",), "2026-11-24")
    library.close()


@pytest.mark.parametrize("error", [EOFError, FileNotFoundError])
def test_an_update_runs_without_the_server_where_that_cannot_be_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """The server may have ended at its start, and its socket may have been deleted."""

    def refuse(*_: object) -> tuple[int, int]:
        raise error

    monkeypatch.setattr(forkserver, "connect_to_new_process", refuse)
    steps = update_in_background(Job(folder, folder.with_name("library")), served=True)
    assert any(step.committed for step in steps)

    monkeypatch.setattr(BaseProcess, "start", refuse)
    with pytest.raises(UpdateCrashed):
        next(update_in_background(Job(folder, folder.with_name("library")), served=False))


def test_an_update_ends_well_where_no_server_can_be_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is again in an interpreter of its own."""

    def refuse() -> None:
        raise OSError

    monkeypatch.setattr(forkserver, "ensure_running", refuse)
    assert not keep_update_server()


def test_the_server_has_loaded_what_an_update_needs(folder: Path) -> None:
    """Loading takes as long as the whole update of a document may take."""
    code = _LATE.format(folder=str(folder))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


@pytest.mark.parametrize("watched", [False, True])
def test_only_a_watched_folder_has_a_server(folder: Path, monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    """It starts after the first update, not during the launch, and the next update comes from it."""
    updates: list[bool] = []

    def update(job: Job, *, served: bool) -> Iterator[None]:
        updates.append(served)
        yield None

    library = Library.open(folder, folder.with_name("library"), create=True)
    monkeypatch.setattr("index.update.subprocess.update_in_background", update)
    monkeypatch.setattr("index.update.spawn.keep_update_server", lambda: True)
    stop, ready = threading.Event(), threading.Event()
    if watched:
        watching = threading.Thread(target=deque, args=(library.watch(stop, ready.set), 0))
        watching.start()
        ready.wait()
    for _ in range(2):
        deque(library.update(), maxlen=0)
    stop.set()

    assert updates == [False, watched]
