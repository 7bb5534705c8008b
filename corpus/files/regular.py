"""Opening what should be a regular file: a pipe must not hang the reader, and a device has no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from corpus.model.errors import UnreadableFile


def open_regular(path: str | Path, *, follow_links: bool = False) -> BinaryIO:
    """A regular file, open for reading from the start.

    Args:
        path: Of the file.
        follow_links: Whether it may be a symbolic link.

    Raises:
        OSError: it is gone or may not be read.
        UnreadableFile: it is not a regular file.

    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow_links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile("is not a regular file")
    return os.fdopen(descriptor, "rb")
