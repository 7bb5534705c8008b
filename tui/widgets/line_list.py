"""A virtual list: draws visible rows only, for tens of thousands of rows."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.text.component_style import component
from tui.text.content import fit
from tui.widgets.virtual_height import set_virtual_height, virtual_size

NARROW = 92
"""A list of fewer cells, with its border, is too narrow for most titles beside what else a row shows."""
_UNCUT = 2_000
"""A width at which nothing of a row is cut, in cells."""
CURSOR = "▌"
"""The symbol before the row under the cursor, so that it is visible without colors."""


class LineList(ScrollView, can_focus=True):
    """Rows of equal height with a cursor. A subclass sets `count` and implements `draw_line`."""

    ROW_HEIGHT: ClassVar[int] = 1
    NARROW_ROW_HEIGHT: ClassVar[int] = 0
    """The height of rows in a list that is too narrow for a title in one line; 0 for the same height."""
    CURSOR_RESTS: ClassVar[bool] = True
    """Whether the cursor is visible while the list does not have the focus."""

    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .line-list--cursor { background: $block-cursor-blurred-background; }
        & > .line-list--bar { color: $foreground-disabled; background: $block-cursor-blurred-background; }
        & > .line-list--hover { background: $boost; }
        &:focus > .line-list--cursor { background: $cursor-row; text-style: bold; }
        &:focus > .line-list--bar { color: $accent; background: $cursor-row; }
        &:focus:ansi > .line-list--cursor, &:focus:ansi > .line-list--bar { text-style: bold reverse; }
        &:focus { background-tint: transparent; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--bar", "line-list--hover"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False, id="list.down", tooltip="Go to the next row"),
        Binding("up", "up", "up", show=False, id="list.up", tooltip="Go to the previous row; leave from the first"),
        Binding("k", "move(-1)", "up", show=False, id="list.previous", tooltip="Go to the previous row"),
        Binding("home,g", "first", "first", show=False, id="list.first", tooltip="Go to the first row"),
        Binding("end,G", "last", "last", show=False, id="list.last", tooltip="Go to the last row"),
        Binding("pagedown", "page(1.0)", "page down", show=False, id="list.page_down", tooltip="Go one page down"),
        Binding("pageup", "page(-1.0)", "page up", show=False, id="list.page_up", tooltip="Go one page up"),
        Binding("ctrl+d", "page(0.5)", "half down", show=False, id="list.half_down", tooltip="Go half a page down"),
        Binding("ctrl+u", "page(-0.5)", "half up", show=False, id="list.half_up", tooltip="Go half a page up"),
    ]

    virtual_size: Reactive[Size] = virtual_size()

    cursor: reactive[int] = reactive(0, init=False)
    """The number of the row under the cursor; 0 in an empty list."""
    count: reactive[int] = reactive(0, init=False)
    """The number of rows."""
    hovered: reactive[int] = reactive(-1, init=False)
    """The number of the row under the mouse pointer; -1 if there is none."""

    class LeaveRequested(Message):
        """Up was pressed on the first row: the focus should leave the list."""

    class Painted(Message):
        """The rows that were there when `tell_painted` was called are on the screen."""

    class EndReached(Message):
        """A key for a row beyond the last or before the first was pressed: there is none."""

    def __init__(self, *, id: str | None = None) -> None:
        self._component_styles_cache: dict[str, Style] = {}
        self.row_height = self.ROW_HEIGHT
        self._tells_painted = False
        super().__init__(id=id)

    def tell_painted(self) -> None:
        """Post `Painted` once the rows are drawn; never while the list is hidden."""
        self._tells_painted = True
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the visible lines; Textual takes no message between this and writing them to the terminal."""
        strips = super().render_lines(crop)
        if self._tells_painted:
            self._tells_painted = False
            self.post_message(self.Painted())
        return strips

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw line `line` of row `index`, at most `width` cells wide."""
        raise NotImplementedError

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Handle a click on a row, after the cursor has moved there."""

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        """Make the row under the cursor visible."""
        self.show_cursor()
        self.refresh()

    def watch_count(self, count: int) -> None:
        """Update size and scrollbar; lay out only if the scrollbar appears or disappears."""
        set_virtual_height(self, count * self.row_height)
        self.scroll_to(y=min(self.scroll_y, self.max_scroll_y), animate=False, force=True)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def watch_hovered(self) -> None:
        """Redraw the row under the mouse pointer."""
        self.refresh()

    def style_of(self, name: str) -> Style:
        """Return the style of a component class, cached, because every line needs some."""
        found = self._component_styles_cache.get(name)
        if found is None:
            found = self._component_styles_cache[name] = component(self, name)
        return found

    def notify_style_update(self) -> None:
        """Clear the cached styles after a change of style sheet, theme or focus."""
        super().notify_style_update()
        self._component_styles_cache.clear()

    @property
    def shown_rows(self) -> range:
        """The numbers of the visible rows."""
        top = round(self.scroll_y) // self.row_height
        room = -(-self.scrollable_content_region.height // self.row_height)
        return range(top, min(self.count, top + room + 1))

    def show_cursor(self) -> None:
        """Scroll no further than needed to make the cursor visible.

        By force: without it, Textual does not scroll before it has laid out the scrollbar of a list that has grown.
        """
        top = self.cursor * self.row_height
        height = self.scrollable_content_region.height
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False, force=True)
        elif height and top + self.row_height > self.scroll_y + height:
            self.scroll_to(y=top + self.row_height - height, animate=False, force=True)

    def on_resize(self) -> None:
        """Set the height of rows for the width, and keep the cursor visible."""
        is_narrow = self.NARROW_ROW_HEIGHT and self.outer_size.width < NARROW
        height = self.NARROW_ROW_HEIGHT if is_narrow else self.ROW_HEIGHT
        if height != self.row_height:
            top = self.shown_rows.start
            self.row_height = height
            self.watch_count(self.count)
            self.scroll_to(y=top * height, animate=False, force=True)
        self.show_cursor()

    def render_line(self, y: int) -> Strip:
        """Render one line of the screen."""
        width = self.scrollable_content_region.width
        index, line = divmod(round(self.scroll_y) + y, self.row_height)
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

    def spoken(self) -> str:
        """Return the row under the cursor, uncut."""
        if not self.count:
            return ""
        lines = (self.draw_line(self.cursor, line, _UNCUT).plain for line in range(self.row_height))
        return " · ".join(text for line in lines if (text := line.strip()))

    def spoken_place(self) -> Offset:
        """Return the place of that row."""
        return self.content_region.offset + Offset(0, self.cursor * self.row_height - round(self.scroll_y))

    def row_at(self, y: int) -> int | None:
        """Return the number of the row at line `y` of the list; None below the last row."""
        index = (round(self.scroll_y) + y) // self.row_height
        return index if 0 <= index < self.count else None

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self.row_at(offset.y)
        if index is not None:
            event.stop()
            self.cursor = index
            self.row_clicked(index, event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the row under the mouse pointer."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self.row_at(offset.y)
        self.hovered = -1 if index is None else index

    def on_leave(self) -> None:
        """Remove the highlight when the mouse pointer leaves the list."""
        self.hovered = -1

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows` rows."""
        self._move(rows)

    def action_up(self) -> None:
        """Move the cursor up, or request to leave the list."""
        if self.cursor:
            self.cursor -= 1
        else:
            self.post_message(self.LeaveRequested())

    def action_page(self, share: float) -> None:
        """Move the cursor by a share of the visible rows, at least by one."""
        rows = self.scrollable_content_region.height / self.row_height
        self._move(int(rows * share) or (1 if share > 0 else -1))

    def _move(self, rows: int) -> None:
        before, self.cursor = self.cursor, self.cursor + rows
        if self.cursor == before:
            self.post_message(self.EndReached())

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self.count - 1
