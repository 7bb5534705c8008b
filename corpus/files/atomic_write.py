"""Atomic writes of files and folders: after a crash or a power cut there is either the old state or the new one.

A rename is durable only after its folder is synced, and a new folder only after its parent is synced.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

DRAFT_PREFIX = ".draft-"
"""Prefix of the name of a temporary file, before the name of the file it replaces. A crash may leave one behind."""
_NAME_PART = 40
"""Characters of the replaced name that a temporary name repeats: file systems limit the length of a name."""
_UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""Error numbers of a folder that cannot be synced: the file system has no such call, or the folder is write-only."""


def atomic_write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file completely or not at all. An existing file keeps its permissions; a new one is private to its owner.

    Args:
        path: The file, in an existing folder. A symbolic link is replaced, not followed.
        data: The complete content.
        sync: Whether to sync the file to the disk before returning. False for derived data: after a power cut the file
            may be empty.

    Raises:
        OSError: The file cannot be written and is unchanged, or it is written and its folder cannot be synced.

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
        with suppress(OSError):  # gone after the rename
            Path(draft).unlink(missing_ok=True)
    if sync:
        sync_folder(path.parent)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Create a folder and its missing parents, and sync each to the disk. An existing folder is left unchanged.

    Args:
        path: The folder.
        mode: Its permissions before the umask is applied; parents get the default ones.

    Raises:
        FileExistsError: The path exists and is not a folder.
        OSError: The folder cannot be created or synced.

    """
    missing = list(takewhile(lambda folder: not folder.exists(), (path, *path.parents)))
    path.mkdir(mode, parents=True, exist_ok=True)
    for folder in missing:
        sync_folder(folder.parent)


def remove_leftovers(folder: Path, *patterns: str, keep: Path | None = None) -> None:
    """Remove files that nothing needs any more, as far as the system allows: what remains does no harm.

    Args:
        folder: The folder of the files.
        patterns: The patterns of their names, with wildcards.
        keep: A file that stays.

    """
    for pattern in patterns:
        with suppress(OSError):  # the folder cannot be listed now
            for path in list(folder.glob(pattern)):
                if path != keep:
                    with suppress(OSError):
                        path.unlink()


def sync_folder(path: Path) -> None:
    """Sync the entries of a folder to the disk, if the file system can.

    Raises:
        OSError: The disk reports an error.

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
