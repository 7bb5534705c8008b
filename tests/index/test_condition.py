"""Missing, damaged and outdated libraries are distinguished."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.library import Library
from index.model.errors import LibraryDamaged, LibraryOutdated
from index.model.progress import Report
from index.storage.condition import State, inspect
from index.storage.manifest import Manifest

Build = Callable[..., Report]


def _nothing(library: Path) -> None:
    shutil.rmtree(library / "segments")
    (library / "manifest.sqlite").unlink()


def _no_list(library: Path) -> None:
    (library / "manifest.sqlite").unlink()


def _no_segments(library: Path) -> None:
    shutil.rmtree(library / "segments")


def _no_contents(library: Path) -> None:
    for path in (library / "segments").glob("*.toc"):
        path.unlink()


def _other_version(library: Path) -> None:
    with Manifest(library, writing=True) as manifest:
        manifest.state(schema="0")


def _other_tables(library: Path) -> None:
    with closing(sqlite3.connect(library / "manifest.sqlite")) as database:
        database.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize(
    ("harm", "state", "files"),
    [
        (_nothing, State.UNUSED, 0),
        (_no_list, State.DAMAGED, 5),
        (_no_segments, State.DAMAGED, 4),
        (_no_contents, State.DAMAGED, 4),
        (_other_version, State.OUTDATED, 4),
        (_other_tables, State.OUTDATED, 5),
        (lambda library: None, State.GOOD, 4),
    ],
)
def test_missing_damaged_and_outdated_are_told_apart(
    folder: Path, build: Build, tmp_path: Path, harm: Callable[[Path], None], state: State, files: int
) -> None:
    """With the number of files in the manifest, or of documents where that is unknown."""
    build(folder)
    gc.collect()
    harm(tmp_path / "library")
    with inspect(tmp_path / "library") as inspection:
        condition = inspection.condition

    assert (condition.state, condition.files) == (state, files)
    if state is State.GOOD:
        assert len(Library.open(folder, tmp_path / "library")) == 5
        return
    with pytest.raises(LibraryDamaged if state is State.DAMAGED and harm is not _no_list else LibraryOutdated):
        Library.open(folder, tmp_path / "library")
    report = build(folder)
    assert report.added == 5
    assert (report.rebuilt is None) is (state is State.UNUSED)
