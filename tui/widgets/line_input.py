"""A line to type into, for whatever may be pasted."""

from __future__ import annotations

from textual.widgets import Input

from tui.text import without_controls


class LineInput(Input):
    """Takes no character that a terminal would obey: a blank stands for each."""

    def validate_value(self, value: str) -> str:
        """What is typed, pasted or put there."""
        return without_controls(value)
