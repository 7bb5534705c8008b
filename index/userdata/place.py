"""Where user data is kept: one folder per library under a common root, found again when the documents have moved."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from corpus.files.atomic_write import make_folder, sync_folder
from corpus.files.real_path import real_path
from corpus.model.errors import reason_of
from index.model.errors import UserDataError
from index.model.finding import Check, Finding, Observation
from index.model.library_identity import LibraryIdentity, MovedLibrary, UserDataPlace
from index.model.user_data_fault import UserDataFailure
from index.userdata.folder_lock import locked_folder
from index.userdata.library_identity import (
    matching_files,
    moved_to,
    new_identity,
    read_id,
    read_identity,
    write_id,
    write_identity,
)

_LOG = logging.getLogger(__name__)
_MODE = 0o700


def locate(root: Path, folder: Path, directory: Path, name: str, legacy_corrections: Path) -> UserDataPlace:
    """Find the user data of a library.

    The user data of a moved library is taken over at once if the index has its id, and only offered if the documents
    match. While the first folder exists, another folder with the same documents is a copy: a library of its own.

    Args:
        root: The folder with the user data of all libraries.
        folder: The folder of the documents.
        directory: The directory of the library.
        name: The name of a new folder of user data.
        legacy_corrections: The file of corrections of earlier versions, which is moved into the folder of user data.

    """
    folder = real_path(folder)
    place = _known_place(root, folder, directory, name)
    if place is not None:
        return UserDataPlace(_with_legacy_corrections(place, legacy_corrections))
    place = _with_legacy_corrections(_unused(root / name), legacy_corrections)
    if place.exists():
        with suppress(OSError, UserDataError), locked_folder(place):  # written again with the first sample
            write_identity(place, new_identity(folder))
        return UserDataPlace(place)
    return UserDataPlace(place, tuple(_moved(root, folder)))


def adopt(root: Path, folder: Path, directory: Path, library_id: str) -> UserDataPlace:
    """Take over the user data of a library whose folder is gone.

    Raises:
        UserDataError: no library has the id, its folder still exists, or its user data cannot be written.

    """
    folder = real_path(folder)
    found = next(((path, known) for path, known in _identities(root) if known.id == library_id), None)
    if found is None:
        raise UserDataError(UserDataFailure.UNKNOWN_LIBRARY, name=library_id)
    path, identity = found
    if identity.folder != folder and not _is_gone(identity.folder):
        raise UserDataError(UserDataFailure.FOLDER_EXISTS, identity.folder, name=library_id)
    if any(known.folder == folder and known.id != library_id for _, known in _identities(root)):
        raise UserDataError(UserDataFailure.HAS_USER_DATA, folder, name=library_id)
    _take_over(path, identity, folder, directory)
    return UserDataPlace(path)


def examine_user_data(root: Path, folder: Path) -> list[Finding]:
    """List the user data of all libraries, and which belongs to a folder.

    Args:
        root: The folder with the user data of all libraries.
        folder: The folder of the documents.

    """
    found = []
    for path, identity in _identities(root):
        if identity.folder == real_path(folder):
            observation = Observation.USER_DATA_HERE
        else:
            gone = _is_gone(identity.folder)
            observation = Observation.USER_DATA_LEFT if gone else Observation.USER_DATA_ELSEWHERE
        names = (str(identity.folder),)
        found.append(Finding(Check.USER_FILES, observation, path=path, detail=identity.id, names=names))
    return found


def _known_place(root: Path, folder: Path, directory: Path, name: str) -> Path | None:
    """The user data that belongs to a folder by its path or by the id in its index; None if there is none."""
    usual = read_identity(root / name)
    if usual is not None and usual.folder == folder:
        return root / name
    own_id = read_id(directory)
    for path, identity in _identities(root):
        if identity.folder == folder:
            return path
        if identity.id == own_id and _is_gone(identity.folder):
            try:
                _take_over(path, identity, folder, directory)
            except UserDataError as error:  # a read-only disk: it is used where it is
                _LOG.info("the identity cannot be written: %s", error.name)
            return path
    return root / name if usual is None and (root / name).is_dir() else None


def _unused(place: Path) -> Path:
    """The path, or the same with a number if it has the user data of another library."""
    number, free = 2, place
    while free.exists():
        free = place.with_name(f"{place.name}-{number}")
        number += 1
    return free


def _identities(root: Path) -> Iterator[tuple[Path, LibraryIdentity]]:
    """The folders of user data with an identity, by name."""
    try:
        paths = sorted(root.iterdir())
    except OSError:
        return
    for path in paths:
        identity = read_identity(path)
        if identity is not None:
            yield path, identity


def _moved(root: Path, folder: Path) -> Iterator[MovedLibrary]:
    """The libraries that have moved to a folder, the best match first."""
    gone = [(path, identity) for path, identity in _identities(root) if _is_gone(identity.folder)]
    counted = ((path, known, matching_files(folder, known.sample)) for path, known in gone)
    found = [MovedLibrary(known, path, count) for path, known, count in counted if count]
    yield from sorted(found, key=lambda each: -each.matching / len(each.identity.sample))


def _is_gone(folder: Path) -> bool:
    """Whether there is no such folder; one that may not be looked at is not gone."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _take_over(path: Path, identity: LibraryIdentity, folder: Path, directory: Path) -> None:
    identity = moved_to(identity, folder)
    try:
        with locked_folder(path):
            write_identity(path, identity)
    except OSError as error:
        raise UserDataError(UserDataFailure.UNWRITABLE, path, reason_of(error)) from error
    write_id(directory, identity)
    _LOG.info("took over the user data of a moved library")


def _with_legacy_corrections(place: Path, legacy: Path) -> Path:
    """Move the corrections of an earlier version into the folder of user data, once; returns the folder."""
    target = UserDataPlace(place).corrections
    if not os.path.lexists(legacy) or os.path.lexists(target):
        return place
    try:
        make_folder(place, _MODE)
        if legacy.is_symlink():  # a relative link would point elsewhere from its new place
            target.symlink_to(real_path(legacy))
            legacy.unlink()
        else:
            try:
                legacy.rename(target)
            except OSError:  # on another file system
                _copy_then_remove(legacy, target)
        sync_folder(place)
        sync_folder(legacy.parent)
    except FileNotFoundError:  # another process has just moved it
        pass
    except OSError as error:
        _LOG.warning("the corrections of an earlier version cannot be moved: %s", reason_of(error))
    return place


def _copy_then_remove(source: Path, target: Path) -> None:
    draft = target.with_name(f".draft-{target.name}")
    with suppress(FileNotFoundError):
        draft.unlink()
    shutil.copy2(source, draft)
    draft.replace(target)
    source.unlink()
