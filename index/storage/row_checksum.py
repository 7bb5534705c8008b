"""Checksums of the rows of a manifest. SQLite's own check finds damaged pages, but not changed values."""

from __future__ import annotations

import sqlite3
import zlib
from typing import Any

COLUMNS = {
    "facts": "name, value",
    "files": "path, size, mtime_ns, retry, fingerprint, documents",
    "skipped": "path, file, reason, detail, number",
    "partly_read": "file, value",
    "pieces": "file, fingerprint, value",
}
"""The columns of each table, in order; the last column of every table is `checksum`, over the others."""
Value = str | int | bytes | None


def row_checksum(*values: Value) -> int:
    """The checksum of a row: the CRC-32 of its values, in the order of the columns. Also a function of SQLite."""
    parts = tuple(zlib.crc32(value) if isinstance(value, bytes) else value for value in values)
    return zlib.crc32(repr(parts).encode("utf-8", "surrogatepass"))


def checked(*values: Value) -> tuple[Value, ...]:
    """A row to insert: the values and their checksum."""
    return (*values, row_checksum(*values))


def register(database: sqlite3.Connection) -> None:
    """Make `row_checksum` a function of SQL."""
    database.create_function("row_checksum", -1, row_checksum, deterministic=True)


class ChangedRow(ValueError):
    """A row is not what was written."""


def verified(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values of a row without its checksum, which is last; raises ChangedRow if it is wrong."""
    *values, checksum = row
    if row_checksum(*values) != checksum:
        raise ChangedRow("checksum of a row")
    return tuple(values)


def changed_table(database: sqlite3.Connection) -> str:
    """The name of a table with a row that has changed since it was written; "" for none."""
    for table, columns in COLUMNS.items():
        changed = f"SELECT 1 FROM {table} WHERE checksum IS NOT row_checksum({columns}) LIMIT 1"
        if database.execute(changed).fetchone():
            return table
    return ""
