"""A scroll view with the keys of a pager."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView


class PagedScroll(ScrollView):
    """Scrolls by lines, half pages, pages, and to both ends. A subclass draws the content."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "down", show=False, id="reader.down", tooltip="Scroll down one line"),
        Binding("up,k", "scroll(-1)", "up", show=False, id="reader.up", tooltip="Scroll up one line"),
        Binding("pagedown,space", "page(1.0)", "page down", show=False, id="reader.page_down", tooltip="Page down"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="reader.page_up", tooltip="Page up"),
        Binding("ctrl+d", "page(0.5)", "half down", show=False, id="reader.half_down", tooltip="Half a page down"),
        Binding("ctrl+u", "page(-0.5)", "half up", show=False, id="reader.half_up", tooltip="Half a page up"),
        Binding("home,g", "first", "top", show=False, id="reader.top", tooltip="Scroll to the beginning"),
        Binding("end,G", "last", "end", show=False, id="reader.end", tooltip="Scroll to the end"),
    ]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines down."""
        event.stop()
        self.action_scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines up."""
        event.stop()
        self.action_scroll(-3)

    def action_scroll(self, lines: int) -> None:
        """Scroll by `lines` lines."""
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    def action_page(self, share: float) -> None:
        """Scroll by a share of the pane, less one line of overlap for orientation."""
        height = self.scrollable_content_region.height
        self.action_scroll(int(share * (height - 1)))

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.virtual_size.height, animate=False)
