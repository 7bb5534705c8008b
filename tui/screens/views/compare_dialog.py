"""The dialog that asks what the results are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.model.query import Query
from tui.screens.closing import close
from tui.state.comparands import Comparands, typed_comparand
from tui.text.content import one_line
from tui.text.contrast import query_label
from tui.widgets.line_input import LineInput
from tui.widgets.line_list import LineList


class ComparandList(LineList):
    """Sets of documents to compare with."""

    CURSOR_RESTS = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "compare", id="comparand.choose", tooltip="Compare with this"),
    ]

    class Chosen(Message):
        """The row under the cursor was chosen."""

    def __init__(self, choices: Sequence[Comparands]) -> None:
        super().__init__()
        self.choices = choices

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.count = len(self.choices)
        self.styles.height = len(self.choices)

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Choose the clicked row."""
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.post_message(self.Chosen())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw a label."""
        return one_line(self.choices[index].label)


class CompareDialog(ModalScreen[Comparands | None]):
    """An input for a second search, and the periods to choose from. The result is None if it was cancelled.

    Args:
        query: The query of the results.
        choices: The periods.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="comparand.cancel", tooltip="Cancel"),
        Binding("down,tab", "list", "periods", show=False, id="comparand.list", tooltip="Go to the periods"),
    ]
    BINDING_GROUP_TITLE = "Compare with"

    input = getters.query_one(LineInput)
    list = getters.query_one(ComparandList)

    def __init__(self, query: Query, choices: Sequence[Comparands]) -> None:
        super().__init__()
        self._query = query
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Yield a titled box with the input, the periods and a hint."""
        with Vertical(classes="dialog -small") as box:
            box.border_title = one_line(f"Compare {query_label(self._query)} with …")
            yield LineInput(placeholder="a second search, such as date:2024")
            yield ComparandList(self._choices)
            hint = "Enter compare · ↓ periods · Esc cancel" if self._choices else "Enter compare · Esc cancel"
            yield Static(hint, classes="dialog-hint", markup=False)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Compare with the search; without one, with the first period."""
        event.stop()
        if event.value.strip():
            close(self, typed_comparand(self._query, event.value))
        elif self._choices:
            close(self, self._choices[0])

    @on(ComparandList.Chosen)
    def choose(self) -> None:
        """Compare with the period under the cursor."""
        if self._choices:
            close(self, self._choices[self.list.cursor])

    @on(LineList.LeaveRequested)
    def edit(self) -> None:
        """Go back to the input."""
        self.input.focus()

    def action_list(self) -> None:
        """Go to the periods."""
        if self._choices:
            self.list.focus()

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)
