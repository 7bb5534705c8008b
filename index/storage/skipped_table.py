"""The table of the manifest with the files and records that are skipped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.storage.row_checksum import COLUMNS, ChangedRow, checked, verified

TABLE = """
CREATE TABLE IF NOT EXISTS skipped (path TEXT, file TEXT, reason TEXT, detail TEXT, number INTEGER, checksum INTEGER);
CREATE INDEX IF NOT EXISTS skipped_by_file ON skipped (file);
"""


def write(database: sqlite3.Connection, skipped: Iterable[Skipped], file: str | None) -> None:
    """Insert what was skipped of a file; the file is None for what the walk skipped."""
    rows = [checked(entry.path, file, entry.reason.value, entry.detail, entry.number) for entry in skipped]
    database.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?)", rows)


def delete(database: sqlite3.Connection, files: Iterable[str | None]) -> None:
    """Delete what was skipped of some files; None stands for what the walk skipped."""
    database.executemany("DELETE FROM skipped WHERE file IS ?", [(file,) for file in files])


def read(database: sqlite3.Connection) -> tuple[Skipped, ...]:
    """Everything that was skipped, by path; raises ChangedRow."""
    rows = map(verified, database.execute(f"SELECT {COLUMNS['skipped']}, checksum FROM skipped ORDER BY path, rowid"))
    return tuple(Skipped(path, _reason(reason), detail, number) for path, _, reason, detail, number in rows)


def _reason(value: str) -> Reason:
    try:
        return Reason(value)
    except ValueError as error:
        raise ChangedRow(str(error)) from error


def files_for(database: sqlite3.Connection, reasons: Iterable[Reason]) -> list[FileStamp]:
    """The files that were skipped for one of these reasons, as a whole or in part, by path."""
    wanted = [reason.value for reason in reasons]
    rows = database.execute(
        "SELECT DISTINCT files.path, size, mtime_ns FROM files JOIN skipped ON skipped.file = files.path "
        f"WHERE NOT retry AND reason IN ({','.join('?' * len(wanted))}) ORDER BY files.path",
        wanted,
    )
    return [FileStamp(path, size, mtime) for path, size, mtime in rows]
