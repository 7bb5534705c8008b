"""The estimated time left, from the speed of the last minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_ENOUGH_SECONDS = 3.0
"""Seconds before the first estimate."""
_ENOUGH_SHARE = 0.01
"""The share of the work before the first estimate."""
_WINDOW = 60.0
"""The seconds over which the speed is averaged: long enough to be steady, short enough to follow slower files."""


class EtaEstimator:
    """Estimates the time left from the bytes done.

    Args:
        total: All bytes.
        clock: Returns monotonic seconds.

    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._began = clock()
        self._seen: deque[tuple[float, int]] = deque([(self._began, 0)])

    def seconds_left(self, done: int) -> float | None:
        """The estimated seconds left; None before there is enough to estimate from."""
        now = self._clock()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        if now - self._began < _ENOUGH_SECONDS or done < _ENOUGH_SHARE * self._total:
            return None
        start, before = self._seen[0]
        return (self._total - done) * (now - start) / (done - before) if done > before else None
