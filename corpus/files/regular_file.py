"""Opening files without waiting on a pipe or reading without end from a device."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from corpus.model.errors import NotRegularFile, TooLargeFile


def open_regular(path: str | Path, *, follow_links: bool = True) -> BinaryIO:
    """Open a file for reading from the start.

    Args:
        path: Of the file.
        follow_links: False to refuse a symbolic link.

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
        path: Of the file; symbolic links are followed.
        most_bytes: A larger file is refused, and not read.

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
