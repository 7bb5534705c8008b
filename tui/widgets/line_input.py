"""A line to type into, for whatever may be pasted."""

from __future__ import annotations

import re

from textual import events
from textual.widgets import Input

from tui.harmless import without_controls

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")


class LineInput(Input):
    """Takes no character that a terminal would obey: a blank stands for each, and one for the end of a line."""

    def on_mount(self) -> None:
        """Follow the cursor to the end of what is pasted first, too."""
        self._initial_value = False

    def validate_value(self, value: str) -> str:
        """What is typed, pasted or put there."""
        return without_controls(value)

    def _on_paste(self, event: events.Paste) -> None:
        """All of it, where Textual would take the first line only: names are broken over two."""
        event.prevent_default()
        event.stop()
        if text := _LINE_ENDS.sub(" ", event.text.strip("\r\n")):
            self.replace(text, *self.selection)
