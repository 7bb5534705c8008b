"""The screen that lists skipped files with the reasons."""

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
from tui.text.content import one_line
from tui.text.numbers import counted
from tui.text.reasons import reason_text
from tui.widgets.line_list import LineList


class SkippedList(LineList):
    """The list of skipped files: a line with the path and a line with the reason."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    SkippedList > .skipped--reason { color: $foreground-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"skipped--reason"}

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__()
        self.skipped = skipped

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.count = len(self.skipped)

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw the path or the reason."""
        entry = self.skipped[index]
        if line == 0:
            return one_line(entry.path)
        return Content("  ") + one_line(reason_text(entry)).stylize(component(self, "skipped--reason"))


class SkippedScreen(ModalScreen[None]):
    """A dialog with the list of skipped files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "close", "close", id="skipped.close", tooltip="Close the list"),
    ]

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__()
        self._skipped = skipped

    def compose(self) -> ComposeResult:
        """Yield a titled box with the list."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"{counted(len(self._skipped), 'file')} skipped")
            box.border_subtitle = Content("Esc close")
            yield SkippedList(self._skipped)

    def action_close(self) -> None:
        """Close the list."""
        close(self)


def show_skipped(screen: Screen[None], skipped: Sequence[Skipped], problem: str) -> None:
    """Open the list of skipped files, or show a notice if it is empty or could not be read.

    Args:
        screen: The main screen; the list does not open while another screen is in front.
        skipped: The skipped files and records.
        problem: Why the list could not be read, in one sentence; empty if it could.

    """
    if skipped and screen.is_active:
        screen.app.push_screen(SkippedScreen(skipped))
    elif problem:
        screen.notify(problem, severity="error", markup=False, timeout=12)
    elif not skipped:
        screen.notify("No skipped files: every file was read.", markup=False)
