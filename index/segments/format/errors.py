"""Errors of reading the files of an index."""

from __future__ import annotations

from enum import Enum, auto


class SegmentFault(Enum):
    """The kinds of damage."""

    MISSING = auto()
    TRUNCATED = auto()
    CHANGED = auto()
    """A checksum or a size is wrong."""
    UNREADABLE = auto()
    """The structure is wrong."""
    OTHER_VERSION = auto()
    """The segment has another format version."""


class DamagedSegment(Exception):
    """A file of the index is missing, truncated, changed or of another format version.

    Args:
        path: The file as the storage names it: a full path, or a bare name for storage in memory.
        fault: The kind of damage.
        reason: What is wrong, as a short phrase for developers and the log.

    """

    def __init__(self, path: str, fault: SegmentFault, reason: str) -> None:
        super().__init__(path, fault, reason)
        self.path = path
        self.fault = fault
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}; the index has to be rebuilt"
