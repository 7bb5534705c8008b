"""A memoization cache that threads can share."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(Generic[Key, Value]):
    """Caches computed values by key, and drops the least recently used ones.

    Args:
        size: The greatest number of values, or the greatest sum of their sizes.
        size_of: Returns the size of a value; one that is larger than `size` is not cached. None for 1.

    """

    def __init__(self, size: int, size_of: Callable[[Value], int] | None = None) -> None:
        self._values: LRUCache[Key, Value] = LRUCache(size, size_of)
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the cached value of a key; if there is none, the result of `make`, whose errors are not cached."""
        with self._lock:
            if key in self._values:
                return self._values[key]
        # Without the lock, so that other keys need not wait. Two threads may both compute the value of one key.
        value = make()
        with self._lock:
            if self._values.getsizeof(value) > self._values.maxsize:
                return value
            return self._values.setdefault(key, value)
