"""The table of the manifest with the pieces of large files whose documents are in the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from corpus.model.document import Skipped
from index.model.partly_read import PartlyRead
from index.storage.row_checksum import checked, verified


@dataclass(frozen=True, slots=True)
class PieceRecord:
    """A piece of a large file whose documents are in the index."""

    fingerprint: str
    documents: bytes
    """The ids of its documents, eight bytes each."""
    skipped: tuple[Skipped, ...] = ()
    partly: PartlyRead | None = None
    """What of it is in no document; None where everything was read."""


TABLE = (
    "CREATE TABLE IF NOT EXISTS pieces (file TEXT, fingerprint TEXT, value BLOB, checksum INTEGER, "
    "PRIMARY KEY (file, fingerprint)) WITHOUT ROWID;"
)
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PieceRecord).decode


def write(database: sqlite3.Connection, pieces: Iterable[tuple[str, PieceRecord]]) -> None:
    """Insert or replace pieces, each with the path of its file."""
    rows = [checked(path, piece.fingerprint, _encode(piece)) for path, piece in pieces]
    database.executemany("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)", rows)


def delete(database: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Delete the pieces of files."""
    database.executemany("DELETE FROM pieces WHERE file = ?", [(path,) for path in paths])


def read(database: sqlite3.Connection, path: str) -> dict[str, PieceRecord]:
    """The pieces of a file by fingerprint; raises ChangedRow."""
    rows = database.execute("SELECT file, fingerprint, value, checksum FROM pieces WHERE file = ?", (path,))
    return {fingerprint: _decode(value) for _, fingerprint, value in map(verified, rows)}


def fingerprints(database: sqlite3.Connection, path: str) -> set[str]:
    """The fingerprints of the pieces of a file."""
    rows = database.execute("SELECT fingerprint FROM pieces WHERE file = ?", (path,))
    return {fingerprint for (fingerprint,) in rows}
