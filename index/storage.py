"""The folder a library lives in: who may own it, what is in it, and which version wrote it.

Whoosh's table of contents is a pickle, so opening a stranger's library would run a stranger's code. A library's
folder must therefore belong to the user and be writable by nobody else.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryError, LibraryUnsafe, StorageError

MARKER = "pressroom-library"
"""The file that says that a folder is ours to write to and to clear."""
SEGMENTS = "segments"
"""The folder below that Whoosh owns."""


def prepare(directory: Path) -> None:
    """Make the library's folder, for the user alone, or check that the one there is may be used.

    Raises:
        LibraryUnsafe: somebody else owns it or may write to it.
        LibraryError: it holds something else.
        StorageError: it cannot be made.

    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_safe(directory)
        if not (directory / MARKER).exists():
            if any(directory.iterdir()):
                raise LibraryError(
                    f"{directory} is not empty and no Pressroom library; give --index-dir an empty or new folder."
                )
            directory.chmod(0o700)
            with private():
                (directory / MARKER).write_text("This folder is written by Pressroom; delete it whole or not at all.\n")
        (directory / SEGMENTS).mkdir(mode=0o700, exist_ok=True)
        check_safe(directory / SEGMENTS)
    except FileExistsError as error:
        raise LibraryError(f"{directory} is a file; a library needs a folder.") from error
    except OSError as error:
        raise storage_error(directory, error) from error


def check_safe(directory: Path) -> None:
    """Raise LibraryUnsafe unless the folder, and every file in it, is the user's own and writable by nobody else."""
    for path in (directory, *directory.iterdir()):
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise LibraryUnsafe(f"{path} is a link; a library is opened only where it really lies.")
        if status.st_uid != os.geteuid():
            raise LibraryUnsafe(f"{path} belongs to somebody else; a library is opened only by its owner.")
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise LibraryUnsafe(f"{path} may be written to by others; make it yours alone: chmod -R go-w {directory}")


def exists(directory: Path) -> bool:
    """Whether there is a library in the folder."""
    return (directory / MARKER).exists()


def clear(directory: Path) -> None:
    """Empty the part of a library that is made anew from the documents.

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
    """Files made in here are the user's alone, whatever they have set: others are refused at the next opening."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


_KEPT = "What was saved before is kept"


def storage_error(directory: Path, error: OSError) -> StorageError:
    """What the system reported of a library's folder, as one sentence that says what to do."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            said = f"The disk is full, and the library in {directory} could not be written: make room and try again."
        case errno.EROFS:
            said = (
                f"The library in {directory} cannot be written, because the disk is read-only; "
                "to write it elsewhere, use --index-dir."
            )
        case errno.ENOENT:
            said = f"The library in {directory} has vanished, or a part of it; try again."
        case _:
            reason = (error.strerror or str(error) or type(error).__name__).lower()
            said = f"The library in {directory} cannot be written: {reason}."
    return StorageError(f"{said} {_KEPT}.")
