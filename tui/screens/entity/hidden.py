"""The screen that lists hidden people, countries and roles, which can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from index.model.entity import Action, Correction
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.services.entity_service import EntityService
from tui.text.content import one_line
from tui.text.correction_names import correction_names
from tui.text.numbers import grouped
from tui.widgets.selectable_list import SELECTED, SelectableList, select_bindings
from tui.widgets.status_line import StatusLine


class HiddenList(SelectableList[Correction]):
    """The hidden names, one per row."""

    BINDING_GROUP_TITLE = "Hidden names"
    DEFAULT_CSS = """
    HiddenList { height: 1fr; }
    HiddenList > .hidden--where { color: $foreground-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hidden--where"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,h", "unhide", "bring back", id="hidden.unhide", tooltip="Bring back this name or the selected"),
        *select_bindings("hidden", "name"),
    ]

    @dataclass
    class UnhideRequested(Message):
        """Names should be brought back."""

        hidden: tuple[Correction, ...]

    def __init__(self) -> None:
        super().__init__()
        self.hidden: Sequence[Correction] = ()

    def show(self, hidden: Sequence[Correction]) -> None:
        """Show the hidden names; the cursor keeps its row."""
        self.hidden = hidden
        self.count = len(hidden)
        self.refresh()

    def item_at(self, row: int) -> tuple[str, Correction]:
        """Return what identifies the correction of a row, and the correction."""
        each = self.hidden[row]
        return f"{each.kind} {each.names[0]} {each.path} {each.shown}", each

    def action_unhide(self) -> None:
        """Bring back the selected names; without any, the one under the cursor."""
        chosen = tuple(self.selected.values()) or tuple(self.hidden[self.cursor : self.cursor + 1])
        if chosen:
            self.deselect_all()
            self.post_message(self.UnhideRequested(chosen))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw the name, and where it is hidden."""
        key, each = self.item_at(index)
        name = correction_names(each)[0]
        where = f"  {each.kind}" + (f", in {each.path}" if each.path else "")
        if each.action is Action.HIDE_ROLE:
            name, where = each.shown, f"  role of {each.names[0]}"
        symbol = Content(f"{SELECTED} " if key in self.selected else "  ")
        return symbol + one_line(name) + one_line(where).stylize(self.style_of("hidden--where"))


class HiddenScreen(EntityAwareScreen):
    """The hidden people and countries.

    Args:
        service: The service of the screen below.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "undo", id="hidden.undo", tooltip="Undo the last change"),
        Binding("escape,q,H", "close", "back", id="hidden.back", tooltip="Go back to the main screen"),
    ]

    names = getters.query_one(HiddenList)

    def __init__(self, service: EntityService) -> None:
        super().__init__()
        self._service = service.for_screen(self)

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._service

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        with Vertical(id="hidden"):
            yield Static("No hidden names. Press Esc to go back.", id="hidden-note", markup=False)
            yield HiddenList()
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the names."""
        self.names.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Show the names again, after a change."""
        corrections = self._service.library.corrections()
        hidden = tuple(dict.fromkeys(each for each in corrections if each.action in (Action.HIDE, Action.HIDE_ROLE)))
        self.names.show(hidden)
        self.query_one("#hidden-note", Static).display = not hidden
        self.query_one("#hidden").border_title = Content(f"Hidden names ({grouped(len(hidden))})")

    @on(HiddenList.UnhideRequested)
    def unhide(self, event: HiddenList.UnhideRequested) -> None:
        """Bring back hidden names."""
        self._service.unhide(*event.hidden)

    def action_close(self) -> None:
        """Close the screen."""
        close(self)
