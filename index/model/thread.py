"""A thread of mail: a frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of a thread, and which of them was asked for."""

    ids: tuple[str, ...]
    """The documents, the earliest message first."""
    at: int
    """The index of the document that was asked for."""
