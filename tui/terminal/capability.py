"""Checks whether the explorer can run in the current terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping

_SEARCH = "use `pressroom search FOLDER QUERY`."
_UNSUPPORTED = ("", "dumb", "unknown")
"""Values of $TERM of terminals that cannot move the cursor."""


def unsupported_reason(environ: Mapping[str, str]) -> str:
    """Return why the explorer cannot run, and what to do instead; "" if it can.

    Standard error may be redirected: `TerminalDriver` draws on standard output.
    """
    if "TEXTUAL_DRIVER" in environ:  # in a browser
        return ""
    if any(stream is None or not stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return f"The explorer needs a terminal for standard input and output; in a pipe, {_SEARCH}"
    term = environ.get("TERM", "")
    if term in _UNSUPPORTED:
        found = f"TERM is {term}" if term else "TERM is not set"
        return f"The explorer cannot draw on this terminal ({found}); use another one, or {_SEARCH}"
    return ""
