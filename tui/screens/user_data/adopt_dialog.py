"""The dialog that asks whether to take over the user data of a folder that has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.closing import close
from tui.text.content import one_line


@dataclass(frozen=True)
class MovedOffer:
    """User data that probably belongs to the folder."""

    question: str
    accept: Callable[[], None]
    """Makes the library open with this user data; call it before the library opens."""


class AdoptDialog(ModalScreen[bool]):
    """Asks before the library opens. The result is whether to take over the user data."""

    DEFAULT_CSS = """
    AdoptDialog {
        & Static { height: auto; }
        & #adopt-hint { color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "take over", id="adopt.yes", tooltip="Take over the work on the moved folder"),
        Binding("escape", "answer(False)", "not now", id="adopt.no", tooltip="Leave it; you are asked again"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Yield a titled box with the question."""
        with Vertical(classes="dialog -question") as box:
            box.border_title = Content("A moved folder")
            yield Static(one_line(self._question), markup=False)
            yield Static("Enter take over · Esc not now", id="adopt-hint", markup=False)

    def action_answer(self, is_accepted: bool) -> None:
        """Close with the answer."""
        close(self, is_accepted)


def ask_to_adopt(app: App[Any], offer: MovedOffer | None, then: Callable[[], object]) -> None:
    """Ask whether to take over the user data of a moved folder, if there is some, and go on."""
    if offer is None:
        then()
        return

    def take(is_accepted: bool | None) -> None:
        if is_accepted:
            offer.accept()
        then()

    app.push_screen(AdoptDialog(offer.question), take)
