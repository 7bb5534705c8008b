"""Whether the explorer can be drawn where it was started."""

from __future__ import annotations

import sys
from collections.abc import Mapping

_SEARCH = "use `pressroom search FOLDER QUERY`."
_CANNOT_DRAW = ("", "dumb", "unknown")
"""Values of $TERM for terminals that cannot move the cursor."""


def trouble(environ: Mapping[str, str]) -> str:
    """Why the explorer cannot be drawn, with what to do instead; "" where it can.

    Standard error may go anywhere: `TerminalDriver` draws on standard output.
    """
    if "TEXTUAL_DRIVER" in environ:  # in a browser
        return ""
    if any(stream is None or not stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return f"The explorer needs a terminal for standard input and output; in a pipe, {_SEARCH}"
    term = environ.get("TERM", "")
    if term in _CANNOT_DRAW:
        found = f"TERM is {term}" if term else "TERM is not set"
        return f"The explorer cannot draw on this terminal ({found}); use another one, or {_SEARCH}"
    return ""
