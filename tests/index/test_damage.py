"""A damaged library is noticed when it is opened, reported with a remedy, and rebuilt from the documents."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.model.remedy import Remedy
from index.library import Library
from index.model.errors import LibraryDamaged, LibraryOutdated
from index.model.progress import Report
from index.model.query import Query
from index.storage.manifest import Manifest
from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

Build = Callable[..., Report]


def titles(folder: Path, tmp_path: Path) -> list[str]:
    """The titles of all documents of the library."""
    library = Library.open(folder, tmp_path / "library")
    return [hit.title for hit in library.search(Query()).hits]


def segment(tmp_path: Path) -> Path:
    """The largest file of the index."""
    return max((tmp_path / "library" / "segments").iterdir(), key=lambda path: path.stat().st_size)


def flip(path: Path) -> None:
    """Change some bytes in the middle of a file: more than the padding between two arrays."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 128] = bytes(byte ^ 4 for byte in data[middle : middle + 128])
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [flip, Path.unlink, lambda path: os.truncate(path, 100)])
def test_a_damaged_index_is_told_and_made_anew(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], object]
) -> None:
    """`search` reports it with a remedy, `index` rebuilds the library, and the user's files stay."""
    build(folder)
    (tmp_path / "library" / "bookmarks.yaml").write_text("- mine\n")
    gc.collect()  # a file is checked when this process opens it, not while it is open
    damage(segment(tmp_path))
    args = [str(folder), "--index-dir", str(tmp_path / "library")]

    assert run(["search", *args[:1], "airspace", *args[1:]]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert f"pressroom index {folder}" in error
    assert run(["doctor", *args]) == 1
    assert run(["index", *args]) == 0
    assert len(titles(folder, tmp_path)) == 5
    assert run(["doctor", *args]) == 0
    assert (tmp_path / "library" / "bookmarks.yaml").read_text() == "- mine\n"


@pytest.mark.parametrize("rebuild", [True, False])
def test_files_of_the_user_survive(folder: Path, build: Build, tmp_path: Path, rebuild: bool) -> None:
    """A rebuild, and an update."""
    build(folder)
    (tmp_path / "library" / "bookmarks.yaml").write_text("- mine\n")
    build(folder, rebuild=rebuild)

    assert (tmp_path / "library" / "bookmarks.yaml").read_text() == "- mine\n"


def test_a_library_of_another_version_is_rebuilt(folder: Path, build: Build, tmp_path: Path) -> None:
    """Without a request."""
    build(folder)
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.state(schema="1")

    with pytest.raises(LibraryOutdated) as caught:
        Library.open(folder, tmp_path / "library")
    error = caught.value
    assert (error.remedy, error.folder, error.directory) == (Remedy.REBUILD, folder, tmp_path / "library")
    assert build(folder).added == 5


def test_a_manifest_of_another_version_is_rebuilt(folder: Path, build: Build, tmp_path: Path) -> None:
    """A manifest with other tables."""
    build(folder)
    database = sqlite3.connect(tmp_path / "library" / "manifest.sqlite")
    database.executescript("DROP TABLE files; CREATE TABLE files (path TEXT); PRAGMA user_version = 1")
    database.close()

    assert build(folder).added == 5
    assert build(folder).unchanged == 5


def test_limits_are_settable(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that was skipped for a limit is read once the limit is raised."""
    args = ["index", str(folder), "--index-dir", str(tmp_path / "library"), "--json"]

    assert run([*args, "--limit", "document_bytes=100"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {entry["path"] for entry in report["skipped"]} >= {"seed.txt", "page.html"}
    assert run(args) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["documents"], report["skipped"]) == (5, [])
    assert run([*args, "--max", "bites=1"]) == 2
    assert "no limit “bites”" in capsys.readouterr().err


def test_a_damaged_manifest_is_rebuilt(folder: Path, build: Build, tmp_path: Path) -> None:
    """With the library."""
    build(folder)
    (tmp_path / "library" / "manifest.sqlite").write_bytes(b"no database" * 1000)

    with pytest.raises(LibraryDamaged):
        Library.open(folder, tmp_path / "library")
    assert build(folder).added == 5


@pytest.mark.parametrize("version", [0, 2])
def test_a_list_of_files_with_other_columns_is_made_anew(
    folder: Path, build: Build, tmp_path: Path, version: int
) -> None:
    """Whether or not it says that it is of another version."""
    build(folder)
    with closing(sqlite3.connect(tmp_path / "library" / "manifest.sqlite")) as database:
        database.executescript(
            "DROP TABLE files; CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER);"
            "INSERT INTO files VALUES ('seed.txt', 1, 1); "
            f"PRAGMA user_version = {version}"
        )

    assert build(folder).added == 5
    assert build(folder).unchanged == 5
