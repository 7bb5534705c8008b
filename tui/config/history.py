"""The queries of earlier days, kept in a file of the user's, one a line, the latest last."""

from __future__ import annotations

from pathlib import Path

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.files.regular_file import read_regular
from corpus.model.errors import NotRegularFile, TooLargeFile

_MOST_BYTES = 64 << 20
"""Of the file, which is not read where it is larger."""


class History:
    """What has been searched. Reading and writing are best effort: a history that is lost is not worth an error."""

    def __init__(self, path: Path | None, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.entries: list[str] = []
        """The oldest first."""

    def load(self) -> None:
        """Read the file, if there is one."""
        if self.path is None or not self.limit:
            return
        try:
            text = read_regular(self.path, _MOST_BYTES).decode("utf-8", "replace")
        except (OSError, NotRegularFile, TooLargeFile):
            return
        earlier = [line for line in text.splitlines() if line.strip()]
        self.entries = (earlier + self.entries)[-self.limit :]

    def add(self, text: str) -> bool:
        """Note a query; False where it is empty or the latest already."""
        text = " ".join(text.split())
        if not text or not self.limit or self.entries[-1:] == [text]:
            return False
        self.entries = [*(old for old in self.entries if old != text), text][-self.limit :]
        return True

    def save(self) -> None:
        """Write the file; a new one is readable by its owner alone. The old one stays whole until the new one is."""
        if self.path is None:
            return
        data = "".join(f"{entry}\n" for entry in list(self.entries)).encode("utf-8", "replace")
        try:
            make_folder(self.path.parent)
            atomic_write(self.path, data)
        except OSError:
            return
