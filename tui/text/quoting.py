"""What the user typed, as sentences repeat it."""

from __future__ import annotations

_LONGEST = 40
"""In code points."""


def cut_short(text: str) -> str:
    """Return a text, or its beginning and an ellipsis."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
