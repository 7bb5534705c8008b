"""The folder of a library: where it may lie, who may own it, and what is in it.

Whoosh's table of contents is a pickle: opening a library that someone else wrote could run their code. So the folder
must belong to the user, and no other user may write to it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.files.atomic_write import DRAFT_PREFIX, atomic_write, make_folder
from corpus.files.real_path import real_path
from corpus.model.remedy import Remedy
from index.model.errors import DirectoryError, LibraryUnreadable, LibraryUnsafe, StorageError
from index.model.library_fault import AccessFault, DirectoryFault, StorageFault

MARKER = "pressroom-library"
"""The file that marks a folder as a library, which Pressroom may write to and clear."""
SEGMENTS = "segments"
"""The subfolder with Whoosh's files."""
_OWN_NAMES = re.compile(
    rf"{MARKER}|{SEGMENTS}|rebuild|lock|manifest\.sqlite(-journal)?|ocr\.sqlite(-journal)?|identity-\d+\.npz"
    r"|likenesses-\d+\.(json|cache)|\.kept-.*|library-id|userdata-\w+\.cache"
    r"|.*\.yaml"
)
"""The names of everything in a library's folder: what Pressroom writes, and the user's YAML files."""

_NOT_YET_A_LIBRARY = re.compile(rf"{re.escape(DRAFT_PREFIX)}|(library-id|userdata-\w+\.cache)$")
"""The names in a folder where the creation of a library failed: drafts, and what user data keeps beside its index."""


def prepare(directory: Path, folder: Path | None = None) -> None:
    """Create the library's folder, private to the user, or check that the present one may be used.

    Args:
        directory: The directory of the library.
        folder: The folder of the documents, if known: it cannot be the library's folder, too.

    Raises:
        LibraryUnsafe: another user owns it or may write to it.
        DirectoryError: it holds something else.
        StorageError: it cannot be created.

    """
    check_place(directory, folder)
    try:
        make_folder(directory, 0o700)
        check_safe(directory)
        if not present(directory / MARKER):
            directory.chmod(0o700)
            with private():
                atomic_write(
                    directory / MARKER, b"This folder is written by Pressroom; delete it whole or not at all.\n"
                )
        make_folder(directory / SEGMENTS, 0o700)
    except FileExistsError as error:
        raise DirectoryError(DirectoryFault.NOT_A_FOLDER, directory) from error
    except OSError as error:
        raise storage_error(directory, error) from error


def check_place(directory: Path, folder: Path | None = None) -> None:
    """Raise DirectoryError unless the folder holds a library, or is empty or missing, so that one may be created.

    Args:
        directory: The directory of the library.
        folder: The folder of the documents, if known.

    Raises:
        LibraryUnreadable: the system refuses to list the folder.

    """
    place = real_path(directory)
    if exists(place):
        return
    if place == place.parent:
        fault = DirectoryFault.ROOT
    elif _is_home(place):
        fault = DirectoryFault.HOME
    elif folder is not None and place == real_path(folder):
        fault = DirectoryFault.DOCUMENTS
    elif not _is_empty(place):
        fault = DirectoryFault.NOT_EMPTY
    else:
        return
    raise DirectoryError(fault, place)


def check_safe(directory: Path) -> None:
    """Check that a library and every file in it belong to the user, and that no other user may write to them.

    Raises:
        LibraryUnsafe: they do not, or there is a pipe, socket or device.
        LibraryUnreadable: the system refuses to list the folder.

    """
    try:
        _check_safe(directory)
    except OSError as error:
        raise unreadable(directory, error) from error


def _check_safe(directory: Path) -> None:
    for path in (directory, *_entries(directory), *_entries(directory / SEGMENTS)):
        try:
            status = path.lstat()
        except FileNotFoundError:
            if path == directory:
                raise
            continue  # another process has just removed it
        if stat.S_ISLNK(status.st_mode):
            raise LibraryUnsafe(AccessFault.LINK, path, Remedy.NEW_DIRECTORY)
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise LibraryUnsafe(AccessFault.NOT_REGULAR, path, Remedy.MOVE_AWAY)
        if status.st_uid != os.geteuid():
            raise LibraryUnsafe(AccessFault.OTHER_OWNER, path, Remedy.NEW_DIRECTORY)
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            remedy = Remedy.MAKE_PRIVATE if is_ours(directory) else Remedy.NEW_DIRECTORY
            raise LibraryUnsafe(AccessFault.WRITABLE_BY_OTHERS, path, remedy, directory)


def is_ours(directory: Path) -> bool:
    """Whether the folder is a library and holds nothing else. Only then may its permissions be changed recursively.

    Raises:
        OSError: the system refuses to list the folder.

    """
    names = [path.name for path in _entries(directory)]
    return MARKER in names and all(map(_OWN_NAMES.fullmatch, names))


def _is_home(place: Path) -> bool:
    try:
        return place == Path.home().resolve()
    except RuntimeError:  # the user has no home folder
        return False


def _entries(directory: Path) -> list[Path]:
    """The entries of a folder; none if there is no such folder."""
    try:
        return list(directory.iterdir())
    except FileNotFoundError:
        return []


def _is_empty(directory: Path) -> bool:
    """Whether a folder is missing or holds only what may be there before a library. A file is an error."""
    try:
        return all(_NOT_YET_A_LIBRARY.match(path.name) for path in _entries(directory))
    except NotADirectoryError as error:
        raise DirectoryError(DirectoryFault.NOT_A_FOLDER, directory) from error
    except OSError as error:
        raise unreadable(directory, error) from error


def exists(directory: Path) -> bool:
    """Whether there is a library in the folder.

    Raises:
        LibraryUnreadable: the system refuses to look.

    """
    try:
        return present(directory / MARKER)
    except OSError as error:
        raise unreadable(directory, error) from error


def present(path: Path) -> bool:
    """Whether a path exists. Unlike `Path.exists`, an error other than "no such file" is raised.

    Raises:
        OSError: the system refuses to look.

    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def is_unused(directory: Path) -> bool:
    """Whether nothing has been indexed yet: the folder with Whoosh's files is missing or empty.

    Raises:
        LibraryUnreadable: the system refuses to look.

    """
    return _is_empty(directory / SEGMENTS)


def clear(directory: Path) -> None:
    """Remove Whoosh's files before the index is rebuilt from the documents.

    Raises:
        StorageError: something cannot be removed.

    """
    try:
        shutil.rmtree(directory / SEGMENTS, ignore_errors=False)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise storage_error(directory, error) from error
    prepare(directory)


@contextmanager
def private() -> Iterator[None]:
    """Create files as private to the user, whatever the umask: a library that others may write to is refused."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


_FAULTS = {
    errno.ENOSPC: StorageFault.DISK_FULL,
    errno.EDQUOT: StorageFault.DISK_FULL,
    errno.EROFS: StorageFault.READ_ONLY,
    errno.ENOENT: StorageFault.VANISHED,
    errno.ENOMEM: StorageFault.NO_MEMORY,
    errno.EAGAIN: StorageFault.NO_MEMORY,
}


def unreadable(directory: Path, error: OSError) -> LibraryUnreadable:
    """The error for a failed read of a library."""
    if error.errno == errno.ENOENT:
        return LibraryUnreadable(directory, StorageFault.VANISHED)
    return LibraryUnreadable(directory, StorageFault.OTHER, _reason(error))


def storage_error(directory: Path, error: OSError) -> StorageError:
    """The error for a failed write to a library."""
    return StorageError(directory, _FAULTS.get(error.errno or 0, StorageFault.OTHER), _reason(error))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()
