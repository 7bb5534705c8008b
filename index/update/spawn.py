"""Starting processes that share our terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keep Ctrl+C from the processes that this thread starts meanwhile: it is for the process that owns them.

    They inherit the signal mask. To ignore the signal once they run is too late: they import for a second before that.
    """
    resource_tracker.ensure_running()  # which sets the mask to what it likes
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
