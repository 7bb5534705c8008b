"""Recognized pages by the content of their file: OCR that was interrupted goes on, and a rebuild repeats none of it."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

FILE = "ocr.sqlite"
"""The name of the cache in the folder of a library."""
_WAIT = 30.0
"""Seconds to wait for another process that writes."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS pages (file BLOB, languages TEXT, page INTEGER, text TEXT, "
    "PRIMARY KEY (file, languages, page)) WITHOUT ROWID"
)


def file_key(data: bytes) -> bytes:
    """Return the key of a file with this content."""
    return hashlib.blake2b(data, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class PageCache:
    """The cache in one file, used by several processes. A cache that cannot be read or written is empty."""

    path: Path

    def pages(self, key: bytes, languages: str) -> dict[int, str]:
        """Return the recognized pages of a file by number, from 0.

        Args:
            key: See `file_key`.
            languages: That were recognized.

        """
        with suppress(sqlite3.Error), closing(self._open()) as database:
            rows = database.execute("SELECT page, text FROM pages WHERE file = ? AND languages = ?", (key, languages))
            return dict(rows.fetchall())
        return {}

    def put(self, key: bytes, languages: str, page: int, text: str) -> None:
        """Store a recognized page."""
        with suppress(sqlite3.Error), closing(self._open()) as database, database:
            database.execute(_TABLE)
            database.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)",
                (key, languages, page, text.encode("utf-8", "replace").decode()),
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_WAIT)
