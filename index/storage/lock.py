"""The lock of a library: one process writes, any number read. The system releases it when its holder ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.model.errors import LibraryLocked
from index.storage.directory import unreadable

FILE = "lock"
_TRIES, _PAUSE = 4, 0.02


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the lock of a library.

    Raises:
        LibraryLocked: another process holds it.
        OSError: the lock file cannot be opened.

    """
    descriptor = os.open(directory / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Take the lock. Retry: `is_locked` in another process holds it for a moment, too."""
    for left in reversed(range(_TRIES)):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if not left:
                raise LibraryLocked from error
            time.sleep(_PAUSE)
        else:
            return


def is_locked(directory: Path) -> bool:
    """Whether another process is writing to the library now.

    Raises:
        LibraryUnreadable: the system refuses to look.

    """
    try:
        descriptor = os.open(directory / FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreadable(directory, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError as error:
        raise unreadable(directory, error) from error
    finally:
        os.close(descriptor)
    return False
