"""The top line: the folder, the number of documents, and the state of the index."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from index.model.progress import Phase, Progress
from tui.text.component_style import component
from tui.text.content import one_line
from tui.text.numbers import counted, time_left

_BAR = 12
"""The width of the progress bar, in cells."""


def progress_words(progress: Progress) -> str:
    """Describe the progress of an update: a bar, percentage, document count and ETA, as far as known."""
    if progress.phase is Phase.SAVING:
        return "saving"
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
        time_left(progress.seconds_left),
    ]
    return " · ".join(part for part in parts if part)


class TitleLine(Widget):
    """Shows folder, document count and state at the left, and the two main keys at the right."""

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
    """The number of searchable documents; None until it is known."""
    state: reactive[str] = reactive("opening")
    """The state of the library."""

    def render(self) -> Content:
        """Draw the left part, and the right part if there is room."""
        left = Content("pressroom").stylize(component(self, "title--app")) + "  "
        left += one_line(self.folder).truncate(40, ellipsis=True).stylize(component(self, "title--folder"))
        documents = [] if self.documents is None else [counted(self.documents, "document")]
        state = one_line("".join(f" · {part}" for part in [*documents, self.state] if part))
        left += state.stylize(component(self, "title--state"))
        right = Content("/ search   ? help").stylize(component(self, "title--state"))
        if left.cell_length > self.size.width:  # the state says more than our name
            left = left[len("pressroom  ") :]
        gap = self.size.width - left.cell_length - right.cell_length
        return left + " " * gap + right if gap >= 3 else left.truncate(self.size.width, ellipsis=True)
