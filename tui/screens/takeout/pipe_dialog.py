"""The dialog that asks for the command to pipe to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.screens.closing import close
from tui.screens.takeout.piped import Piped
from tui.text.numbers import counted
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.line_input import LineInput

_last_commands = [""]
"""The last command of the session, offered again."""


@dataclass(frozen=True, slots=True)
class PipeChoice:
    """What the user has chosen and typed."""

    what: Piped
    command: str


class PipeDialog(ModalScreen[PipeChoice | None]):
    """A choice of what to pipe, and an input for a shell command. The result is None if it was cancelled.

    Args:
        has_document: Whether a document is open.
        selected: The number of selected documents.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="pipe.cancel", tooltip="Cancel"),
        Binding("enter", "submit", "run", id="pipe.run", tooltip="Run the command"),
        Binding("down,tab", "app.focus_next", "next line", show=False, id="pipe.next", tooltip="Go to the next line"),
        Binding("up,shift+tab", "app.focus_previous", "back", show=False, id="pipe.previous", tooltip="Go one line up"),
    ]

    what = getters.query_one(ChoiceLine)

    def __init__(self, *, has_document: bool, selected: int) -> None:
        super().__init__()
        chosen = (Piped.PATHS, Piped.TEXTS, Piped.JSON_LINES) if selected else ()
        self._choices = [*chosen, *([Piped.TEXT] if has_document else [])]
        of_selected = f" of {counted(selected, 'selected document')}"
        self._labels = [f"{each}{of_selected if each in chosen else ''}" for each in self._choices]

    def compose(self) -> ComposeResult:
        """Yield a titled box with the choice, the input and a hint."""
        with Vertical(classes="dialog -small") as box:
            box.border_title = "Pipe to a command"
            yield ChoiceLine("Input", self._labels)
            yield LineInput(_last_commands[-1], placeholder="a shell command, such as wc -w", select_on_focus=True)
            yield Static("↑ ↓ line · ← → change · Enter run · Esc cancel", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one(LineInput).focus()

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Close with the command."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Close with the command."""
        command = self.query_one(LineInput).value.strip()
        if command:
            _last_commands[-1] = command
        close(self, PipeChoice(self._choices[self.what.chosen], command) if command else None)

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)
