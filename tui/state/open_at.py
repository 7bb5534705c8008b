"""Where a document is opened."""

from __future__ import annotations

from enum import Enum, auto


class OpenAt(Enum):
    """The place at which a document is opened."""

    LAST_PLACE = auto()
    """Where it was left, if it was open with the same hits before; else at the first hit."""
    FIRST_HIT = auto()
    LAST_HIT = auto()
    SAME_PLACE = auto()
    """Where the document on the screen is, of which this is a new version."""
