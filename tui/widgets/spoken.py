"""What a widget offers to a screen reader beyond what it draws."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.geometry import Offset


@runtime_checkable
class Spoken(Protocol):
    """A widget with a place of its own, such as the row under a cursor."""

    def spoken(self) -> str:
        """Return what is at the place, as one line; "" for nothing."""

    def spoken_place(self) -> Offset:
        """Return where it is on the screen; the terminal's cursor goes there."""
