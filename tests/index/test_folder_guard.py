"""An emptied documents' folder does not empty its library, whatever the condition of the library."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.model.errors import FolderError
from corpus.model.remedy import Remedy
from index.library import Library
from index.model.progress import Rebuild, RebuildReason, Report
from index.storage.manifest import Manifest
from index.update.update import Job, update
from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

Build = Callable[..., Report]
Harm = Callable[[Path], object]


def _flip(library: Path) -> None:
    path = max((library / "segments").iterdir(), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 128] = bytes(byte ^ 4 for byte in data[middle : middle + 128])
    path.write_bytes(data)


def _noise(library: Path) -> None:
    (library / "manifest.sqlite").write_bytes(b"no database" * 1000)


def _all(library: Path) -> None:
    _flip(library)
    _noise(library)


def _other_version(library: Path) -> None:
    with Manifest(library, writing=True) as manifest:
        manifest.state(extraction="0")


def _other_tables(library: Path) -> None:
    with closing(sqlite3.connect(library / "manifest.sqlite")) as database:
        database.execute("PRAGMA user_version = 1")


def _other_extractor(library: Path) -> None:
    with Manifest(library, writing=True) as manifest:
        manifest.state(extractor="spacy:one")


HARMS = [
    (_flip, RebuildReason.DAMAGED),
    (_noise, RebuildReason.DAMAGED),
    (_all, RebuildReason.DAMAGED),
    (lambda library: (library / "manifest.sqlite").unlink(), RebuildReason.DAMAGED),
    (_other_version, RebuildReason.OUTDATED),
    (_other_tables, RebuildReason.OUTDATED),
    (_other_extractor, RebuildReason.EXTRACTOR),
]


def contents(library: Path) -> dict[str, bytes]:
    """The contents of all files of a library but the empty ones, which are locks."""
    files = (path for path in library.rglob("*") if path.is_file())
    return {str(path.relative_to(library)): data for path in files if (data := path.read_bytes())}


@pytest.mark.parametrize(("harm", "reason"), HARMS)
def test_a_library_that_must_be_rebuilt_is_not_emptied(
    folder: Path, build: Build, tmp_path: Path, harm: Harm, reason: RebuildReason
) -> None:
    """Even one of a few files, which would be rebuilt from nothing."""
    build(folder)
    gc.collect()
    harm(tmp_path / "library")
    before = contents(tmp_path / "library")
    folder.rename(tmp_path / "disk")
    folder.mkdir()
    (folder / ".hidden").write_text("A hidden file is not a document.")

    with pytest.raises(FolderError, match="EMPTIED") as caught:
        build(folder)
    assert caught.value.remedy is Remedy.REBUILD_IF_EMPTY
    assert contents(tmp_path / "library") == before

    (folder / ".hidden").unlink()
    folder.rmdir()
    (tmp_path / "disk").rename(folder)
    report = build(folder)
    assert (report.documents, report.added) == (5, 5)
    assert isinstance(report.rebuilt, Rebuild)
    assert report.rebuilt.reason is reason
    assert build(folder).rebuilt is None


def test_a_requested_rebuild_empties_the_library(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --rebuild, as the message says."""
    build(folder)
    gc.collect()
    _flip(tmp_path / "library")
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    args = ["index", str(folder), "--index-dir", str(tmp_path / "library")]

    assert run(args) == 2
    said = capsys.readouterr().err
    assert said.endswith(f"pressroom index {folder} --rebuild --index-dir {tmp_path / 'library'}\n")
    assert run([*args, "--rebuild"]) == 0
    assert len(Library.open(folder, tmp_path / "library")) == 0


def test_an_unused_library_may_be_updated_from_an_empty_folder(folder: Path, build: Build, tmp_path: Path) -> None:
    """There is nothing to lose, even if a crash came before the manifest stated anything."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert build(folder).rebuilt is None
    (tmp_path / "library" / "manifest.sqlite").unlink()

    assert build(folder).documents == 0


def test_the_doctor_notices_an_emptied_folder(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It advises to mount the disk before rebuilding."""
    build(folder)
    gc.collect()
    folder.rename(tmp_path / "disk")
    folder.mkdir()
    args = ["doctor", str(folder), "--json", "--index-dir", str(tmp_path / "library")]
    assert run(args) == 1
    [wrong] = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["wrong"]]
    assert "4 files of it are in the library" in wrong["sentence"]

    _flip(tmp_path / "library")
    assert run(args) == 1
    _, wrong = (each for each in json.loads(capsys.readouterr().out)["findings"] if each["wrong"])
    assert wrong["remedy"].startswith("Mount the disk")


@pytest.mark.parametrize(("harm", "reason"), HARMS[:5])
def test_a_rebuild_is_reported(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: Harm, reason: RebuildReason
) -> None:
    """On standard error before it starts, and in the report."""
    build(folder)
    gc.collect()
    harm(tmp_path / "library")

    assert run(["index", str(folder), "--json", "--index-dir", str(tmp_path / "library")]) == 0
    printed, said = capsys.readouterr()
    rebuilt = json.loads(printed)["rebuilt"]
    assert rebuilt["reason"] == reason.value
    assert said == f"pressroom: {rebuilt['detail']} Rebuilding it from the documents.\n"


def test_a_rebuild_is_reported_before_anything_is_removed(folder: Path, build: Build, tmp_path: Path) -> None:
    """It can still be stopped."""
    build(folder)
    gc.collect()
    _flip(tmp_path / "library")
    before = contents(tmp_path / "library")
    steps = update(Job(folder.resolve(), tmp_path / "library", processes=0))

    assert next(steps).rebuild is not None
    assert contents(tmp_path / "library") == before
    steps.close()
