"""The SQLite file of a manifest: opening it, and translating SQLite's errors."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.model.errors import LibraryDamaged, LibraryError
from index.model.library_fault import Damage, DamageKind
from index.storage.directory import present, storage_error, unreadable
from index.storage.row_checksum import COLUMNS, ChangedRow, changed_table, register

FILE = "manifest.sqlite"
JOURNAL = f"{FILE}-journal"
_ERRNO = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS, sqlite3.SQLITE_IOERR: errno.EIO}
"""From SQLite's codes for disk errors to the system's."""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLite's codes for a damaged file. All others are about the system."""


class ManifestFile:
    """The SQLite file of one library.

    Args:
        directory: The directory of the library.
        writing: Whether an error of the system is a failed write or a failed read.

    """

    def __init__(self, directory: Path, *, writing: bool) -> None:
        self.directory = directory
        self.writing = writing

    def open_for_writing(self) -> sqlite3.Connection:
        """Open the file; create it if it is missing."""
        database = connect(f"{self._uri}?mode=rwc")
        make_durable(database)
        return database

    def open_for_reading(self, *, upgradable: bool = False) -> sqlite3.Connection:
        """Open the file, or an empty database in memory where there is none.

        Args:
            upgradable: Whether the connection may be used for writing later. Reading alone writes nothing either way.

        """
        if not present(self.directory / FILE):
            return connect(":memory:")
        # A crash may have left an unfinished transaction, which SQLite rolls back: a write.
        mode = "rw" if upgradable or present(self.directory / JOURNAL) else "ro"
        return connect(f"{self._uri}?mode={mode}")

    @property
    def _uri(self) -> str:
        return (self.directory / FILE).absolute().as_uri()

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Translate errors of SQLite and of the system, and changed rows, into LibraryErrors."""
        try:
            yield
        except ChangedRow as error:
            raise self.damaged(error) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self._as_ours(error) from error
        except OSError as error:
            raise unreadable(self.directory, error) from error

    def read_whole(self) -> None:
        """Read every byte without SQLite; raises OSError if the system refuses."""
        for name in (FILE, JOURNAL):
            if present(self.directory / name):
                (self.directory / name).read_bytes()

    def _as_ours(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> LibraryError:
        """The LibraryError for an error of SQLite; a damaged schema can make its message invalid UTF-8."""
        code = _code(error)
        if code not in _DAMAGE:
            said = OSError(_ERRNO.get(code, 0), str(error))
            return storage_error(self.directory, said) if self.writing else unreadable(self.directory, said)
        # SQLite reports an input/output error as damage: it is damage only if a readable file shows it again.
        try:
            self.read_whole()
        except OSError as refused:
            return unreadable(self.directory, refused)
        if self._is_whole():
            return unreadable(self.directory, OSError(0, str(error)))
        return self.damaged(error)

    def damaged(self, error: Exception) -> LibraryDamaged:
        """The error about a file with wrong content."""
        return LibraryDamaged(self.directory, Damage(DamageKind.MANIFEST, detail=str(error)))

    def _is_whole(self) -> bool:
        """Whether the file is found undamaged when it is opened again."""
        try:
            with closing(self.open_for_reading()) as database:
                return not fault_of(database)
        except (sqlite3.Error, OSError, UnicodeDecodeError):
            return False


def connect(address: str) -> sqlite3.Connection:
    """Open a database by its URI, or ":memory:"."""
    database = sqlite3.connect(address, timeout=10, check_same_thread=False, uri=address.startswith("file:"))
    register(database)
    return database


def make_durable(database: sqlite3.Connection) -> None:
    """Have every transaction synced to the disk before it counts as committed."""
    # No write-ahead log: its helper files must be written even for reading, which a read-only disk does not allow.
    database.execute("PRAGMA journal_mode=DELETE")
    # EXTRA syncs the folder, too: else a power cut could bring back the removed journal, which undoes the transaction.
    database.execute("PRAGMA synchronous=EXTRA")


def fault_of(database: sqlite3.Connection) -> str:
    """What is wrong with the tables, pages or rows of a manifest; "" for nothing."""
    try:
        for table, columns in COLUMNS.items():
            database.execute(f"SELECT {columns}, checksum FROM {table} LIMIT 0")
    except sqlite3.OperationalError as error:
        if _code(error) != sqlite3.SQLITE_ERROR:
            raise
        return str(error)
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        return found
    table = changed_table(database)
    return f"checksum of {table}" if table else ""


def _code(error: Exception) -> int:
    """SQLite's primary result code; "corrupt" for errors raised by Python's module, which have none."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
