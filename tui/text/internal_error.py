"""What the user is told of an internal error."""

from __future__ import annotations

from tui.config import locations
from tui.text.sanitize import harmless


def advice() -> str:
    """Return one sentence that asks for a report."""
    return harmless(f"Internal error. Please report it with the log at {locations.log_file()}")
