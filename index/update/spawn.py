"""Starting child processes that share the terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block SIGINT in the processes that this thread starts meanwhile: Ctrl+C is for their parent only.

    They inherit the signal mask. Ignoring the signal in the child is too late: it imports for a second before that.
    """
    resource_tracker.ensure_running()  # which changes the signal mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
