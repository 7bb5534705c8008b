"""The height of what a view scrolls, set without laying out the screen where that is not needed."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


def virtual_size() -> Reactive[Size]:
    """A reactive for `virtual_size`: with Textual's, a change lays out the screen and redraws all scrollbars."""
    return Reactive(Size(0, 0), layout=False)


def set_virtual_height(view: ScrollView, lines: int) -> None:
    """Set the number of lines that a view scrolls; lay out only if its scrollbar appears or disappears."""
    view.virtual_size = Size(0, lines)
    needs_bar = lines > view.container_size.height
    if needs_bar != view.show_vertical_scrollbar or not view.container_size:
        view.refresh(layout=True)
    elif needs_bar:
        view.vertical_scrollbar.window_virtual_size = lines
