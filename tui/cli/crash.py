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
    """Install the hooks, for all threads."""
    sys.excepthook = _print_advice
    threading.excepthook = _log_thread


def _print_advice(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the sentence; `LogSession` has logged the exception already."""
    try:
        from tui.text.internal_error import advice

        sentence = "There is not enough memory." if isinstance(error, MemoryError) else advice()
    except (ImportError, MemoryError, OSError):  # no memory, or no descriptor, is left to load the sentence
        sentence = "The system does not give Pressroom what it needs to run: memory, or open files."
    sys.stderr.write(f"pressroom: {sentence}\n")
    raise SystemExit(CODE)  # Python's own exit code 1 would mean that nothing was found


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    """Log the exception that ended a thread; printing it would garble the explorer."""
    if isinstance(failed.exc_value, Exception):
        name = failed.thread.name if failed.thread else "unknown"
        _LOG.critical("internal error in the thread %s", name, exc_info=failed.exc_value)
