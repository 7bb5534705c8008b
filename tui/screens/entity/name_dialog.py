"""Asks under which name somebody is to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.screens.closing import close
from tui.text.sanitize import harmless
from tui.widgets.line_input import LineInput


class AskName(ModalScreen[str | None]):
    """A line to type in, with the names there are to choose from; None when it was left.

    Args:
        question: What is asked.
        name: What stands in the line.
        choices: Other names; the arrows go through them.

    """

    DEFAULT_CSS = """
    AskName {
        align: center middle;
        background: $background 60%;
        & > Vertical { width: 64; max-width: 90%; height: auto; padding: 0 1; background: $background; }
        & Input { border: none; height: 1; padding: 0; background: $surface; }
        & Input:focus { border: none; }
        & Static { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave it", id="ask.leave", tooltip="Change nothing"),
        Binding("down", "choose(1)", "next name", show=False, id="ask.next", tooltip="The next of the names there are"),
        Binding("up", "choose(-1)", "name before", show=False, id="ask.previous", tooltip="The name before"),
    ]

    def __init__(self, question: str, name: str, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._first = name
        self._choices = list(dict.fromkeys([name, *choices]))

    def compose(self) -> ComposeResult:
        """A titled box with the line."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(harmless(self._question))
            yield LineInput(harmless(self._first), select_on_focus=True)
            hint = "↑ ↓ other names · " if len(self._choices) > 1 else ""
            yield Static(f"{hint}Enter takes it · Esc changes nothing", markup=False)

    def action_choose(self, step: int) -> None:
        """Put another of the names into the line."""
        line = self.query_one(Input)
        at = self._choices.index(line.value) + step if line.value in self._choices else 0
        line.value = harmless(self._choices[at % len(self._choices)])
        line.cursor_position = len(line.value)

    def action_leave(self) -> None:
        """Change nothing."""
        close(self)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Take what is in the line."""
        event.stop()
        close(self, " ".join(event.value.split()) or None)
