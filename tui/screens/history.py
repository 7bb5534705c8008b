"""The list of earlier searches and documents, narrowed while typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from corpus.text.folding import fold_expanding
from tui.screens.closing import close
from tui.text.content import one_line
from tui.text.numbers import grouped
from tui.widgets.line_input import LineInput
from tui.widgets.line_list import LineList

_CURRENT = "●"
"""The symbol before the visit where the user is."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A visit as it is listed."""

    number: int
    """Its number in the history."""
    label: str
    is_document: bool
    is_current: bool


class HistoryList(LineList):
    """Visits, the latest first; documents are indented below their search."""

    DEFAULT_CSS = """
    HistoryList {
        & > .history--document { color: $foreground-muted; }
        & > .history--current { color: $accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"history--document", "history--current"}

    class Chosen(Message):
        """The visit under the cursor was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[HistoryRow] = ()

    def show(self, rows: Sequence[HistoryRow]) -> None:
        """Show other rows, with the cursor on the first."""
        self.rows, self.count, self.cursor = rows, len(rows), 0
        self.refresh()

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Go to the clicked visit."""
        self.post_message(self.Chosen())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw a symbol and the search or title."""
        row = self.rows[index]
        label = one_line(row.label)
        if row.is_document:
            label = Content("  ") + label.stylize(self.style_of("history--document"))
        head = Content(f"{_CURRENT} " if row.is_current else "  ").stylize(self.style_of("history--current"))
        return head + label


class HistoryScreen(ModalScreen[int | None]):
    """A dialog to choose from. The result is the number of a visit; None if it was closed."""

    DEFAULT_CSS = """
    HistoryScreen {
        & LineInput { border: none; height: 1; padding: 0 1; background: $surface; }
        & LineInput:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "go there", id="history.choose", tooltip="Go to this search or document"),
        Binding("down", "move(1)", "down", show=False, id="history.down", tooltip="Go to the next row"),
        Binding("up", "move(-1)", "up", show=False, id="history.up", tooltip="Go to the previous row"),
        Binding("escape", "close", "close", id="history.close", tooltip="Close the list"),
    ]
    BINDING_GROUP_TITLE = "History"

    def __init__(self, rows: Sequence[HistoryRow]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Yield a titled box with an input and the list."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content("History")
            box.border_subtitle = Content("Enter go there · Esc close")
            yield LineInput(placeholder="part of a search or title", compact=True)
            yield HistoryList()

    def on_mount(self) -> None:
        """Show all rows."""
        self.query_one(LineInput).focus()
        self._show("")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show the rows that contain every word."""
        self._show(event.value)

    def _show(self, text: str) -> None:
        words = fold_expanding(text).split()
        found = [row for row in self._rows if all(word in fold_expanding(row.label) for word in words)]
        self.query_one(HistoryList).show(found)
        number = grouped(len(found)) if len(found) == len(self._rows) else f"{len(found)} of {grouped(len(self._rows))}"
        self.query_one(Vertical).border_title = Content(f"History · {number}")

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.query_one(HistoryList).action_move(rows)

    @on(Input.Submitted)
    @on(HistoryList.Chosen)
    def action_choose(self) -> None:
        """Close with the visit under the cursor."""
        chosen = self.query_one(HistoryList)
        if chosen.count:
            close(self, chosen.rows[chosen.cursor].number)

    def action_close(self) -> None:
        """Close without a choice."""
        close(self)
