"""The message about an internal error."""

from __future__ import annotations

from tui.config import locations
from tui.text.sanitize import harmless


def ending(error: BaseException | None) -> str:
    """Return why the program ends, on one line."""
    return "There is not enough memory." if isinstance(error, MemoryError) else advice()


def going_on(error: BaseException | None) -> str:
    """Return what happened, where the explorer goes on after it."""
    return f"{ending(error).removesuffix('.')}. The screen may be incomplete."


def advice() -> str:
    """Return a sentence, without full stop, that asks the user to report the error."""
    return harmless(f"Internal error. Please report it with the log at {locations.log_file()}")
