"""Hooks for unhandled exceptions: they are logged, and the user gets one sentence.

Only the entry point installs them: tests and worker processes handle exceptions themselves.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from types import TracebackType

_LOG = logging.getLogger(__name__)
CODE = os.EX_SOFTWARE
"""The exit code after an internal error."""


def install() -> None:
    """Install the hooks, for all threads and the event loop. What other libraries would print is dropped."""
    sys.excepthook = _print_advice
    threading.excepthook = _log_thread
    logging.lastResort = logging.NullHandler()
    logging.raiseExceptions = False
    logging.getLogger("asyncio").addHandler(_LoopErrors(logging.ERROR))


def _print_advice(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the sentence; `LogSession` has logged the exception already."""
    try:
        from tui.text.internal_error import ending

        sentence = ending(error)
    except (ImportError, MemoryError, OSError):  # no memory, or no descriptor, is left to load the sentence
        sentence = "The system does not give Pressroom what it needs to run: memory, or open files."
    sys.stderr.write(f"pressroom: {sentence}\n")
    # Python's own exit code 1 would mean that nothing was found.
    raise SystemExit(2 if isinstance(error, MemoryError) else CODE)


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    """Log the exception that ended a thread; printing it would garble the explorer."""
    if isinstance(failed.exc_value, Exception):
        name = failed.thread.name if failed.thread else "unknown"
        _LOG.critical("internal error in the thread %s", name, exc_info=failed.exc_value)


class _LoopErrors(logging.Handler):
    """Logs the exceptions that the event loop reports, without the values that it quotes."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log what happened, and where."""
        _LOG.error("internal error in the event loop", exc_info=record.exc_info or None)
