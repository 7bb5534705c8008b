"""Why a library cannot be used, read or written: enums that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class DirectoryFault(Enum):
    """Why a folder cannot be the library's. The comments say which fields of a DirectoryError are set, too."""

    NOT_A_FOLDER = auto()
    ROOT = auto()
    HOME = auto()
    DOCUMENTS = auto()
    """It is the folder of the documents."""
    NOT_EMPTY = auto()
    """It has files, and is not a library."""
    OTHER_LIBRARY = auto()  # owner, folder
    """It is the library of another folder."""


class AccessFault(Enum):
    """Why a library is not opened: it may hold what another user has written, or a file that is not regular."""

    LINK = auto()
    OTHER_OWNER = auto()
    WRITABLE_BY_OTHERS = auto()
    NOT_REGULAR = auto()
    """A pipe, socket or device: reading it may never end."""


class StorageFault(Enum):
    """Why the system refuses to read or write a library."""

    DISK_FULL = auto()
    READ_ONLY = auto()
    NO_MEMORY = auto()
    """The system has none for the processes that read, or starts no more of them."""
    VANISHED = auto()
    """The library, or a part of it."""
    BEING_REPLACED = auto()
    """By an update, for a moment."""
    OTHER = auto()
    """The error's `detail` is what the system reports."""


class DamageKind(Enum):
    """What is wrong with a library. The comments say which fields of a Damage are set."""

    NO_INDEX = auto()
    """Its index has no table of contents."""
    NO_SEGMENTS = auto()
    """The folder of its segments is missing."""
    NO_MANIFEST = auto()
    MANIFEST = auto()  # detail: what SQLite or a decoder reports
    FILE_MISSING = auto()  # file
    FILE_TRUNCATED = auto()  # file
    FILE_CHANGED = auto()  # file
    FILE_UNREADABLE = auto()  # file
    """Its checksums are right, but not its structure."""
    FILE_OTHER_VERSION = auto()  # file
    """Another version of the segment format."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a library, and where."""

    kind: DamageKind
    file: str = ""
    detail: str = ""
