"""Folders that are missing, unmounted or unreadable lose no data."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.document import Skipped
from corpus.model.errors import FolderError
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Phase, Report
from index.update.update import Job, update
from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

Build = Callable[..., Report]


def test_a_missing_folder_can_still_be_searched(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An update is refused."""
    build(folder)
    folder.rename(tmp_path / "elsewhere")
    args = ["--index-dir", str(tmp_path / "library")]

    assert run(["search", str(folder), "airspace", *args]) == 0
    assert run(["index", str(folder), *args]) == 2
    assert "There is no folder" in capsys.readouterr().err
    (tmp_path / "elsewhere").rename(folder)
    assert build(folder).unchanged == 5


def fill(folder: Path, count: int = 12) -> None:
    """Fill a folder with documents."""
    for number in range(count):
        (folder / f"paper{number}.txt").write_text(f"Paper {number} is about airspace.")


def test_an_unmounted_disk_does_not_empty_the_library(tmp_path: Path, build: Build) -> None:
    """Its mount point is an empty folder; only --rebuild empties the library."""
    folder = tmp_path / "disk"
    folder.mkdir()
    fill(folder)
    build(folder)
    for file in folder.iterdir():
        file.unlink()

    with pytest.raises(FolderError, match="EMPTIED"):
        build(folder)
    assert len(Library.open(folder, tmp_path / "library")) == 12
    assert build(folder, rebuild=True).documents == 0


def test_a_folder_unmounted_while_it_is_read_loses_nothing(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read by then is not committed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    fill(folder)
    build(folder)
    for file in folder.iterdir():
        file.write_text(file.read_text() + "More.")
    steps = update(Job(folder.resolve(), tmp_path / "library", processes=0))
    while next(steps).phase is not Phase.READING:
        pass
    folder.rename(tmp_path / "taken")
    folder.mkdir()

    with pytest.raises(FolderError, match="REPLACED"):
        list(steps)
    assert len(Library.open(folder, tmp_path / "library")) == 12


def test_documents_of_unreadable_folders_and_files_stay(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A subfolder with an input/output error, and a file that cannot be opened."""
    build(folder)
    scan = os.scandir

    def fail(path: str | Path) -> object:
        if str(path).endswith("2019"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return scan(path)

    (folder / "page.html").write_text("changed")
    monkeypatch.setattr(os, "scandir", fail)
    monkeypatch.setattr(
        "index.update.worker_tasks.read",
        lambda folder, path, limits, options: [Skipped(path, Reason.UNREADABLE, "input/output error")],
    )
    report = build(folder)

    assert (report.documents, report.removed) == (5, 0)
    assert [entry.path for entry in report.skipped] == ["2019/", "page.html"]
    monkeypatch.undo()
    assert build(folder).updated == 1
