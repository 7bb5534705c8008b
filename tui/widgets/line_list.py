"""A list that draws only the rows in view, for tens of thousands of them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.text.component_style import component
from tui.text.content import fit

CURSOR = "▌"
"""Stands before the row the cursor is on, so that it is seen without colour too."""


class LineList(ScrollView, can_focus=True):
    """Rows of a fixed height with a cursor; a subclass says how many there are and draws one line of one row."""

    ROW_HEIGHT: ClassVar[int] = 1
    CURSOR_RESTS: ClassVar[bool] = True
    """Whether the cursor is shown while the focus is elsewhere."""

    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .line-list--cursor { background: $block-cursor-blurred-background; }
        & > .line-list--bar { color: $foreground-disabled; background: $block-cursor-blurred-background; }
        & > .line-list--hover { background: $boost; }
        &:focus > .line-list--cursor { background: $cursor-row; text-style: bold; }
        &:focus > .line-list--bar { color: $accent; background: $cursor-row; }
        &:focus { background-tint: transparent; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--bar", "line-list--hover"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down", tooltip="To the next row"),
        Binding("up", "up", "Up", show=False, id="list.up", tooltip="To the row above; from the first, back"),
        Binding("k", "move(-1)", "Up", show=False, id="list.previous", tooltip="To the row above"),
        Binding("home,g", "first", "First", show=False, id="list.first", tooltip="To the first row"),
        Binding("end,G", "last", "Last", show=False, id="list.last", tooltip="To the last row"),
        Binding("pagedown", "page(1.0)", "Page down", show=False, id="list.page_down", tooltip="A page on"),
        Binding("pageup", "page(-1.0)", "Page up", show=False, id="list.page_up", tooltip="A page back"),
        Binding("ctrl+d", "page(0.5)", "Half down", show=False, id="list.half_down", tooltip="Half a page on"),
        Binding("ctrl+u", "page(-0.5)", "Half up", show=False, id="list.half_up", tooltip="Half a page back"),
    ]

    # Of itself it would have the whole screen arranged anew, and all its scrollbars drawn: see `watch_count`.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    cursor: reactive[int] = reactive(0, init=False)
    """The number of the row the cursor is on; 0 in an empty list."""
    count: reactive[int] = reactive(0, init=False)
    """How many rows there are."""
    hovered: reactive[int] = reactive(-1, init=False)
    """The number of the row under the pointer, or -1."""

    class LeftAtTop(Message):
        """The cursor was to go above the first row."""

    def __init__(self, *, id: str | None = None) -> None:
        self._component_looks: dict[str, Style] = {}
        super().__init__(id=id)

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """One line of a row, at most `width` cells."""
        raise NotImplementedError

    def chosen(self, index: int, event: events.Click) -> None:
        """A row was clicked; the cursor is on it already."""

    def validate_cursor(self, cursor: int) -> int:
        """The nearest row there is."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        """Show the row the cursor has gone to."""
        self.show_cursor()
        self.refresh()

    def watch_count(self, count: int) -> None:
        """Fit the scrollbar to the new number of rows."""
        rows = count * self.ROW_HEIGHT
        self.virtual_size = Size(0, rows)
        needs_bar = rows > self.container_size.height
        if needs_bar != self.show_vertical_scrollbar or not self.container_size:
            self.refresh(layout=True)
        elif needs_bar:
            self.vertical_scrollbar.window_virtual_size = rows
        self.scroll_to(y=min(self.scroll_y, self.max_scroll_y), animate=False)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def watch_hovered(self) -> None:
        """Light the row under the pointer."""
        self.refresh()

    def style_of(self, name: str) -> Style:
        """What the style sheet says of a component class; kept, because every line asks."""
        found = self._component_looks.get(name)
        if found is None:
            found = self._component_looks[name] = component(self, name)
        return found

    def notify_style_update(self) -> None:
        """The style sheet, the theme or the focus has changed."""
        super().notify_style_update()
        self._component_looks.clear()

    @property
    def shown_rows(self) -> range:
        """The numbers of the rows that are in view."""
        top = round(self.scroll_y) // self.ROW_HEIGHT
        room = -(-self.scrollable_content_region.height // self.ROW_HEIGHT)
        return range(top, min(self.count, top + room + 1))

    def show_cursor(self) -> None:
        """Scroll just as far as it takes to see the cursor."""
        top = self.cursor * self.ROW_HEIGHT
        height = self.scrollable_content_region.height
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif height and top + self.ROW_HEIGHT > self.scroll_y + height:
            self.scroll_to(y=top + self.ROW_HEIGHT - height, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.show_cursor()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        index, line = divmod(round(self.scroll_y) + y, self.ROW_HEIGHT)
        if not 0 <= index < self.count:
            return Strip.blank(width, self.visual_style.rich_style)
        style, bar = self.visual_style, self.visual_style
        is_cursor = index == self.cursor and (self.has_focus or self.CURSOR_RESTS)
        if is_cursor:
            style += self.style_of("line-list--cursor")
            bar = style + self.style_of("line-list--bar")
        elif index == self.hovered:
            style = bar = style + self.style_of("line-list--hover")
        head = Content(CURSOR if is_cursor else " ").render_segments(bar)
        body = fit(self.draw_line(index, line, width - 1), width - 1).render_segments(style)
        return Strip([*head, *body], width)

    def row_at(self, y: int) -> int | None:
        """The number of the row at this height inside the list, or None below the last."""
        index = (round(self.scroll_y) + y) // self.ROW_HEIGHT
        return index if 0 <= index < self.count else None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self.row_at(offset.y)
        if index is not None:
            event.stop()
            self.cursor = index
            self.chosen(index, event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Note the row under the pointer."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self.row_at(offset.y)
        self.hovered = -1 if index is None else index

    def on_leave(self) -> None:
        """The pointer has gone."""
        self.hovered = -1

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    def action_up(self) -> None:
        """Move the cursor up, or out of the list."""
        if self.cursor:
            self.cursor -= 1
        else:
            self.post_message(self.LeftAtTop())

    def action_page(self, share: float) -> None:
        """Move the cursor by this share of what is in view."""
        rows = self.scrollable_content_region.height / self.ROW_HEIGHT
        self.cursor += int(rows * share) or (1 if share > 0 else -1)

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self.count - 1
