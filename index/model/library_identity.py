"""What a library is recognized by when its folder has moved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SampledFile:
    """One of the files by which a folder is recognized."""

    path: str
    """Relative to the folder, with forward slashes."""
    size: int
    """Bytes."""
    fingerprint: str
    """A hash of its bytes, from `corpus.reading.fingerprint`."""


@dataclass(frozen=True, slots=True)
class LibraryIdentity:
    """The identity of a library, which does not depend on the path of its folder."""

    id: str
    """Sixteen random hexadecimal digits, also in the library's own folder."""
    folder: Path
    """The folder of the documents, resolved, when user data was written last."""
    commit: int = -1
    """The number of the commit whose files were sampled; -1 before the first sample."""
    sample: tuple[SampledFile, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedLibrary:
    """User data of a library whose folder is gone, and whose documents are in another folder now."""

    identity: LibraryIdentity
    user_data: Path
    """The folder of its user data."""
    matching: int
    """The number of sampled files that the other folder has unchanged."""


@dataclass(frozen=True, slots=True)
class UserDataPlace:
    """Where the user data of a library is kept."""

    folder: Path
    """The folder of the user data; it need not exist."""
    moved: tuple[MovedLibrary, ...] = ()
    """Libraries that may have moved to the folder of the documents, if that has no user data yet."""

    @property
    def corrections(self) -> Path:
        """The file of corrections; it need not exist."""
        return self.folder / "corrections.yaml"
