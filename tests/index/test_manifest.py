"""What the manifest keeps of skipped files, and which of them are read again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.errors import LibraryDamaged
from index.storage.manifest import FILE, FileRecord, Manifest

TEMPORARY = {Reason.UNREADABLE, Reason.FOLDER_UNREADABLE, Reason.VANISHED, Reason.IGNORE_FILE_UNREADABLE}


@pytest.mark.parametrize("reason", Reason)
def test_a_file_is_tried_again_only_where_the_system_refused(tmp_path: Path, reason: Reason) -> None:
    """Whatever the words for it are; all else stays as it is until the file changes."""
    skipped = Skipped("a.txt#2", reason, "cannot be read: vanished", 7)
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.record([FileRecord(FileStamp("a.txt", 3, 5), [skipped])])
    with Manifest(tmp_path) as manifest:
        assert manifest.skipped() == (skipped,)
        assert manifest.stamps() == ({} if reason in TEMPORARY else {"a.txt": (3, 5)})


def test_what_the_walk_passed_over_is_kept_with_its_detail(tmp_path: Path) -> None:
    """It is replaced by each walk."""
    old, new = Skipped(".a", Reason.HIDDEN), Skipped("b", Reason.LINK, "elsewhere")
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.record_walk([old])
        manifest.record_walk([new])
        assert manifest.skipped() == (new,)


def test_a_reason_that_is_none_is_damage(tmp_path: Path) -> None:
    """Never an exception that nobody expects."""
    Manifest(tmp_path, writing=True).close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("INSERT INTO skipped VALUES ('a.txt', 'a.txt', 'is empty', '', 0)")
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
