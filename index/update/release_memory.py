"""Returning freed memory to the system."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

from corpus.model.limits import MEBIBYTE

LARGE = 4 * MEBIBYTE
"""Bytes to be read or sent after which it is worth it: it takes a few milliseconds."""


def release_memory() -> None:
    """Return freed memory to the system: the allocator of glibc keeps much of what a large text has taken."""
    if sys.platform == "linux" and (trim := _trim()):
        trim(0)


@cache
def _trim() -> ctypes._FuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another library than glibc
        return None
