"""A line for announcements in screen-reader mode."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Announcement(Static):
    """The latest announcement. A terminal's screen reader speaks what is written."""

    DEFAULT_CSS = """
    Announcement { height: 3; padding: 0 1; color: $foreground; }
    Announcement.-message { height: auto; max-height: 3; text-style: bold; }
    """

    def __init__(self, *, classes: str) -> None:
        super().__init__(markup=False, classes=classes)
        self.said = ""
        """What is shown."""

    def say(self, text: str) -> None:
        """Show an announcement; "" for none."""
        if text != self.said:
            self.said = text
            self.update(Content(text))
