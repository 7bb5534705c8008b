"""The manifest: a stamp of every indexed file, so that an unchanged file is not read again, and what was skipped.

The index and the manifest are written one after the other, and a crash may come in between. Before a commit of the
index, the files whose documents it changes are marked as pending; after it, they get their stamps. So the index never
holds a document whose file is not in the manifest, and a file with a stamp has all its documents in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.library_identity import SampledFile
from index.model.partly_read import PartlyRead
from index.storage import partly_read_table, piece_table, skipped_table
from index.storage.manifest_file import FILE, JOURNAL, ManifestFile, connect, fault_of, make_durable
from index.storage.piece_table import PieceRecord
from index.storage.row_checksum import checked, verified
from index.storage.stored_text import storable, text_of

__all__ = ["FILE", "JOURNAL", "FileRecord", "Manifest"]

_VERSION = 6
"""Raised when the tables change: a manifest of another version is emptied, and the library rebuilt."""
_TABLES = (
    """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, retry INTEGER, fingerprint TEXT, documents INTEGER,
    checksum INTEGER
) WITHOUT ROWID;
"""
    + skipped_table.TABLE
    + partly_read_table.TABLE
    + piece_table.TABLE
)

_RETRY = "retry = 1, checksum = row_checksum(path, size, mtime_ns, 1, fingerprint, documents)"
"""Marks rows of files as pending."""


class FileRecord(NamedTuple):
    """A file that has been read."""

    stamp: FileStamp
    skipped: Sequence[Skipped] = ()
    fingerprint: str = ""
    """A hash of its bytes, by which a renamed file is recognized; "" where that is not possible."""
    documents: int = 0
    """The number of its documents."""
    partly: PartlyRead | None = None
    """What of it is in no document; None where everything was read."""

    @property
    def is_pending(self) -> bool:
        """Whether the next update reads it again: the system refused to read it, or part of it."""
        return any(entry.reason.is_temporary for entry in self.skipped)


class Manifest:
    """The manifest of a library, an SQLite file, because that commits atomically."""

    def __init__(self, directory: Path, *, writing: bool = False, upgradable: bool = False) -> None:
        """Open the manifest of a library; one that is missing or of another version is created, or read as empty.

        Args:
            directory: The directory of the library.
            writing: Whether to open it for writing. Otherwise nothing on the disk is written, except that an unfinished
                transaction that a crash has left is rolled back.
            upgradable: Whether to open it for reading now, and for writing after `begin_writing`.

        Raises:
            LibraryDamaged: the file is not a manifest.
            LibraryUnreadable: the system refuses to read it now.
            StorageError: the disk is full or read-only.

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
        """Allow writes to a manifest opened as upgradable, which must exist and be of this version.

        Raises:
            StorageError: the disk is full or read-only.

        """
        self._file.writing = True
        with self._file.reported():
            make_durable(self._database)

    def _version(self) -> int:
        return int(self._database.execute("PRAGMA user_version").fetchone()[0])

    def _drop(self) -> None:
        """Drop all tables."""
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
        """A stated property of the library, such as its folder or a version; "" if it is not stated."""
        with self._file.reported():
            row = self._database.execute("SELECT name, value, checksum FROM facts WHERE name = ?", (name,)).fetchone()
            return text_of(verified(row)[1]) if row else ""

    def state(self, **facts: str) -> None:
        """State properties of the library."""
        with self._file.reported(), self._database:
            rows = [checked(name, storable(value)) for name, value in facts.items()]
            self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Path to (size, mtime in ns) of every file that need not be read again unless it changes."""
        with self._file.reported():
            rows = self._database.execute("SELECT path, size, mtime_ns FROM files WHERE NOT retry")
            return {path: (size, mtime) for path, size, mtime in rows}

    def paths(self) -> set[str]:
        """The paths of all files in the library, read or skipped."""
        with self._file.reported():
            return {path for (path,) in self._database.execute("SELECT path FROM files")}

    def count_files(self) -> int:
        """The number of files in the library, read or skipped."""
        with self._file.reported():
            return int(self._database.execute("SELECT count(*) FROM files").fetchone()[0])

    def documents(self) -> dict[str, int | None]:
        """Path to the number of documents of each file; None for a pending file."""
        with self._file.reported():
            rows = self._database.execute("SELECT path, CASE WHEN retry THEN NULL ELSE documents END FROM files")
            return dict(rows.fetchall())

    def sum_documents(self) -> tuple[int, list[str]]:
        """The number of documents of all files but the pending ones, and the paths of these."""
        with self._file.reported():
            (known,) = self._database.execute("SELECT total(documents) FROM files WHERE NOT retry").fetchone()
            return int(known), [path for (path,) in self._database.execute("SELECT path FROM files WHERE retry")]

    def fingerprints(self, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Path to (size, fingerprint) of those files that can be recognized under another name."""
        wanted = set(paths)
        with self._file.reported():
            rows = self._database.execute(
                "SELECT path, size, fingerprint FROM files WHERE fingerprint != '' AND NOT retry"
            )
            return {path: (size, mark) for path, size, mark in rows if path in wanted}

    def sample(self, size: int) -> tuple[SampledFile, ...]:
        """At most `size` of the files that can be recognized elsewhere, spread evenly over the folder by path."""
        recognizable = "FROM files WHERE fingerprint != '' AND NOT retry"
        with self._file.reported():
            count = int(self._database.execute(f"SELECT count(*) {recognizable}").fetchone()[0])
            numbered = f"SELECT path, size, fingerprint, row_number() OVER (ORDER BY path) AS n {recognizable}"
            step = max(1, -(-count // size))
            rows = self._database.execute(
                f"SELECT path, size, fingerprint FROM ({numbered}) WHERE (n - 1) % ? = 0", (step,)
            )
            return tuple(SampledFile(*row) for row in rows)

    def files_skipped_for(self, reasons: Iterable[Reason]) -> list[FileStamp]:
        """The files that were skipped for one of these reasons, as a whole or in part, by path."""
        with self._file.reported():
            return skipped_table.files_for(self._database, reasons)

    def mark_pending(self, paths: Iterable[str]) -> None:
        """Mark files as pending, before a commit of the index that changes their documents."""
        with self._file.reported(), self._database:
            self._database.executemany(
                f"INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET {_RETRY}",
                [checked(path, None, None, 1, "", 0) for path in paths],
            )

    def pieces(self, path: str) -> dict[str, PieceRecord]:
        """The pieces of a file whose documents are in the index, by fingerprint."""
        with self._file.reported():
            return piece_table.read(self._database, path)

    def piece_fingerprints(self, path: str) -> set[str]:
        """The fingerprints of these pieces."""
        with self._file.reported():
            return piece_table.fingerprints(self._database, path)

    def forget_pieces(self, paths: Iterable[str]) -> None:
        """Forget the pieces of files, before a commit of the index that changes documents of any of them."""
        with self._file.reported(), self._database:
            piece_table.delete(self._database, paths)

    def record_pieces(self, pieces: Iterable[tuple[str, PieceRecord]]) -> None:
        """Record pieces of files, each with the path of its file. Call after the commit of the index."""
        with self._file.reported(), self._database:
            piece_table.write(self._database, pieces)

    def retry_skipped(self) -> None:
        """Mark every file as pending of which something was skipped."""
        with self._file.reported(), self._database:
            self._database.execute(f"UPDATE files SET {_RETRY} WHERE path IN (SELECT file FROM skipped)")

    def record(self, read: Iterable[FileRecord], removed: Iterable[str] = ()) -> None:
        """Record files that have been read, with what was skipped of each, and forget files that are gone.

        Call after the commit of the index.
        """
        read, removed = tuple(read), tuple(removed)
        gone = [(path,) for path in removed]
        rows = [
            checked(
                *(file.stamp.path, file.stamp.size, file.stamp.mtime_ns),
                *(int(file.is_pending), file.fingerprint, file.documents),
            )
            for file in read
        ]
        with self._file.reported(), self._database:
            self._replace_skipped(read, removed)
            partly_read_table.delete(self._database, [*(file.stamp.path for file in read), *removed])
            self._database.executemany("DELETE FROM files WHERE path = ?", gone)
            piece_table.delete(self._database, removed)
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            partly_read_table.write(self._database, [file.partly for file in read if file.partly])

    def record_recognized(self, read: Iterable[FileRecord]) -> None:
        """Record files to which OCR has added documents: `documents` counts these, and `partly` is not used.

        Call after the commit of the index.
        """
        read = tuple(read)
        rows = [(file.is_pending, file.fingerprint, file.documents, file.stamp.path) for file in read]
        with self._file.reported(), self._database:
            self._replace_skipped(read)
            self._database.executemany(
                "UPDATE files SET retry = ?1, fingerprint = ?2, documents = documents + ?3, checksum = "
                "row_checksum(path, size, mtime_ns, ?1, ?2, documents + ?3) WHERE path = ?4",
                rows,
            )

    def _replace_skipped(self, read: Sequence[FileRecord], removed: Sequence[str] = ()) -> None:
        skipped_table.delete(self._database, [*(file.stamp.path for file in read), *removed])
        for file in read:
            if file.skipped:
                skipped_table.write(self._database, file.skipped, file.stamp.path)

    def record_walk(self, skipped: Iterable[Skipped]) -> None:
        """Replace the entries that the walk through the folder skipped."""
        with self._file.reported(), self._database:
            skipped_table.delete(self._database, [None])
            skipped_table.write(self._database, skipped, None)

    def skipped(self) -> tuple[Skipped, ...]:
        """Everything that could not be read, by path."""
        with self._file.reported():
            return skipped_table.read(self._database)

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """The files of which some content is in no document, by path."""
        with self._file.reported():
            return partly_read_table.read(self._database)

    def check(self) -> str:
        """What is wrong with the file; "" for nothing.

        Raises:
            LibraryUnreadable: the system refuses to read it now.

        """
        with self._file.reported():
            found = fault_of(self._database)
            if found:  # `quick_check` reports a page that cannot be read as a damaged one
                self._file.read_whole()
                found = fault_of(self._database)
        return found
