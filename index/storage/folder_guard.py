"""Safeguards against a documents' folder that was unmounted, replaced or emptied."""

from __future__ import annotations

from pathlib import Path

from corpus.files.walk import walk
from corpus.model.document import FileStamp
from corpus.model.errors import FolderError, FolderFault

_MANY = 10
"""More files than this do not disappear one by one between two updates: the disk is not mounted."""


class FolderGuard:
    """Notices when the documents' folder is no longer the one that the update started with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark = self._look()

    def _look(self) -> tuple[int, int]:
        try:
            status = self._folder.stat()
        except OSError as error:
            raise FolderError(FolderFault.VANISHED, self._folder) from error
        return status.st_dev, status.st_ino

    def check(self) -> None:
        """Raise FolderError if the folder is gone or is on another disk."""
        if self._look() != self._mark:
            raise FolderError(FolderFault.REPLACED, self._folder)


def holds_documents(folder: Path, library: Path) -> bool:
    """Whether a folder holds a file to read; raises FolderError if it cannot be listed.

    Args:
        folder: The folder of the documents.
        library: The library's folder, which may lie among the documents.

    """
    return any(isinstance(found, FileStamp) for found in walk(folder, exclude=library))


def check_not_emptied(folder: Path, library: Path, gone: int, *, is_mounted: bool) -> None:
    """Raise FolderError if too many files are gone from a folder that holds no documents now.

    Args:
        folder: The folder of the documents.
        library: The library's folder.
        gone: The number of its files that are in the library.
        is_mounted: False where it is known to have been a disk of its own, which it is no longer.

    """
    if gone > (_MANY if is_mounted else 0):
        raise FolderError(FolderFault.EMPTIED, folder, count=gone, directory=library)


def check_before_rebuilding(folder: Path, library: Path, known: int | None) -> None:
    """Raise FolderError before a library is rebuilt from a folder that holds no documents now.

    Args:
        folder: The folder of the documents.
        library: The library's folder, which may lie among the documents.
        known: The number of files in the library; None where that is unknown.

    """
    if known != 0 and not holds_documents(folder, library):
        raise FolderError(FolderFault.EMPTIED, folder, count=known, directory=library)
