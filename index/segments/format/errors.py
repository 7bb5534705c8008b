"""Errors of reading the files of an index."""

from __future__ import annotations


class DamagedSegment(Exception):
    """A file of the index is missing, truncated, changed or of another format version."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}; the index has to be rebuilt")
        self.path = path
        """The file as the storage names it: a full path, or a bare name for storage in memory."""
        self.reason = reason
        """What is wrong with it, as a short phrase."""

    def __reduce__(self) -> tuple[type[DamagedSegment], tuple[str, str]]:
        return type(self), (self.path, self.reason)
