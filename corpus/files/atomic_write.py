"""Writing files and making folders so that a crash or a power cut leaves either the old state or the new one.

A rename is on the disk only after its folder is synced, and so is a new folder only after its parent is.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

DRAFT_PREFIX = ".draft-"
"""How the name of a temporary file begins, followed by the name it replaces; a crash may leave one behind."""
_NAME_PART = 40
"""Characters of that name: the whole may be as long as the file system allows."""
_UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""The file system cannot sync folders, or the user may write into the folder but not open it."""


def atomic_write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file whole or not at all. An existing file keeps its permissions; a new one is its owner's alone.

    Args:
        path: Of the file, in a folder that exists. A symbolic link is replaced, not followed.
        data: The whole content.
        sync: Whether the file is on the disk when this returns. False for what can be derived again: after a power
            cut the file may be empty.

    Raises:
        OSError: The file cannot be written, and is as before; or it is written and its folder cannot be synced.

    """
    handle, draft = tempfile.mkstemp(prefix=f"{DRAFT_PREFIX}{path.name[:_NAME_PART]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        Path(draft).replace(path)
    finally:
        with suppress(OSError):  # after the replacement there is none
            Path(draft).unlink(missing_ok=True)
    if sync:
        sync_folder(path.parent)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder and its missing parents, and sync each to the disk. An existing folder stays as it is.

    Args:
        path: Of the folder.
        mode: Its permissions, less the umask; parents get the default ones.

    Raises:
        FileExistsError: There is something else by that name.
        OSError: The folder cannot be made or synced.

    """
    missing = list(takewhile(lambda folder: not folder.exists(), (path, *path.parents)))
    path.mkdir(mode, parents=True, exist_ok=True)
    for folder in missing:
        sync_folder(folder.parent)


def sync_folder(path: Path) -> None:
    """See the names in a folder safely to the disk, where the file system can.

    Raises:
        OSError: The disk reports a fault.

    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _UNSYNCABLE:
            raise
