"""A line to type into, for whatever may be put there."""

from __future__ import annotations

from textual.widgets import Input

from tui.text.sanitize import without_controls


class LineInput(Input):
    """Takes no character that a terminal would obey: a blank stands for each."""

    def on_mount(self) -> None:
        """Follow the cursor to the end of what is pasted first, too."""
        self._initial_value = False

    def validate_value(self, value: str) -> str:
        """What is typed, or put there: an earlier query, a name."""
        return without_controls(value)
