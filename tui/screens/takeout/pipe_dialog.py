"""The dialog that asks for the command to pipe to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.screens.closing import close
from tui.text.content import one_line
from tui.widgets.line_input import LineInput

_last_commands = [""]
"""The last command of the session, offered again."""


@dataclass(frozen=True, slots=True)
class PipeChoice:
    """What the user has typed."""

    command: str


class PipeDialog(ModalScreen[PipeChoice | None]):
    """An input for a shell command. The result is None if it was cancelled.

    Args:
        what: What the command reads.

    """

    DEFAULT_CSS = """
    PipeDialog {
        align: center middle;
        background: $background 60%;
        & > Vertical { width: 64; max-width: 90%; height: auto; padding: 0 1; background: $background; }
        & Input { border: none; height: 1; padding: 0; background: $surface; }
        & Input:focus { border: none; }
        & Static { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="pipe.cancel", tooltip="Cancel"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """Yield a titled box with the input and a hint."""
        with Vertical(classes="dialog") as box:
            box.border_title = one_line(f"Pipe the {self._what} to")
            yield LineInput(_last_commands[-1], placeholder="a shell command, such as wc -w", select_on_focus=True)
            yield Static("Enter run · Esc cancel", markup=False)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Close with the command."""
        event.stop()
        command = event.value.strip()
        if command:
            _last_commands[-1] = command
        close(self, PipeChoice(command) if command else None)

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)
