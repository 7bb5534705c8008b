"""The top line: which folder this is, how many documents it holds, and how far the index is."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from index.model.progress import Phase, Progress
from tui.text.component_style import component
from tui.text.content import counted, one_line

_BAR = 12
"""Cells of the progress bar."""


def remaining(seconds: float | None) -> str:
    """The time left in words no more exact than the estimate; nothing where there is none."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {round(seconds / 10) * 10} s left"
    if seconds < 5400:
        return f"about {max(round(seconds / 60), 1)} min left"
    return f"about {round(seconds / 3600)} h left"


def progress_words(progress: Progress) -> str:
    """How far an update is: a bar, a share and the time left, as far as they are known."""
    if progress.phase is Phase.SAVING:
        return "saving what was read"
    if progress.phase is Phase.LOOKING or not progress.total:
        return "looking for changes"
    share = min(progress.done / progress.total, 1.0)
    filled = round(share * _BAR)
    parts = [
        ("OCR " if progress.phase is Phase.RECOGNIZING else "reading ")
        + "━" * filled
        + "┄" * (_BAR - filled)
        + f" {int(share * 100)} %",
        counted(progress.documents, "document"),
        remaining(progress.seconds_left),
    ]
    return " · ".join(part for part in parts if part)


class TitleLine(Widget):
    """One line at the top."""

    DEFAULT_CSS = """
    TitleLine {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > .title--app { color: $accent; text-style: bold; }
        & > .title--folder { color: $foreground; text-style: bold; }
        & > .title--state { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--app", "title--folder", "title--state"}

    folder: reactive[str] = reactive("")
    """The folder's name."""
    documents: reactive[int | None] = reactive[int | None](None)
    """How many documents can be searched; None before that is known."""
    state: reactive[str] = reactive("opening")
    """What the library is doing."""

    def render(self) -> Content:
        """The name left, the two keys that lead everywhere right, where there is room."""
        left = Content("pressroom").stylize(component(self, "title--app")) + "  "
        left += one_line(self.folder).truncate(40, ellipsis=True).stylize(component(self, "title--folder"))
        said = [] if self.documents is None else [counted(self.documents, "document")]
        state = one_line("".join(f" · {part}" for part in [*said, self.state] if part))
        left += state.stylize(component(self, "title--state"))
        right = Content("/ search   ? help").stylize(component(self, "title--state"))
        gap = self.size.width - left.cell_length - right.cell_length
        return left + " " * gap + right if gap >= 3 else left.truncate(self.size.width, ellipsis=True)
