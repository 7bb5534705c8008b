"""Shuts the application down after a signal or the loss of the terminal; enforces it after a grace period."""

from __future__ import annotations

import asyncio
import os
import queue
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import FrameType

from tui.services import editor

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
_CHECK_INTERVAL = 2.0
"""Seconds between two checks of the terminal."""
_GRACE = 10.0
"""Seconds an orderly shutdown may take: the event loop may be blocked by the terminal or the disk."""


class ShutdownGuard:
    """Waits for a reason to shut down, in a thread of its own, because the event loop may be blocked.

    Args:
        leave: Starts the orderly shutdown; called in the event loop.
        restore: Restores the terminal without blocking; called in the guard's thread.

    """

    def __init__(self, leave: Callable[[signal.Signals], object], restore: Callable[[], object]) -> None:
        self._leave = leave
        self._restore = restore
        # SimpleQueue.put is reentrant: a signal handler may interrupt any code.
        self._received: queue.SimpleQueue[signal.Signals] = queue.SimpleQueue()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Handle signals until the process ends; ignored signals, such as SIGHUP under nohup, stay ignored."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._receive)
        threading.Thread(target=self._watch, args=(loop,), name="shutdown", daemon=True).start()

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT or not editor.is_running():  # in the user's editor, Ctrl+C is the editor's
            self._received.put(signal.Signals(number))

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        reason = self._wait()
        editor.end(reason)
        with suppress(RuntimeError):  # the loop is closed: only threads are still running
            loop.call_soon_threadsafe(self._leave, reason)
        time.sleep(_GRACE)
        self._restore()
        os._exit(128 + reason)

    def _wait(self) -> signal.Signals:
        """Return the signal received, or SIGHUP if the terminal is lost, which may happen without a signal."""
        fileno = sys.__stdin__.fileno() if sys.__stdin__ else 0
        interval = _CHECK_INTERVAL if os.isatty(fileno) else None  # in a browser there is no terminal
        while True:
            with suppress(queue.Empty):
                return self._received.get(timeout=interval)
            try:
                termios.tcgetattr(fileno)
            except (OSError, termios.error):
                return signal.SIGHUP


class ExitJobs:
    """Jobs, each of which blocks until its work is done, such as writing all queued corrections.

    Args:
        jobs: The first ones. Each is called in a thread, and once more after the last screen is closed.

    """

    def __init__(self, *jobs: Callable[[], None]) -> None:
        self._jobs = [*jobs]

    def add(self, job: Callable[[], None]) -> None:
        """Add a job."""
        self._jobs.append(job)

    def run(self) -> None:
        """Run all jobs."""
        for job in self._jobs:
            job()

    async def run_in_thread(self) -> None:
        """Run all jobs in a thread of their own, because all worker threads may be busy."""
        await asyncio.get_running_loop().run_in_executor(ThreadPoolExecutor(1), self.run)
