"""Quotes of the user's input in messages."""

from __future__ import annotations

_MAX_LENGTH = 40
"""In code points."""


def cut_short(text: str) -> str:
    """Return a text; of a long one, its beginning and an ellipsis."""
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"
