"""Numbers as the user reads them, on the screen and from the command line. Imports neither Textual nor Rich."""

from __future__ import annotations

_THOUSANDS_SEPARATOR = "\u202f"
"""A narrow no-break space."""


def grouped(number: int) -> str:
    """Format a number with a separator between thousands: "1 204"."""
    return f"{number:,}".replace(",", _THOUSANDS_SEPARATOR)


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Format a number with its noun: "1 document", "1 204 documents"."""
    return f"{grouped(number)} {singular if number == 1 else plural or singular + 's'}"


def time_left(seconds: float | None) -> str:
    """Format an ETA, rounded because it is an estimate; "" where there is none."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {round(seconds / 10) * 10} s left"
    if seconds < 5400:
        return f"about {max(round(seconds / 60), 1)} min left"
    return f"about {round(seconds / 3600)} h left"
