"""The lock of one library's user data: processes that write at once must not lose an entry."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.files.atomic_write import DRAFT_PREFIX, make_folder, remove_leftovers
from corpus.model.errors import reason_of
from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Create a folder if it is missing, and keep other processes from writing to it. Not reentrant.

    Raises:
        UserDataError: it cannot be created, opened or locked.

    """
    try:
        make_folder(folder, 0o700)
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise UserDataError(UserDataFailure.UNWRITABLE, folder, reason_of(error)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:  # such as a file system without locks
            raise UserDataError(UserDataFailure.UNWRITABLE, folder, reason_of(error)) from error
        # What a crash has left: under the lock, no other process has a draft of its own here.
        remove_leftovers(folder, f"{DRAFT_PREFIX}*")
        yield
    finally:
        os.close(descriptor)
