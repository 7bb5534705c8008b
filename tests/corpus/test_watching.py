"""Watching a folder: changes that another walk would find are reported, others are not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.files.walk import folders
from corpus.files.watch import watch, would_show
from corpus.model.errors import Unwatchable
from corpus.model.remedy import Remedy


class Watched:
    """A folder watched in a thread; counts the reported changes."""

    def __init__(self, folder: Path, exclude: Path | None = None) -> None:
        self.stop = threading.Event()
        self.ready = threading.Semaphore(0)
        self.changes = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, args=(folder, exclude), daemon=True)
        self._thread.start()
        self.ready.acquire()

    def _run(self, folder: Path, exclude: Path | None) -> None:
        for _ in watch(folder, self.stop, exclude=exclude, ready=self.ready.release):
            self.changes.release()

    def wait_for_change(self) -> None:
        """Wait until a change is reported. The suite's time limit ends a test in which none is."""
        self.changes.acquire()

    def close(self) -> None:
        """End the watch."""
        self.stop.set()
        self._thread.join()


@pytest.fixture
def watching(folder: Path) -> Iterator[Watched]:
    """The folder of four documents, watched."""
    (folder / ".pressroomignore").write_text("*.tmp\nbuild/\n")
    (folder / "build").mkdir()
    watched = Watched(folder, exclude=folder / "library")
    yield watched
    watched.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "new.txt").write_text("x"),
        lambda folder: (folder / "seed.txt").write_text("x"),
        lambda folder: (folder / "seed.txt").unlink(),
        lambda folder: (folder / "2019" / "treaty.md").rename(folder / "2019" / "other.md"),
        lambda folder: (folder / "2019").rename(folder / "1919"),
        lambda folder: (folder / ".pressroomignore").unlink(),
    ],
)
def test_changes_are_reported(folder: Path, watching: Watched, change: Callable[[Path], object]) -> None:
    """Additions, changes and removals."""
    change(folder)

    watching.wait_for_change()


def test_a_new_folder_is_watched(folder: Path, watching: Watched) -> None:
    """And the files added to it later."""
    (folder / "2025").mkdir()
    watching.wait_for_change()
    (folder / "2025" / "new.txt").write_text("x")
    watching.wait_for_change()


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("new.txt", True),
        ("2019/new.txt", True),
        (".pressroomignore", True),
        (".hidden", False),
        ("x.tmp", False),
        ("build/x.txt", False),
        ("library", False),
        ("library/x.txt", False),
        (".git/x.txt", False),
    ],
)
def test_changes_of_skipped_files_are_not_reported(folder: Path, path: str, matters: bool) -> None:
    """Hidden, ignored, and the library itself."""
    (folder / ".pressroomignore").write_text("*.tmp\nbuild/\n")
    for name in ("build", "library", ".git"):
        (folder / name).mkdir()
    watched = dict(folders(folder, exclude=folder / "library"))

    assert would_show(folder, path, watched, folder / "library") is matters


def test_a_folder_that_comes_back_is_watched_again(folder: Path, watching: Watched, tmp_path: Path) -> None:
    """As a disk that is unmounted and mounted; that it vanishes is a change, too."""
    folder.rename(tmp_path / "away")
    watching.wait_for_change()  # an update then says that the folder is gone

    (tmp_path / "away").rename(folder)
    watching.wait_for_change()
    (folder / "new.txt").write_text("x")
    watching.wait_for_change()


def test_the_watched_folders_are_those_of_the_walk(folder: Path) -> None:
    """Without hidden and ignored ones, and without what a link leads to."""
    (folder / ".pressroomignore").write_text("build/\n")
    for name in ("build", ".git", "2019/deep"):
        (folder / name).mkdir()
    (folder / "everything").symlink_to("/")

    assert sorted(path for path, _ in folders(folder)) == ["", "2019", "2019/deep"]


def test_a_link_to_itself_does_not_stop_the_watch(folder: Path) -> None:
    """It is not a folder."""
    (folder / "self").symlink_to("self")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")

    assert sorted(path for path, _ in folders(folder, exclude=folder / "library")) == ["", "2019"]


def test_a_system_that_cannot_watch_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a remedy."""

    def refuse(*_: object, **__: object) -> Iterator[object]:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(Unwatchable, match="watch limit reached") as caught:
        next(watch(folder, threading.Event()))
    assert caught.value.remedy is Remedy.UPDATE_BY_HAND
