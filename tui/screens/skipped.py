"""The files that could not be read, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen

from corpus.model.document import Skipped
from tui.screens.closing import close
from tui.text.component_style import component
from tui.text.content import counted, one_line
from tui.text.reasons import reason_text
from tui.widgets.line_list import LineList


class SkippedList(LineList):
    """A path and a reason, two lines each."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    SkippedList > .skipped--reason { color: $foreground-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"skipped--reason"}

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__()
        self.skipped = skipped

    def on_mount(self) -> None:
        """Know the number of rows."""
        self.count = len(self.skipped)

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """The path, or the reason."""
        entry = self.skipped[index]
        if line == 0:
            return one_line(entry.path)
        return Content("  ") + one_line(reason_text(entry)).stylize(component(self, "skipped--reason"))


class SkippedScreen(ModalScreen[None]):
    """A list over the main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "close", "close", id="skipped.close", tooltip="Back to the explorer"),
    ]

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__()
        self._skipped = skipped

    def compose(self) -> ComposeResult:
        """A titled box."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(f"{counted(len(self._skipped), 'file')} skipped")
            sheet.border_subtitle = Content("Esc closes")
            yield SkippedList(self._skipped)

    def action_close(self) -> None:
        """Go back to the explorer."""
        close(self)


def show_skipped(screen: Screen[None], skipped: Sequence[Skipped], problem: str) -> None:
    """Open the list over a screen; a notice where nothing was skipped or the list could not be read.

    Args:
        screen: The main screen; nothing opens over it while another screen is in front.
        skipped: The files and records that could not be read.
        problem: Why the list could not be read, in one sentence; empty where it could.

    """
    if skipped and screen.is_active:
        screen.app.push_screen(SkippedScreen(skipped))
    elif problem:
        screen.notify(problem, severity="error", markup=False, timeout=12)
    elif not skipped:
        screen.notify("Every file could be read.", markup=False)
