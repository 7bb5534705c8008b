"""The skipped files of a manifest, and which of them are read again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import faults_shim
from benchmarks.faults_disk import read_log
from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.errors import LibraryDamaged
from index.model.partly_read import PartlyRead
from index.storage.manifest import FILE, FileRecord, Manifest
from index.storage.piece_table import PieceRecord

TEMPORARY = {
    Reason.UNREADABLE,
    Reason.FOLDER_UNREADABLE,
    Reason.VANISHED,
    Reason.NOT_MOUNTED,
    Reason.NO_MEMORY,
    Reason.IGNORE_FILE_UNREADABLE,
}


@pytest.mark.parametrize("reason", Reason)
def test_a_file_is_retried_only_if_the_system_refused_it(tmp_path: Path, reason: Reason) -> None:
    """All others wait until the file changes."""
    skipped = Skipped("a.txt#2", reason, "cannot be read: vanished", 7)
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.record([FileRecord(FileStamp("a.txt", 3, 5), [skipped])])
    with Manifest(tmp_path) as manifest:
        assert manifest.skipped() == (skipped,)
        assert manifest.stamps() == ({} if reason in TEMPORARY else {"a.txt": (3, 5)})


def test_entries_skipped_by_the_walk_are_stored_with_their_detail(tmp_path: Path) -> None:
    """Each walk replaces the entries of the one before."""
    old, new = Skipped(".a", Reason.HIDDEN), Skipped("b", Reason.LINK, "elsewhere")
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.record_walk([old])
        manifest.record_walk([new])
        assert manifest.skipped() == (new,)


def test_an_unknown_reason_is_damage(tmp_path: Path) -> None:
    """An unknown reason raises LibraryDamaged."""
    Manifest(tmp_path, writing=True).close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("INSERT INTO skipped VALUES ('a.txt', 'a.txt', 'is empty', '', 0, 0)")
    database.close()
    with Manifest(tmp_path) as manifest, pytest.raises(LibraryDamaged):
        manifest.skipped()


def test_a_manifest_of_the_version_before_is_read_as_empty(tmp_path: Path) -> None:
    """Its reasons were sentences; the library is rebuilt."""
    with sqlite3.connect(tmp_path / FILE) as database:
        database.executescript(
            "CREATE TABLE skipped (path TEXT, file TEXT, reason TEXT); PRAGMA user_version = 2;"
            "INSERT INTO skipped VALUES ('a.txt', 'a.txt', 'is empty');"
        )
    database.close()
    for writing in (False, True):
        with Manifest(tmp_path, writing=writing) as manifest:
            assert manifest.skipped() == ()
            assert manifest.check() == ""


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("facts", "value = '/elsewhere'"),
        ("files", "mtime_ns = mtime_ns + 1"),
        ("files", "retry = 0"),
        ("skipped", "detail = 'x'"),
        ("partly_read", "value = x'00'"),
        ("pieces", "value = x'00'"),
    ],
)
def test_a_changed_value_is_damage(tmp_path: Path, table: str, change: str) -> None:
    """Its page is well-formed, but the checksum of its row is wrong."""
    stamp = FileStamp("a.txt", 3, 4)
    partly = PartlyRead("a.txt", 1, ())
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.state(folder="/documents")
        manifest.record([FileRecord(stamp, [Skipped("a.txt#2", Reason.EMPTY)], "f", 1, partly)])
        manifest.record_pieces([("a.txt", PieceRecord("f", b"12345678"))])
        manifest.mark_pending(["a.txt", "b.txt"])
        manifest.retry_skipped()
    with Manifest(tmp_path) as manifest:
        assert manifest.check() == ""

    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute(f"UPDATE {table} SET {change}")
    with Manifest(tmp_path) as manifest:
        assert manifest.check() == f"checksum of {table}"


@pytest.mark.skipif(bool(faults_shim.obstacle()), reason=faults_shim.obstacle() or "can run")
def test_the_end_of_a_transaction_is_synced(tmp_path: Path) -> None:
    """A power cut must not bring back the removed journal, which would undo the transaction."""
    room, log = tmp_path / "room", tmp_path / "recorded"
    room.mkdir()
    code = (
        "import sys; from pathlib import Path; from benchmarks.faults_shim import Shim\n"
        "from index.storage.manifest import Manifest\n"
        "with Shim().recording(Path(sys.argv[2])), Manifest(Path(sys.argv[1]), writing=True) as manifest:\n"
        "    manifest.mark_pending(['a.txt'])\n"
    )
    environment = faults_shim.environment(faults_shim.build(tmp_path), room)
    subprocess.run([sys.executable, "-c", code, str(room), str(log)], env=environment, check=True)

    calls = [(call.kind, Path(call.path).name) for call in read_log(log)]
    assert ("unlink", f"{FILE}-journal") in calls
    assert calls[-1] == ("sync", "room")
