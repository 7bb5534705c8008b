"""A sub-folder on a disk of its own that is not mounted keeps its documents."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files import mounts
from corpus.model.document import Skipped
from corpus.model.errors import FolderError
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Report

Build = Callable[..., Report]


class Disks:
    """Says which sub-folders are disks: everything else is on the disk of the root."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.root = root.resolve()
        self.mounted: set[str] = set()
        """Paths relative to the root, which is "."."""
        monkeypatch.setattr(mounts, "device_of", self._device)

    def _device(self, path: Path) -> int | None:
        if not path.is_dir():
            return None
        if path == self.root.parent:
            return 1
        inside = path.resolve().relative_to(self.root).as_posix()
        return 2 if any(disk == "." or f"{inside}/".startswith(f"{disk}/") for disk in self.mounted) else 1


@pytest.fixture
def disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Build) -> Disks:
    """A library of one paper at home and two on a disk, whose name has a line break."""
    root = tmp_path / "papers"
    disk = root / "media" / "old\ndisk"
    (disk / "1987").mkdir(parents=True)
    (root / "home.txt").write_text("Talks at home.")
    (disk / "a.txt").write_text("Talks on a disk.")
    (disk / "1987" / "b.txt").write_text("Talks on a disk in 1987.")
    disks = Disks(monkeypatch, root)
    disks.mounted = {"media/old\ndisk"}
    assert build(root).documents == 3
    return disks


@pytest.mark.parametrize(
    "left", ["media/old\ndisk", "media", ""], ids=["empty folder", "no folder", "nothing above it"]
)
def test_documents_of_a_disk_that_is_not_mounted_stay(disks: Disks, tmp_path: Path, build: Build, left: str) -> None:
    """Whether its folder is left empty or is removed; the disk is listed as skipped until it is mounted again."""
    kept = tmp_path / "kept"
    shutil.move(disks.root / "media", kept)
    (disks.root / left).mkdir(parents=True, exist_ok=True)
    disks.mounted = set()

    for _ in range(2):
        report = build(disks.root)
        assert (report.documents, report.removed) == (3, 0)
        assert report.skipped == (Skipped("media/old\ndisk/", Reason.NOT_MOUNTED),)
    assert len(Library.open(disks.root, tmp_path / "library")) == 3

    shutil.rmtree(disks.root / "media", ignore_errors=True)
    shutil.move(kept, disks.root / "media")
    disks.mounted = {"media/old\ndisk"}
    report = build(disks.root)
    assert (report.documents, report.added, report.updated, report.skipped) == (3, 0, 0, ())


def test_a_root_that_was_a_disk_is_not_taken_for_emptied(disks: Disks, tmp_path: Path, build: Build) -> None:
    """However few documents it held; when it is mounted and empty, they are gone."""
    disks.mounted = {"."}
    build(disks.root)
    disks.root.rename(tmp_path / "kept")
    disks.root.mkdir()
    disks.mounted = set()

    for _ in range(2):
        with pytest.raises(FolderError, match="EMPTIED"):
            build(disks.root)
    assert len(Library.open(disks.root, tmp_path / "library")) == 3
    disks.mounted = {"."}
    assert build(disks.root).removed == 3


def test_files_removed_from_a_mounted_disk_are_gone(disks: Disks, build: Build) -> None:
    """The disk is there, and empty."""
    disk = disks.root / "media" / "old\ndisk"
    shutil.rmtree(disk)
    disk.mkdir()

    report = build(disks.root)

    assert (report.documents, report.removed, report.skipped) == (1, 2, ())


def test_a_rebuild_forgets_a_disk_that_is_not_mounted(disks: Disks, build: Build) -> None:
    """As the reason says."""
    shutil.rmtree(disks.root / "media")
    disks.mounted = set()

    assert build(disks.root, rebuild=True).documents == 1
    report = build(disks.root)
    assert (report.documents, report.skipped) == (1, ())


def test_a_disk_copied_into_its_own_mount_point_is_an_ordinary_folder(disks: Disks, build: Build) -> None:
    """What is missing of it is gone."""
    disks.mounted = set()
    (disks.root / "media" / "old\ndisk" / "a.txt").unlink()

    report = build(disks.root)

    assert (report.documents, report.removed, report.skipped) == (2, 1, ())


def test_a_folder_removed_while_the_update_looks_is_no_disk(
    disks: Disks, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its documents are gone at the next update."""
    folder = disks.root / "2001"
    folder.mkdir()
    (folder / "c.txt").write_text("Talks of 2001.")
    device_of = mounts.device_of
    monkeypatch.setattr(mounts, "device_of", lambda path: None if path.name == "2001" else device_of(path))
    assert build(disks.root).documents == 4
    shutil.rmtree(folder)

    report = build(disks.root)

    assert (report.documents, report.removed, report.skipped) == (3, 1, ())
