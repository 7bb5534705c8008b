"""The query history: a text file with one query per line, the latest last."""

from __future__ import annotations

from pathlib import Path

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.files.regular_file import read_regular
from corpus.model.errors import NotRegularFile, TooLargeFile

_MAX_BYTES = 64 << 20
"""A larger file is not read."""


class History:
    """Earlier queries, at most `limit`. Reading and writing ignore errors: a lost history is harmless."""

    def __init__(self, path: Path | None, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.entries: list[str] = []
        """The queries, the oldest first."""

    def load(self) -> None:
        """Read the file, if it exists."""
        if self.path is None or not self.limit:
            return
        try:
            text = read_regular(self.path, _MAX_BYTES).decode("utf-8", "replace")
        except (OSError, NotRegularFile, TooLargeFile):
            return
        earlier = [line for line in text.splitlines() if line.strip()]
        self.entries = (earlier + self.entries)[-self.limit :]

    def add(self, text: str) -> bool:
        """Append a query; returns False if it is empty or equal to the latest one."""
        text = " ".join(text.split())
        if not text or not self.limit or self.entries[-1:] == [text]:
            return False
        self.entries = [*(old for old in self.entries if old != text), text][-self.limit :]
        return True

    def save(self) -> None:
        """Write the file atomically; a new one is readable by its owner only."""
        if self.path is None:
            return
        data = "".join(f"{entry}\n" for entry in list(self.entries)).encode("utf-8", "replace")
        try:
            make_folder(self.path.parent)
            atomic_write(self.path, data)
        except OSError:
            return
