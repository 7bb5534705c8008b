"""The dialog that asks for the name of a merged or renamed entry."""

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


class NameDialog(ModalScreen[str | None]):
    """An input for a name; the arrows go through known names. The result is None if it was cancelled.

    Args:
        question: The title, such as "Merge A and B as".
        verb: The action of Enter, for the hint.
        name: The initial value.
        choices: Other known names.

    """

    DEFAULT_CSS = """
    NameDialog {
        & Input { border: none; height: 1; padding: 0; background: $surface; }
        & Input:focus { border: none; }
        & Static { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="name.cancel", tooltip="Cancel"),
        Binding("down", "choose(1)", "next name", show=False, id="name.next", tooltip="Use the next name"),
        Binding("up", "choose(-1)", "previous name", show=False, id="name.previous", tooltip="Use the previous name"),
    ]

    def __init__(self, question: str, verb: str, name: str, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._verb = verb
        self._initial = name
        self._choices = list(dict.fromkeys([name, *choices]))

    def compose(self) -> ComposeResult:
        """Yield a titled box with the input and a hint."""
        with Vertical(classes="dialog -question") as box:
            box.border_title = Content(harmless(self._question))
            yield LineInput(harmless(self._initial), select_on_focus=True)
            hint = "↑ ↓ other names · " if len(self._choices) > 1 else ""
            yield Static(f"{hint}Enter {self._verb} · Esc cancel", markup=False)

    def action_choose(self, step: int) -> None:
        """Put another known name into the input."""
        line = self.query_one(Input)
        at = self._choices.index(line.value) + step if line.value in self._choices else 0
        line.value = harmless(self._choices[at % len(self._choices)])
        line.cursor_position = len(line.value)

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Close with the name in the input."""
        event.stop()
        close(self, " ".join(event.value.split()) or None)
