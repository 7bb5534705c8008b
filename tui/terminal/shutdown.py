"""Turns a signal, or the loss of the terminal, into an orderly shutdown; enforces it after a grace period."""

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
from contextlib import suppress
from types import FrameType

from tui.services import editor

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
_LOOK = 2.0
"""Seconds between two looks at the terminal."""
_GRACE = 10.0
"""Seconds an orderly shutdown may take: the event loop may be stuck, with the terminal or the disk."""


class ShutdownGuard:
    """Waits on a thread of its own for a reason to shut down, because the event loop may be stuck.

    Args:
        leave: Shuts down in order; called in the event loop.
        restore: Restores the terminal without waiting for anything; called in the guard's thread.

    """

    def __init__(self, leave: Callable[[signal.Signals], object], restore: Callable[[], object]) -> None:
        self._leave = leave
        self._restore = restore
        # A signal handler may interrupt anything, and this is what it may put something into then.
        self._received: queue.SimpleQueue[signal.Signals] = queue.SimpleQueue()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the signals, until the process ends; one that was ignored, as by nohup, stays so."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._receive)
        threading.Thread(target=self._watch, args=(loop,), name="shutdown", daemon=True).start()

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT or not editor.is_running():  # Ctrl+C in the user's editor is for the editor
            self._received.put(signal.Signals(number))

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        reason = self._wait()
        editor.end(reason)
        with suppress(RuntimeError):  # the loop is closed: only threads are left
            loop.call_soon_threadsafe(self._leave, reason)
        time.sleep(_GRACE)
        self._restore()
        os._exit(128 + reason)

    def _wait(self) -> signal.Signals:
        """The signal that came, or SIGHUP once the terminal is gone, of which nobody may have told us."""
        fileno = sys.__stdin__.fileno() if sys.__stdin__ else 0
        look = _LOOK if os.isatty(fileno) else None  # in a browser there is no terminal
        while True:
            with suppress(queue.Empty):
                return self._received.get(timeout=look)
            try:
                termios.tcgetattr(fileno)
            except (OSError, termios.error):
                return signal.SIGHUP
