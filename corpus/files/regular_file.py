"""Opening regular files only: a pipe would block, and a device may never end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from corpus.model.errors import NotRegularFile, TooLargeFile


def open_regular(path: str | Path, *, follow_links: bool = True) -> BinaryIO:
    """Open a file for reading from the start.

    Args:
        path: The file.
        follow_links: Whether a symbolic link is followed; if not, it is refused with an OSError.

    Raises:
        OSError: The file does not exist or cannot be opened.
        NotRegularFile: It is a folder, pipe, socket or device.

    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow_links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegularFile
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path, most_bytes: int) -> bytes:
    """Return all bytes of a small file.

    Args:
        path: The file; symbolic links are followed.
        most_bytes: Maximum size in bytes.

    Raises:
        OSError: The file does not exist or cannot be read.
        NotRegularFile: It is a folder, pipe, socket or device.
        TooLargeFile: It has more than `most_bytes` bytes.

    """
    with open_regular(path) as stream:
        data = stream.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise TooLargeFile
    return data
