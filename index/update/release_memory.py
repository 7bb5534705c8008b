"""Returning freed memory to the system."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from corpus.model.limits import MEBIBYTE

_WORTH_IT = 32 * MEBIBYTE
"""Bytes by which a process has grown since memory was last returned: doing it takes a few milliseconds."""
_MOST_KEPT = 144 * MEBIBYTE
"""Bytes that a process may keep beside what it started with; the readers of all formats take 80 MB of them."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class MemoryReleaser:
    """Returns freed memory after work that has taken much: the allocator of glibc keeps most of it."""

    def __init__(self) -> None:
        self._first = self._before = _resident()

    def release(self) -> None:
        """Return freed memory to the system, if the process has grown."""
        if _resident() > self._before + _WORTH_IT and (trim := _trim()):
            trim(0)
            self._before = _resident()

    @property
    def keeps_much(self) -> bool:
        """Whether the process has kept much memory since its start, as last looked at: pieces of it are in use."""
        return self._before > self._first + _MOST_KEPT


def _resident() -> int:
    """The bytes of this process in memory; 0 where the system does not say, or has another allocator."""
    if sys.platform != "linux":
        return 0
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    return 0


@cache
def _trim() -> ctypes._FuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another library than glibc
        return None
