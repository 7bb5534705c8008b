"""What is indexed of a folder: every file's stamp, so that an unchanged file is not read again, and what was skipped.

Two things are written, the index and this, and a kill may come between. Therefore the files whose documents a commit
of the index touches are noted before it, to be read again, and get their stamps after it. So, whatever a kill leaves,
the index holds no document whose file is not named here, and a file with a stamp has all of its documents in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.errors import LibraryDamaged
from index.storage.manifest_file import FILE, JOURNAL, ManifestFile, connect, fault_of, make_durable

__all__ = ["FILE", "JOURNAL", "Changes", "FileRecord", "Manifest", "compare"]

_VERSION = 3
"""Raised when the tables change: a manifest of another version is emptied, and the library is made anew."""
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, retry INTEGER, fingerprint TEXT, documents INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skipped (path TEXT, file TEXT, reason TEXT, detail TEXT, number INTEGER);
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


class FileRecord(NamedTuple):
    """A file that has been read."""

    stamp: FileStamp
    skipped: Sequence[Skipped] = ()
    fingerprint: str = ""
    """A hash of its bytes, or "" where they are of no use for recognising it under another name."""
    documents: int = 0
    """How many it holds."""


class Manifest:
    """The stamps of a library, in a small SQLite file: it commits atomically, which is all that is asked of it."""

    def __init__(self, directory: Path, *, writing: bool = False, upgradable: bool = False) -> None:
        """Open the manifest of a library; one that is missing or of another version is created, or read as empty.

        Args:
            directory: Of the library.
            writing: Whether to open it for writing. Otherwise nothing on the disk is written, except that a
                transaction that a crash left unfinished is rolled back.
            upgradable: For reading now, and for writing after `begin_writing`.

        Raises:
            LibraryDamaged: the file is no manifest.
            LibraryUnreadable: the system does not let us read it now.
            StorageError: the disk does not allow it to be written.

        """
        self._file = ManifestFile(directory, writing=writing)
        with self._file.reported():
            if writing:
                self._database = self._file.open_for_writing()
                if self._version() != _VERSION:
                    self._drop()
                self._database.executescript(_TABLES + f"PRAGMA user_version = {_VERSION}")
            else:
                self._database = self._file.open_for_reading(upgradable=upgradable)
                if self._version() != _VERSION:
                    self._database.close()
                    self._database = connect(":memory:")
                    self._database.executescript(_TABLES)

    def begin_writing(self) -> None:
        """Allow writes through a manifest opened as upgradable, which must exist and be of this version.

        Raises:
            StorageError: the disk does not allow it.

        """
        self._file.writing = True
        with self._file.reported():
            make_durable(self._database)

    def _version(self) -> int:
        return int(self._database.execute("PRAGMA user_version").fetchone()[0])

    def _drop(self) -> None:
        """Take all tables out."""
        for (name,) in self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self._database.execute(f'DROP TABLE "{name}"')

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def fact(self, name: str) -> str:
        """A fact about the library, or ""."""
        with self._file.reported():
            row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def state(self, **facts: str) -> None:
        """Write facts about the library."""
        with self._file.reported(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Path to (size, mtime in ns) of every file that need not be read again if it has not changed."""
        with self._file.reported():
            rows = self._database.execute("SELECT path, size, mtime_ns FROM files WHERE NOT retry")
            return {path: (size, mtime) for path, size, mtime in rows}

    def paths(self) -> set[str]:
        """Every file the library knows, read or skipped."""
        with self._file.reported():
            return {path for (path,) in self._database.execute("SELECT path FROM files")}

    def count_files(self) -> int:
        """How many files the library knows, read or skipped."""
        with self._file.reported():
            return int(self._database.execute("SELECT count(*) FROM files").fetchone()[0])

    def documents(self) -> dict[str, int | None]:
        """How many documents each file the library knows has in it; None where that is not settled yet."""
        with self._file.reported():
            rows = self._database.execute("SELECT path, CASE WHEN retry THEN NULL ELSE documents END FROM files")
            return dict(rows.fetchall())

    def fingerprints(self, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Size and fingerprint of those of the files that can be recognised under another name."""
        wanted = set(paths)
        with self._file.reported():
            rows = self._database.execute(
                "SELECT path, size, fingerprint FROM files WHERE fingerprint != '' AND NOT retry"
            )
            return {path: (size, mark) for path, size, mark in rows if path in wanted}

    def intend(self, paths: Iterable[str]) -> None:
        """Note files whose documents are about to change in the index, without a stamp. Call before its commit."""
        with self._file.reported(), self._database:
            self._database.executemany(
                "INSERT INTO files VALUES (?, NULL, NULL, 1, '', 0) ON CONFLICT (path) DO UPDATE SET retry = 1",
                [(path,) for path in paths],
            )

    def retry_skipped(self) -> None:
        """Have every file read again of which something was skipped."""
        with self._file.reported(), self._database:
            self._database.execute("UPDATE files SET retry = 1 WHERE path IN (SELECT file FROM skipped)")

    def record(self, read: Iterable[FileRecord], removed: Iterable[str] = ()) -> None:
        """Note files that have been read, with what was skipped of each, and files that are gone.

        Call after the commit of the index.
        """
        rows, skipped = [], []
        for stamp, left_out, fingerprint, documents in read:
            retry = any(entry.reason.is_temporary for entry in left_out)
            rows.append((stamp.path, stamp.size, stamp.mtime_ns, retry, fingerprint, documents))
            skipped += [_skipped_row(entry, stamp.path) for entry in left_out]
        gone = [(path,) for path in removed]
        with self._file.reported(), self._database:
            self._database.executemany("DELETE FROM skipped WHERE file = ?", [(row[0],) for row in rows] + gone)
            self._database.executemany("DELETE FROM files WHERE path = ?", gone)
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._database.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?, ?)", skipped)

    def record_walk(self, skipped: Iterable[Skipped]) -> None:
        """Replace what the walk through the folder passed over."""
        with self._file.reported(), self._database:
            self._database.execute("DELETE FROM skipped WHERE file IS NULL")
            rows = [_skipped_row(entry, None) for entry in skipped]
            self._database.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?, ?)", rows)

    def skipped(self) -> tuple[Skipped, ...]:
        """All that could not be read, by path."""
        with self._file.reported():
            rows = self._database.execute("SELECT path, reason, detail, number FROM skipped ORDER BY path, rowid")
            try:
                return tuple(Skipped(path, Reason(reason), detail, number) for path, reason, detail, number in rows)
            except ValueError as error:
                raise LibraryDamaged(f"The library in {self._file.directory} is damaged ({error}).") from error

    def check(self) -> str:
        """What is wrong with the file; "" for nothing.

        Raises:
            LibraryUnreadable: the system does not let us read it now.

        """
        with self._file.reported():
            found = fault_of(self._database)
            if found:  # a check that cannot read a page says so as if the page were damaged
                self._file.read_whole()
                found = fault_of(self._database)
        return found


def _skipped_row(entry: Skipped, file: str | None) -> tuple[str, str | None, str, str, int]:
    """A row of the table; the file is None where the walk passed over the entry."""
    return entry.path, file, entry.reason.value, entry.detail, entry.number
