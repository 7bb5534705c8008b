"""Progress and result of an update."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from corpus.files.ignore import IgnoreWarning
from corpus.model.document import Skipped
from index.model.library_fault import Damage


class RebuildReason(StrEnum):
    """Why an update rebuilds a library without a request."""

    DAMAGED = "damaged"
    """A checksum or structure is wrong, or a file is missing."""
    OUTDATED = "outdated"
    """Another version wrote it, or it was never finished."""
    EXTRACTOR = "extractor"
    """The people and countries were found by another extractor."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """An update's rebuild of a library without a request."""

    reason: RebuildReason
    damage: Damage | None = None
    """What is wrong with a DAMAGED library."""


class Phase(Enum):
    """What an update is doing."""

    LOOKING = auto()
    """It compares the folder with the library."""
    READING = auto()
    """It reads new and changed files."""
    RECOGNIZING = auto()
    """It does OCR; everything else is searchable."""
    SAVING = auto()
    """It commits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of an update."""

    phase: Phase
    done: int = 0
    """Bytes of the files read so far."""
    total: int = 0
    """Bytes of all files to be read; 0 while that is unknown."""
    documents: int = 0
    """Documents added or updated so far."""
    path: str = ""
    """The path of the current file."""
    seconds_left: float | None = None
    """An estimate; None while there is too little to estimate from."""
    committed: bool = False
    """True if documents have just become searchable."""
    rebuild: Rebuild | None = None
    """Set once, before anything is removed, when the library is about to be rebuilt without a request."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an update."""

    documents: int
    """In the library now."""
    added: int
    updated: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    """All that could not be read, in this update or before it."""
    seconds: float
    renamed: int = 0
    """The number of unchanged documents whose file was renamed or moved."""
    warnings: tuple[IgnoreWarning, ...] = ()
    """Ignore files and patterns that have no effect."""
    rebuilt: Rebuild | None = None
    """Why the library was rebuilt without a request; None where it was not."""

    def summary(self) -> str:
        """The counts, for the log: without names of files."""
        counts = {name: getattr(self, name) for name in ("added", "updated", "removed", "unchanged", "renamed")}
        done = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"{self.documents} documents: {done}; {len(self.skipped)} skipped; {self.seconds:.2f} s"
