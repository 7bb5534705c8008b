"""The message about an internal error."""

from __future__ import annotations

from tui.config import locations
from tui.text.sanitize import harmless


def advice() -> str:
    """Return a sentence, without full stop, that asks the user to report the error."""
    return harmless(f"Internal error. Please report it with the log at {locations.log_file()}")
