"""Starting child processes that share the terminal."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_all_start_methods, get_context, resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext

_LOG = logging.getLogger(__name__)

_FOR_WORKERS, _FOR_UPDATES = "index.update.worker_preload", "index.update.update_preload"
"""What a server process imports before it forks."""
_LONGEST_FOLDER = 60
"""Bytes of the path of the folder for temporary files. A path of a socket has at most 103 (macOS) or 107 (Linux), of
which multiprocessing adds about 35."""


@contextmanager
def spawning() -> Iterator[None]:
    """Prepare what the processes that this thread starts meanwhile inherit.

    They ignore Ctrl+C, which is for their parent only, and import nothing from the current folder, which often is that
    of the documents: an interpreter that multiprocessing starts would run a `pickle.py` there.
    """
    start_resource_tracker()  # which changes the signal mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _same_modules():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def worker_context() -> ForkServerContext | SpawnContext:
    """The way to start worker processes.

    Where there is one, a server process imports their modules once and forks each of them in milliseconds. It forks
    without threads: those of NumPy's BLAS end before a fork. It ends with the process that started it.
    """
    if not _has_server():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_FOR_WORKERS])
    return context


def start_worker_server() -> None:
    """Start the server process of the workers, without waiting for its imports. Where that fails, `Pool` will see."""
    if worker_context().get_start_method() == "forkserver":
        with suppress(OSError), spawning():
            forkserver.ensure_running()


def keep_update_server() -> bool:
    """Start the server process that forks update processes, unless it is running; False where there can be none.

    It takes a second of processor time to load what an update needs, and keeps it: 90 MB. A document that is
    added is found after 0.15 seconds then, instead of 0.9.
    """
    if not _has_server():
        return False
    get_context("forkserver").set_forkserver_preload([_FOR_UPDATES])
    try:
        with spawning():
            forkserver.ensure_running()
    except OSError as error:  # the folder for temporary files is full or gone, or the system starts no more processes
        _LOG.warning("there is no update server: %r", error)
        return False
    return True


def update_context(*, served: bool) -> ForkServerContext | SpawnContext:
    """The way to start an update process: forked from its server, or in an interpreter of its own."""
    return get_context("forkserver") if served else get_context("spawn")


def mute() -> None:
    """Redirect this process's standard output and error to the null device: the terminal is its parent's.

    Native libraries, which know nothing of `sys.stdout`, write there, too, as does Python where it has no memory left.
    """
    with suppress(OSError):  # no descriptor is left
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in (1, 2):
            os.dup2(nowhere, descriptor)
        os.close(nowhere)


def _has_server() -> bool:
    """Whether a server process can be reached: through a socket, whose path the system limits."""
    is_long = len(os.fsencode(tempfile.gettempdir())) > _LONGEST_FOLDER
    return not is_long and "forkserver" in get_all_start_methods()


def start_resource_tracker() -> None:
    """Start the process of multiprocessing that all others share, if it is not running."""
    with _same_modules():
        resource_tracker.ensure_running()


@contextmanager
def _same_modules() -> Iterator[None]:
    """Let new interpreters find modules where this one does, and never in the current folder."""
    wanted = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
