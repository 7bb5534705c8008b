"""Checks of a library before its index is opened."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from corpus.files.real_path import real_path
from corpus.files.walk import check_folder
from corpus.model.remedy import Remedy
from index.model.errors import (
    DirectoryError,
    LibraryError,
    LibraryLocked,
    LibraryMissing,
    LibraryOutdated,
    RebuildNeeded,
)
from index.model.library_fault import DirectoryFault
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.index_store import reported_reading
from index.storage.lock import is_locked, locked
from index.storage.manifest import Manifest
from index.storage.versions import VersionState, is_complete, version_state


def check(folder: Path, directory: Path, *, create: bool) -> tuple[Path, bool]:
    """Check the folders of the documents and of the library, and that they belong together.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        create: Whether a library that is missing, damaged or of another version may be created.

    Returns:
        The absolute path of the documents' folder, and whether there is an index that this version can read.

    Raises:
        FolderError: there is no such folder, and no library of it.
        LibraryMissing: there is no library.
        LibraryUnreadable: the system refuses to read it now.
        LibraryError: it may not or cannot be used.

    """
    known = storage.exists(directory)
    if not known:  # what was read of a folder that is gone can still be searched
        check_folder(folder)
        storage.check_place(directory, folder)
    folder = real_path(folder)
    if not known and not create:
        raise LibraryMissing(folder, directory)
    if create:
        storage.prepare(directory, folder)
    with reported_reading(directory):
        storage.check_safe(directory)
        if shadow_rebuild.is_complete(directory):
            with suppress(LibraryLocked, OSError), locked(directory):
                shadow_rebuild.settle(directory)
    try:
        with Manifest(directory) as manifest:
            owner = manifest.fact("folder")
            current = version_state(manifest) is VersionState.CURRENT
        if not current and not create:
            if is_locked(directory):
                raise LibraryMissing(folder, directory, is_being_built=True)
            raise LibraryOutdated(directory)
    except RebuildNeeded as error:
        if not create:
            advise_rebuild(error, folder, directory)
            raise
        return folder, False
    if owner and owner != str(folder):
        raise DirectoryError(DirectoryFault.OTHER_LIBRARY, directory, Remedy.OTHER_DIRECTORY, owner, folder)
    return folder, current


def is_being_built(directory: Path) -> bool:
    """Whether another process is reading the documents of a library for the first time."""
    try:
        if not is_locked(directory):
            return False
        with Manifest(directory) as manifest:
            return not is_complete(manifest)
    except LibraryError:  # nothing that a search depends on
        return False


def advise_rebuild(error: RebuildNeeded, folder: Path, directory: Path) -> None:
    """Set the remedy of an error that was raised where the folder of the documents is not known."""
    error.remedy, error.folder, error.directory = Remedy.REBUILD, folder, directory
