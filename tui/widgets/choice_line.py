"""One line to choose a value from a few, with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.text.content import one_line

_LABEL = 9
"""Cells of the label."""


class ChoiceLine(Widget, can_focus=True):
    """A label and the chosen value; ← and → choose another one.

    Args:
        label: What is chosen.
        options: The values, as they are shown.
        chosen: The number of the value that is chosen first.

    """

    DEFAULT_CSS = """
    ChoiceLine { height: 1; &:focus { background: $surface; text-style: bold; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "choose(1)", "next", show=False, id="choice.next", tooltip="Choose the next value"),
        Binding("left,h", "choose(-1)", "previous", show=False, id="choice.previous", tooltip="Choose the one before"),
    ]

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        line: ChoiceLine

    def __init__(self, label: str, options: Sequence[str], chosen: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self.options = options
        self.chosen = chosen
        """The number of the chosen value."""

    def render(self) -> Content:
        """Draw label and value; arrows show that there are others."""
        value = self.options[self.chosen]
        shown = f"‹ {value} ›" if len(self.options) > 1 else value
        return one_line(f"{self._label:<{_LABEL}}{shown}")

    def choose(self, number: int) -> None:
        """Choose a value by its number, round the ends."""
        self.chosen = number % len(self.options)
        self.refresh()
        self.post_message(self.Changed(self))

    def action_choose(self, step: int) -> None:
        """Choose another value."""
        self.choose(self.chosen + step)

    def on_click(self, event: events.Click) -> None:
        """Choose the next value."""
        self.action_choose(1)
