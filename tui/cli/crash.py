"""What happens to an exception that nobody handles: it is logged, and the user is told in one sentence.

Set by the process that the user started, and by nobody else: tests and workers have their own ways.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from types import TracebackType

_LOG = logging.getLogger(__name__)
CODE = os.EX_SOFTWARE
"""The exit code."""


def install() -> None:
    """Handle what nobody else handles, in every thread."""
    sys.excepthook = _tell
    threading.excepthook = _log_thread


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell the user; the log has it already."""
    from tui.text.internal_error import advice

    sys.stderr.write(f"pressroom: {advice()}\n")
    raise SystemExit(CODE)  # Python itself would end with 1, which means that nothing was found


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    """Log what ended a thread; printed, it would be drawn over the explorer."""
    if isinstance(failed.exc_value, Exception):
        name = failed.thread.name if failed.thread else "unknown"
        _LOG.critical("internal error in the thread %s", name, exc_info=failed.exc_value)
