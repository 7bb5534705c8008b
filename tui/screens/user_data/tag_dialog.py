"""The dialog that asks for tags to add or remove, and completes known ones."""

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

from index.model.user_data import DocumentEdit
from tui.screens.closing import close
from tui.text.content import one_line
from tui.text.tag_line import completed, matching_tags, parse_tags
from tui.widgets.line_input import LineInput

_MOST_SHOWN = 30


class TagDialog(ModalScreen[DocumentEdit | None]):
    """An input for tags, with the known tags that match below it. The result is None if nothing is to change.

    Args:
        question: The title, such as "Tag 3 documents".
        known: All tags, the likeliest first.
        present: The tags that the documents have.

    """

    DEFAULT_CSS = """
    TagDialog {
        & Input { border: none; height: 1; padding: 0; background: $surface; }
        & Input:focus { border: none; }
        & Static { color: $foreground-muted; height: auto; max-height: 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", id="tags.complete", tooltip="Complete with the first matching tag"),
        Binding("escape", "cancel", "cancel", id="tags.cancel", tooltip="Cancel"),
    ]

    def __init__(self, question: str, known: Sequence[str], present: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._known = known
        self._present = present

    def compose(self) -> ComposeResult:
        """Yield a titled box with the input, the matching tags and a hint."""
        with Vertical(classes="dialog -question") as box:
            box.border_title = one_line(self._question)
            yield LineInput(placeholder="tag, another tag, -tag to remove")
            yield Static(id="tags-matching", markup=False)
            yield Static("Tab complete · Enter tag · Esc cancel", markup=False)

    def on_mount(self) -> None:
        """Show the known tags."""
        self._show_matching()

    @on(Input.Changed)
    def show_matching(self, event: Input.Changed) -> None:
        """Show the known tags that match."""
        event.stop()
        self._show_matching()

    def _matching(self) -> list[str]:
        return matching_tags(self.query_one(Input).value, self._known, self._present)

    def _show_matching(self) -> None:
        tags = one_line("  ".join(f"#{tag}" for tag in self._matching()[:_MOST_SHOWN]))
        has = one_line(f"has {' '.join(f'#{tag}' for tag in self._present)}" if self._present else "")
        self.query_one("#tags-matching", Static).update(Content("\n").join(part for part in (has, tags) if part))

    def action_complete(self) -> None:
        """Complete the tag that is being typed."""
        line = self.query_one(Input)
        if matching := self._matching():
            line.value = completed(line.value, matching[0])
            line.cursor_position = len(line.value)

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Close with the tags in the input."""
        event.stop()
        close(self, parse_tags(event.value))
