"""A view that is scrolled by the keys of a pager: line by line, by halves and pages, to both ends."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView


class PagedScroll(ScrollView):
    """Scrolls what a subclass draws."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "down", show=False, id="reader.down", tooltip="A line on"),
        Binding("up,k", "scroll(-1)", "up", show=False, id="reader.up", tooltip="A line back"),
        Binding("pagedown,space", "page(1.0)", "page down", show=False, id="reader.page_down", tooltip="A page on"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="reader.page_up", tooltip="A page back"),
        Binding("ctrl+d", "page(0.5)", "half down", show=False, id="reader.half_down", tooltip="Half a page on"),
        Binding("ctrl+u", "page(-0.5)", "half up", show=False, id="reader.half_up", tooltip="Half a page back"),
        Binding("home,g", "first", "top", show=False, id="reader.top", tooltip="To the beginning"),
        Binding("end,G", "last", "end", show=False, id="reader.end", tooltip="To the end"),
    ]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines on."""
        event.stop()
        self.action_scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines back."""
        event.stop()
        self.action_scroll(-3)

    def action_scroll(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    def action_page(self, share: float) -> None:
        """Scroll by this share of the pane, less one line to find the place again."""
        height = self.scrollable_content_region.height
        self.action_scroll(int(share * (height - 1)))

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.virtual_size.height, animate=False)
