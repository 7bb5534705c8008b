"""The menu of views: a small list with their letters, over the screen that it was opened from."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from tui.input.views import VIEWS, View
from tui.screens.closing import close
from tui.text.content import fit, one_line
from tui.widgets.line_list import LineList

_TITLE = 22
"""Cells of the letter and the title."""


class ViewList(LineList):
    """The views, one a row."""

    DEFAULT_CSS = """
    ViewList {
        & > .view--letter { color: $primary; text-style: bold; }
        & > .view--description { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"view--letter", "view--description"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "open", id="views.open", tooltip="Open the view under the cursor"),
    ]

    class Chosen(Message):
        """The view under the cursor was chosen."""

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.count = len(VIEWS)
        self.styles.height = len(VIEWS)

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the clicked view."""
        self.action_choose()

    def action_choose(self) -> None:
        """Open the view under the cursor."""
        self.post_message(self.Chosen())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw letter, title and description."""
        entry = VIEWS[index]
        letter = Content(f"{entry.letter}  ").stylize(self.style_of("view--letter"))
        description = one_line(entry.description).stylize(self.style_of("view--description"))
        return fit(letter + entry.title, _TITLE + 3) + description


class ViewMenu(ModalScreen[View | None]):
    """The menu. The result is None if it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(entry.letter, f"open('{entry.view}')", entry.title, id=entry.binding_id, tooltip=entry.description)
            for entry in VIEWS
        ),
        Binding("escape,full_stop", "close", "close", id="views.close", tooltip="Close the menu"),
    ]
    BINDING_GROUP_TITLE = "Views"

    def compose(self) -> ComposeResult:
        """Yield a titled box with the list."""
        with Vertical(classes="dialog -small") as box:
            box.border_title = Content("Views of these results")
            box.border_subtitle = Content("Esc close")
            yield ViewList()

    @on(ViewList.Chosen)
    def choose(self) -> None:
        """Open the view under the cursor."""
        close(self, VIEWS[self.query_one(ViewList).cursor].view)

    def action_open(self, view: str) -> None:
        """Open a view."""
        close(self, View(view))

    def action_close(self) -> None:
        """Close the menu."""
        close(self)
