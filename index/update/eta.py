"""How long it will still take, honestly: from the speed of the last while, and nothing before there is evidence."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_ENOUGH_SECONDS = 3.0
"""Time to watch before the first estimate."""
_ENOUGH_SHARE = 0.01
"""Share of the work to have seen before the first estimate."""
_WINDOW = 60.0
"""Seconds the speed is taken over: long enough to be steady, short enough to notice that files got harder."""


class Pace:
    """Estimates the time left from bytes done.

    Args:
        total: Bytes in all.
        clock: Seconds, monotonic; for tests.

    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._began = clock()
        self._seen: deque[tuple[float, int]] = deque([(self._began, 0)])

    def seconds_left(self, done: int) -> float | None:
        """Seconds until all is done, or None as long as that would be a guess."""
        now = self._clock()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        if now - self._began < _ENOUGH_SECONDS or done < _ENOUGH_SHARE * self._total:
            return None
        start, before = self._seen[0]
        return (self._total - done) * (now - start) / (done - before) if done > before else None
