"""What can go wrong with the arrays of a segment."""

from __future__ import annotations


class DamagedSegment(Exception):
    """A segment's file is missing, cut short, changed or of another version."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}; the index has to be rebuilt")
        self.path = path
        """The file, as the storage names it: a full path, or a bare name for storage in memory."""
        self.reason = reason
        """What is wrong with it, in a few words."""

    def __reduce__(self) -> tuple[type[DamagedSegment], tuple[str, str]]:
        return type(self), (self.path, self.reason)
