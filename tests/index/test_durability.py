"""Crashes, full disks and missing folders lose no data."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from benchmarks import kills
from index.library import Library
from index.model.errors import LibraryLocked, StorageError
from index.model.progress import Report
from index.model.query import Query
from index.storage import shadow_rebuild
from index.storage.doctor import examine
from index.storage.index_store import IndexStore
from index.storage.lock import locked
from index.storage.manifest import FileRecord, Manifest

Build = Callable[..., Report]


class Crash(BaseException):
    """A simulated SIGKILL: nothing catches it."""


def titles(folder: Path, tmp_path: Path) -> list[str]:
    """The first word of the title of every document of the library."""
    library = Library.open(folder, tmp_path / "library")
    return sorted(hit.title.split()[0] for hit in library.search(Query()).hits)


def crash_after_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Run an update that crashes after the commit of the index, before the manifest records it."""

    def die(self: Manifest, read: Iterable[FileRecord], removed: Iterable[str] = ()) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "record", die)
        with pytest.raises(Crash):
            act()


def test_kills_at_random_moments() -> None:
    """A short run of benchmarks/kills.py, which makes 200; tests/index/userdata/test_kills.py has its second part."""
    outcome = kills.trial(2, seed=4, files=20, records=80)

    assert outcome["troubles"] == []


def test_a_file_removed_after_a_crash_leaves_no_document(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the manifest has no stamp of it."""
    build(folder)
    (folder / "new.txt").write_text("Zeppelins over the town.")
    crash_after_commit(monkeypatch, lambda: build(folder))
    assert "Zeppelins" in titles(folder, tmp_path)
    (folder / "new.txt").unlink()
    build(folder)

    assert "Zeppelins" not in titles(folder, tmp_path)


def test_a_file_that_comes_back_after_a_crash_is_read(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though its stamp is the one in the manifest."""
    build(folder)
    before = titles(folder, tmp_path)
    (folder / "seed.txt").rename(tmp_path / "seed.txt")
    crash_after_commit(monkeypatch, lambda: build(folder))
    assert titles(folder, tmp_path) != before
    (tmp_path / "seed.txt").rename(folder / "seed.txt")
    build(folder)

    assert titles(folder, tmp_path) == before


@pytest.mark.parametrize("restored", ["manifest.sqlite", "segments"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_a_library_half_put_back_from_a_backup_has_no_ghosts(
    folder: Path, build: Build, tmp_path: Path, restored: str, is_gone: bool
) -> None:
    """The documents are those of the folder, whichever part of the library is the older one."""
    build(folder)
    part, saved = tmp_path / "library" / restored, tmp_path / "saved"
    copy = shutil.copytree if part.is_dir() else shutil.copy2
    copy(part, saved)
    (folder / "new.txt").write_text("Zeppelins over the town.")
    build(folder)
    (shutil.rmtree if part.is_dir() else os.unlink)(part)
    copy(saved, part)
    if is_gone:
        (folder / "new.txt").unlink()
    build(folder)

    found = titles(folder, tmp_path)
    assert ("Zeppelins" in found) is not is_gone
    assert build(folder).documents == 5 + (not is_gone)
    assert not any(finding.wrong for finding in examine(folder, tmp_path / "library"))


def test_a_table_of_contents_that_was_never_renamed_is_told_and_removed(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a crash leaves it. The next update removes it, though nothing has changed."""
    build(folder)
    (folder / "new.txt").write_text("Zeppelins over the town.")

    def full(self: FileStorage, oldname: str, newname: str, safe: bool = False) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), newname)

    with monkeypatch.context() as patch:
        patch.setattr(FileStorage, "rename_file", full)
        with pytest.raises(StorageError):
            build(folder)
    (draft,) = (tmp_path / "library" / "segments").glob("_MAIN_*.toc.*")
    told = {name for finding in examine(folder, tmp_path / "library") for name in finding.names}
    assert f"segments/{draft.name}" in told

    (folder / "new.txt").unlink()
    build(folder)
    assert not draft.exists()
    assert "Zeppelins" not in titles(folder, tmp_path)


def test_a_crash_before_the_commit_changes_nothing(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next update reads the file."""
    build(folder)
    before = titles(folder, tmp_path)
    (folder / "new.txt").write_text("Zeppelins over the town.")

    def die(self: IndexStore, *, awaited: bool) -> bool:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(IndexStore, "commit", die)
        with pytest.raises(Crash):
            build(folder)
    assert titles(folder, tmp_path) == before
    assert build(folder).added == 1


def test_a_crash_while_the_library_is_created_is_not_called_another_version(
    folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is there and empty, and the manifest states nothing yet: the next update just goes on."""

    def die(self: Manifest, **facts: str) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "state", die)
        with pytest.raises(Crash):
            build(folder)
    report = build(folder)
    assert (report.added, report.rebuilt) == (5, None)


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_rebuild_keeps_the_library_until_the_new_one_is_whole(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """At whichever step it crashes: at the commit, or between any two steps of replacing the library."""
    build(folder)
    before = titles(folder, tmp_path)
    with monkeypatch.context() as patch:
        if step == 1:
            crash_after_commit(patch, lambda: build(folder, rebuild=True))
        else:
            done = []

            def rename(self: Path, target: Path, wrapped: Callable[[Path, Path], Path] = Path.rename) -> Path:
                done.append(target)
                if len(done) >= step - 1:
                    raise Crash
                return wrapped(self, target)

            patch.setattr(Path, "rename", rename)
            patch.setattr(Path, "replace", rename)
            with pytest.raises(Crash):
                build(folder, rebuild=True)
    assert titles(folder, tmp_path) == before
    (folder / "new.txt").write_text("Zeppelins over the town.")
    assert build(folder).added == 1
    assert not (tmp_path / "library" / shadow_rebuild.FOLDER).exists()


def test_a_rebuild_reads_every_file_and_is_seen(folder: Path, build: Build, library: Library) -> None:
    """A process that has the library open sees it on refresh."""
    (folder / "new.txt").write_text("Zeppelins over the town.")
    report = build(folder, rebuild=True)

    assert (report.documents, report.added) == (6, 6)
    assert library.refresh()
    assert library.search(Query("zeppelins")).total == 1


def test_a_full_disk_is_one_sentence_and_loses_nothing(folder: Path, build: Build, tmp_path: Path) -> None:
    """A limit on the size of files simulates the full disk."""
    build(folder)
    before = titles(folder, tmp_path)
    for number in range(60):
        (folder / f"long{number}.txt").write_text(f"Report {number}\n\n" + f"Word{number} and more. " * 900)
    done = subprocess.run(
        [sys.executable, "-m", "tui", "index", str(folder), "--index-dir", str(tmp_path / "library")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("pressroom: The library in ")
    assert done.stderr.count("\n") == 1
    assert set(before) <= set(titles(folder, tmp_path))
    assert build(folder).documents == 65


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "DISK_FULL"), (errno.EROFS, "READ_ONLY")])
def test_a_disk_error_is_reported(
    folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """With a remedy."""
    build(folder)
    opened = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "lock":
            raise OSError(number, os.strerror(number))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StorageError, match=said):
        build(folder)


def test_only_one_writes(folder: Path, build: Build, tmp_path: Path) -> None:
    """The second process gets an error, and may read."""
    build(folder)

    with locked(tmp_path / "library"), pytest.raises(LibraryLocked):
        build(folder)
    assert len(Library.open(folder, tmp_path / "library")) == 5


def test_files_are_private_whatever_the_umask(folder: Path, build: Build, tmp_path: Path) -> None:
    """Files that others may write to are refused, so none must be created."""
    before = os.umask(0o002)
    try:
        build(folder)
        assert len(Library.open(folder, tmp_path / "library")) == 5
    finally:
        os.umask(before)


def test_an_unchanged_file_is_not_opened(folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """So an update without changes is fast."""
    build(folder)
    monkeypatch.setattr("corpus.formats.source.Source.open", None)

    assert build(folder).unchanged == 5


def test_a_crash_while_the_manifest_is_written(folder: Path, build: Build, tmp_path: Path) -> None:
    """The unfinished transaction is rolled back, even when the library is only read."""
    build(folder)
    before = titles(folder, tmp_path)
    files = [tmp_path / "library" / name for name in ("manifest.sqlite", "manifest.sqlite-journal")]
    database = sqlite3.connect(files[0])
    database.executescript("PRAGMA cache_size = 1; BEGIN IMMEDIATE")
    database.executemany(
        "INSERT INTO skipped VALUES (?, NULL, 'empty', '', 0, 0)", [(f"{n}.txt",) for n in range(5000)]
    )
    killed = [path.read_bytes() for path in files]
    database.rollback()
    database.close()
    for path, data in zip(files, killed, strict=True):
        path.write_bytes(data)

    assert titles(folder, tmp_path) == before
    assert Library.open(folder, tmp_path / "library").skipped() == ()
