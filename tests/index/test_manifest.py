"""The skipped files of a manifest, and which of them are read again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

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
