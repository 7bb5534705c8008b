"""The queries of earlier days, kept in a file of the user's, one a line, the latest last."""

from __future__ import annotations

from pathlib import Path


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
            text = self.path.read_text("utf-8", errors="replace")
        except OSError:
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
        """Write the file, for its owner's eyes only; the old one stays whole until the new one is."""
        if self.path is None:
            return
        draft = self.path.with_suffix(".draft")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            draft.write_text("".join(f"{entry}\n" for entry in list(self.entries)), "utf-8")
            draft.replace(self.path)
        except OSError:
            return
