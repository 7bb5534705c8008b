"""The table of the manifest with the files that were read in part."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from index.model.partly_read import PartlyRead
from index.storage.row_checksum import checked, verified

TABLE = (
    "CREATE TABLE IF NOT EXISTS partly_read (file TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER) "
    "WITHOUT ROWID;"
)
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PartlyRead).decode


def write(database: sqlite3.Connection, partly: Iterable[PartlyRead]) -> None:
    """Insert files, of which there are no rows yet."""
    rows = [checked(each.path, _encode(each)) for each in partly]
    database.executemany("INSERT INTO partly_read VALUES (?, ?, ?)", rows)


def delete(database: sqlite3.Connection, files: Iterable[str]) -> None:
    """Delete the rows of some files."""
    database.executemany("DELETE FROM partly_read WHERE file = ?", [(file,) for file in files])


def read(database: sqlite3.Connection) -> tuple[PartlyRead, ...]:
    """The files by path; raises ChangedRow."""
    rows = map(verified, database.execute("SELECT file, value, checksum FROM partly_read ORDER BY file"))
    return tuple(_decode(value) for _, value in rows)
