"""Starting child processes that share the terminal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext

_PRELOADED = "index.update.worker_preload"
_SAFE_PATH = "PYTHONSAFEPATH"


@contextmanager
def spawning() -> Iterator[None]:
    """Prepare what the processes that this thread starts meanwhile inherit.

    They ignore Ctrl+C, which is for their parent only, and import nothing from the current folder, which often is that
    of the documents: an interpreter that multiprocessing starts would run a `pickle.py` there.
    """
    start_resource_tracker()  # which changes the signal mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _safe_path():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def worker_context() -> ForkServerContext | SpawnContext:
    """The way to start worker processes.

    Where there is one, a server process imports their modules once and forks each of them in milliseconds. It has no
    threads, and ends with the process that started it.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def start_resource_tracker() -> None:
    """Start the process of multiprocessing that all others share, if it is not running."""
    with _safe_path():
        resource_tracker.ensure_running()


@contextmanager
def _safe_path() -> Iterator[None]:
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
