"""Jump mode: a letter over each visible pane, which goes there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.closing import close

LETTERS = {
    "search": "s",
    "filters": "f",
    "people": "p",
    "countries": "c",
    "languages": "l",
    "own": "y",
    "results": "r",
    "reader": "d",
    "years": "t",
}
"""The letter of each pane."""


class JumpScreen(ModalScreen[str | None]):
    """Letters over the panes. The result is the id of a pane; None if another key was pressed.

    Args:
        panes: Where each visible pane is on the screen.

    """

    DEFAULT_CSS = """
    JumpScreen {
        & > Static {
            position: absolute;
            width: auto;
            padding: 0 1;
            color: $background;
            background: $accent;
            text-style: bold;
        }
        & > Static:nocolor { text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,semicolon", "close", "close", id="jump.close", tooltip="Leave jump mode"),
    ]
    BINDING_GROUP_TITLE = "Jump mode"

    def __init__(self, panes: Mapping[str, Region]) -> None:
        super().__init__()
        self._panes = panes

    def compose(self) -> ComposeResult:
        """Yield a letter at the top left corner of each pane."""
        for pane, region in self._panes.items():
            letter = Static(Content(LETTERS[pane]))
            letter.styles.offset = (region.x + 1, region.y)
            yield letter

    def on_key(self, event: events.Key) -> None:
        """Go to the pane of a letter; any other key leaves."""
        event.stop()
        close(self, next((pane for pane in self._panes if LETTERS[pane] == event.key), None))

    def on_click(self) -> None:
        """Leave."""
        close(self)

    def action_close(self) -> None:
        """Leave."""
        close(self)
