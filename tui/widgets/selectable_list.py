"""A list whose rows can be selected: one, a range, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.line_list import LineList

Item = TypeVar("Item")
SELECTED = "●"
"""The symbol of a selected row, visible without colors."""


def select_bindings(list_name: str, noun: str) -> list[BindingType]:
    """Return the bindings of a list.

    Args:
        list_name: The prefix of the names of its actions in the settings.
        noun: What a row is called.

    """
    return [
        Binding("v", "select", "select", show=False, id=f"{list_name}.select", tooltip=f"Select this {noun} (toggle)"),
        Binding(
            "V",
            "select_range",
            "select range",
            show=False,
            id=f"{list_name}.select_range",
            tooltip="Select all rows from the last selected one",
        ),
        Binding(
            "asterisk",
            "select_all",
            "select all",
            show=False,
            id=f"{list_name}.select_all",
            tooltip="Select all rows, or none if all are selected",
        ),
        Binding(
            "escape", "deselect", "deselect", show=False, id=f"{list_name}.deselect", tooltip="Select nothing any more"
        ),
    ]


class SelectableList(LineList, Generic[Item]):
    """A list with a selection, which stays when the rows change. A subclass implements `item_at`."""

    @dataclass
    class SelectionChanged(Message):
        """Rows were selected or deselected."""

        list: SelectableList[Any]

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.selected: dict[str, Item] = {}
        """The selected items by key, in the order of their selection."""
        self._anchor: int | None = None
        """The row selected last, from which a range begins."""
        self.was_used = False
        """Whether the user has moved the cursor or opened a row since a subclass has reset this."""

    def item_at(self, row: int) -> tuple[str, Item] | None:
        """Return key and item of a row; None for a row that cannot be selected or is not loaded."""
        raise NotImplementedError

    @property
    def is_used(self) -> bool:
        """Whether the user has gone to a row, opened one, or scrolled."""
        return self.was_used or self.scroll_y > 0

    def watch_cursor(self) -> None:
        """Note that the user uses the list."""
        self.was_used = True
        super().watch_cursor()

    def select_items(self, items: dict[str, Item]) -> None:
        """Select further items."""
        self.selected.update(items)
        self._changed()

    def deselect_all(self) -> None:
        """Select nothing."""
        self._anchor = None
        if self.selected:
            self.selected = {}
            self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.SelectionChanged(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable Esc only while something is selected."""
        return bool(self.selected) if action == "deselect" else super().check_action(action, parameters)

    def action_select(self) -> None:
        """Select or deselect the row under the cursor, and move to the next row."""
        item = self.item_at(self.cursor) if self.count else None
        if item is not None:
            key, value = item
            if key in self.selected:
                del self.selected[key]
            else:
                self.selected[key] = value
            self._anchor = self.cursor
            self._changed()
            self.cursor += 1

    def action_select_range(self) -> None:
        """Select all rows from the last selected one to the one under the cursor."""
        if self.count:
            first, last = sorted((self.cursor if self._anchor is None else self._anchor, self.cursor))
            self._anchor = self.cursor
            self.select_rows(range(first, last + 1))

    def select_rows(self, rows: range) -> None:
        """Select rows; those that are not loaded are left out."""
        self.select_items(dict(item for row in rows if (item := self.item_at(row)) is not None))

    def action_select_all(self) -> None:
        """Select all rows, or none if all are selected."""
        items = dict(item for row in range(self.count) if (item := self.item_at(row)) is not None)
        if all(key in self.selected for key in items):
            self.deselect_all()
        else:
            self.select_items(items)

    def action_deselect(self) -> None:
        """Select nothing."""
        self.deselect_all()
