"""A bounded memo that threads may share."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(Generic[Key, Value]):
    """Remembers the values used last.

    Args:
        size: The number of values remembered.

    """

    def __init__(self, size: int) -> None:
        self._values: LRUCache[Key, Value] = LRUCache(size)
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made where it is not remembered; what `make` raises is passed on."""
        with self._lock:
            if key in self._values:
                return self._values[key]
        # Unlocked: threads that ask for other keys do not wait. Two that ask for one key may both make it.
        value = make()
        with self._lock:
            return self._values.setdefault(key, value)
