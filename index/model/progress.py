"""What an update reports while it runs and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from corpus.files.ignore import IgnoreWarning
from corpus.model.document import Skipped


class RebuildReason(StrEnum):
    """Why an update rebuilds a library without a request."""

    DAMAGED = "damaged"
    """What was stored is not what was written."""
    OUTDATED = "outdated"
    """Another version wrote it, or it was never finished."""
    EXTRACTOR = "extractor"
    """People and countries are found by another extractor than before."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """An update's rebuild of a library without a request."""

    reason: RebuildReason
    fault: str = ""
    """What was found wrong, in one sentence; "" where nothing was."""


class Phase(Enum):
    """What an update is doing."""

    LOOKING = auto()
    """It compares the folder with the library."""
    READING = auto()
    """It reads what is new or has changed."""
    SAVING = auto()
    """It commits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is."""

    phase: Phase
    done: int = 0
    """Bytes of the files read so far."""
    total: int = 0
    """Bytes of all files to be read; 0 as long as that is not known."""
    documents: int = 0
    """Documents added or updated so far."""
    path: str = ""
    """Of the file at hand."""
    seconds_left: float | None = None
    """An estimate; None as long as there is too little to go by."""
    committed: bool = False
    """True when documents have just become searchable."""
    rebuild: Rebuild | None = None
    """Set once, before anything is removed, when the library is about to be rebuilt without a request."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did."""

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
    """Of those unchanged: documents whose file got another name or place."""
    warnings: tuple[IgnoreWarning, ...] = ()
    """Of those, ignore files and their lines that have no effect in this update."""
    rebuilt: Rebuild | None = None
    """Why the library was rebuilt without a request; None where it was not."""

    def summary(self) -> str:
        """What was done in numbers, for a log: without names of files."""
        counts = {name: getattr(self, name) for name in ("added", "updated", "removed", "unchanged", "renamed")}
        done = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"{self.documents} documents: {done}; {len(self.skipped)} skipped; {self.seconds:.2f} s"
