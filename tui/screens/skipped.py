"""The screen that lists skipped files with the reasons, and files read in part with what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen

from tui.screens.closing import close
from tui.services.skipped_files import SkippedListed
from tui.text.component_style import component
from tui.text.content import one_line
from tui.text.numbers import counted, grouped
from tui.text.omissions import partly_read_text
from tui.text.reasons import reason_text
from tui.widgets.line_list import LineList


class SkippedList(LineList):
    """A list of files: a line with the path and a line with the reason."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    SkippedList > .skipped--reason { color: $foreground-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"skipped--reason"}

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.entries = entries
        """Path and reason of each file."""

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.count = len(self.entries)

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw the path or the reason."""
        path, reason = self.entries[index]
        if line == 0:
            return one_line(path)
        return Content("  ") + one_line(reason).stylize(component(self, "skipped--reason"))


class SkippedScreen(ModalScreen[None]):
    """A dialog with the skipped files, then those that were read in part."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "close", "close", id="skipped.close", tooltip="Close the list"),
    ]

    def __init__(self, listed: SkippedListed) -> None:
        super().__init__()
        self._listed = listed

    def compose(self) -> ComposeResult:
        """Yield a titled box with the list."""
        skipped, partly = self._listed.skipped, self._listed.partly
        title = [f"{counted(len(skipped), 'file')} skipped"] if skipped else []
        if partly:
            title.append(f"{grouped(len(partly)) if title else counted(len(partly), 'file')} read in part")
        with Vertical(classes="dialog") as box:
            box.border_title = Content(" · ".join(title))
            box.border_subtitle = Content("Esc close")
            yield SkippedList(
                [(each.path, reason_text(each)) for each in skipped]
                + [(each.path, f"read in part: {partly_read_text(each)}") for each in partly]
            )

    def action_close(self) -> None:
        """Close the list."""
        close(self)


def show_skipped(screen: Screen[None], listed: SkippedListed) -> None:
    """Open the list of skipped files, or show a notice if it is empty or could not be read.

    Args:
        screen: The main screen; the list does not open while another screen is in front.
        listed: The files.

    """
    if listed.skipped or listed.partly:
        if screen.is_active:
            screen.app.push_screen(SkippedScreen(listed))
    elif listed.problem:
        screen.notify(listed.problem, severity="error", markup=False, timeout=12)
    else:
        screen.notify("No skipped files: every file was read.", markup=False)
