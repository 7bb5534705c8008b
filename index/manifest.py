"""What is indexed of a folder: every file's stamp, so that an unchanged file is not read again, and what was skipped.

It is written after the documents: a process killed between the two reads some files again and finds them unchanged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import FileStamp, Skipped
from index.errors import LibraryDamaged
from index.storage import storage_error

FILE = "manifest.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, retry INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skipped (path TEXT, file TEXT, reason TEXT);
CREATE INDEX IF NOT EXISTS skipped_by_file ON skipped (file);
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to bring a library up to date."""

    read: tuple[FileStamp, ...]
    """New and changed files, in the order they were found."""
    removed: tuple[str, ...]
    """Paths that are gone."""


def compare(known: dict[str, tuple[int, int]], found: Iterable[FileStamp]) -> Changes:
    """The difference between the stamps known, path to (size, mtime in ns), and the files found. Pure."""
    left = set(known)
    read = []
    for stamp in found:
        left.discard(stamp.path)
        if known.get(stamp.path) != (stamp.size, stamp.mtime_ns):
            read.append(stamp)
    return Changes(tuple(read), tuple(sorted(left)))


class Manifest:
    """The stamps of a library, in a small SQLite file: it commits atomically, which is all that is asked of it."""

    def __init__(self, directory: Path) -> None:
        """Open or make the manifest of a library.

        Raises:
            LibraryDamaged: the file is no manifest.
            StorageError: the disk does not allow it.

        """
        self._directory = directory
        with self._reported():
            self._database = sqlite3.connect(directory / FILE, timeout=10, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def fact(self, name: str) -> str:
        """A fact about the library, or ""."""
        with self._reported():
            row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def state(self, **facts: str) -> None:
        """Write facts about the library."""
        with self._reported(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def forget(self) -> None:
        """Forget every file and fact: the library is made anew."""
        with self._reported(), self._database:
            for table in ("facts", "files", "skipped"):
                self._database.execute(f"DELETE FROM {table}")

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Path to (size, mtime in ns) of every file that need not be read again if it has not changed."""
        with self._reported():
            rows = self._database.execute("SELECT path, size, mtime_ns FROM files WHERE NOT retry")
            return {path: (size, mtime) for path, size, mtime in rows}

    def paths(self) -> set[str]:
        """Every file the library knows, read or skipped."""
        with self._reported():
            return {path for (path,) in self._database.execute("SELECT path FROM files")}

    def record(self, read: Iterable[tuple[FileStamp, list[Skipped]]], removed: Iterable[str] = ()) -> None:
        """Note files that have been read, with what was skipped of each, and files that are gone."""
        rows, skipped = [], []
        for stamp, left_out in read:
            # A file that the system refused may be readable tomorrow with the same stamp.
            retry = any(entry.reason.startswith(("cannot be read", "vanished")) for entry in left_out)
            rows.append((stamp.path, stamp.size, stamp.mtime_ns, retry))
            skipped += [(entry.path, stamp.path, entry.reason) for entry in left_out]
        gone = [(path,) for path in removed]
        with self._reported(), self._database:
            self._database.executemany("DELETE FROM skipped WHERE file = ?", [(row[0],) for row in rows] + gone)
            self._database.executemany("DELETE FROM files WHERE path = ?", gone)
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
            self._database.executemany("INSERT INTO skipped VALUES (?, ?, ?)", skipped)

    def record_walk(self, skipped: Iterable[Skipped]) -> None:
        """Replace what the walk through the folder passed over."""
        with self._reported(), self._database:
            self._database.execute("DELETE FROM skipped WHERE file IS NULL")
            rows = [(entry.path, entry.reason) for entry in skipped]
            self._database.executemany("INSERT INTO skipped VALUES (?, NULL, ?)", rows)

    def skipped(self) -> tuple[Skipped, ...]:
        """All that could not be read, by path."""
        with self._reported():
            rows = self._database.execute("SELECT path, reason FROM skipped ORDER BY path, rowid")
            return tuple(Skipped(path, reason) for path, reason in rows)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """SQLite's errors as our own."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise storage_error(self._directory, OSError(0, str(error))) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(f"The library in {self._directory} is damaged ({error}).") from error
