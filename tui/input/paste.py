"""What a paste becomes before a screen gets it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tui.text.sanitize import paste_as_line


@runtime_checkable
class CleansPastes(Protocol):
    """A screen that takes more of a paste than one line, such as one with an editor."""

    def clean_paste(self, text: str) -> str:
        """Return the text that is inserted, without control characters."""


def paste_for(screen: object, text: str) -> str:
    """Return what is pasted on a screen: one line, because an Input would take the first line only."""
    return screen.clean_paste(text) if isinstance(screen, CleansPastes) else paste_as_line(text)
