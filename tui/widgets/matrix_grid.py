"""The grid of a matrix: shaded counts under a cursor, with headers that stay in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from index.model.analytics import Matrix
from index.model.query import Facet, Kind
from tui.text.component_style import component
from tui.text.content import content, fit, one_line
from tui.text.matrix import SHADES, cell_text, column_head, column_width, greatest, shade

_LEVELS = tuple(f"matrix--level-{level}" for level in range(len(SHADES)))
_WIDEST_HEADER = 28
"""Cells of the names of the rows."""
_HEAD = 1
"""Lines of the names of the columns."""


class MatrixGrid(Widget, can_focus=True):
    """Rows and columns of names with their counts. Only what is visible is drawn."""

    BINDING_GROUP_TITLE = "Matrix"

    DEFAULT_CSS = """
    MatrixGrid {
        & > .matrix--head { color: $foreground-muted; }
        & > .matrix--person { color: $person; }
        & > .matrix--country { color: $country; }
        & > .matrix--cross { text-style: bold underline; }
        & > .matrix--level-0 { color: $foreground-disabled; }
        & > .matrix--level-1 { color: $heat-text-1; background: $heat-1; }
        & > .matrix--level-2 { color: $heat-text-2; background: $heat-2; }
        & > .matrix--level-3 { color: $heat-text-3; background: $heat-3; }
        & > .matrix--level-4 { color: $heat-text-4; background: $heat-4; text-style: bold; }
        & > .matrix--same { color: $foreground-muted; text-style: italic; }
        & > .matrix--cursor { color: $current-color; background: $current-background; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head",
        "matrix--person",
        "matrix--country",
        "matrix--cross",
        "matrix--same",
        "matrix--cursor",
        *_LEVELS,
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="matrix.open", tooltip="Open the documents or places with both names"),
        Binding("space", "filter", "filter", id="matrix.filter", tooltip="Filter the results by both names"),
        Binding("left,h", "move(0, -1)", "left", show=False, id="matrix.left", tooltip="Go one column left"),
        Binding("right,l", "move(0, 1)", "right", show=False, id="matrix.right", tooltip="Go one column right"),
        Binding("up,k", "move(-1, 0)", "up", show=False, id="matrix.up", tooltip="Go one row up"),
        Binding("down,j", "move(1, 0)", "down", show=False, id="matrix.down", tooltip="Go one row down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="matrix.page_up", tooltip="Go one page up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="matrix.page_down", tooltip="Go one page down"),
        Binding("home", "move(0, -9999)", "first", show=False, id="matrix.first", tooltip="Go to the first column"),
        Binding("end", "move(0, 9999)", "last", show=False, id="matrix.last", tooltip="Go to the last column"),
        Binding("g", "move(-9999, 0)", "top", show=False, id="matrix.top", tooltip="Go to the first row"),
        Binding("G", "move(9999, 0)", "bottom", show=False, id="matrix.bottom", tooltip="Go to the last row"),
        Binding("w", "details(0)", "row’s page", show=False, id="matrix.row", tooltip="Open the row’s page"),
        Binding("W", "details(1)", "column’s page", show=False, id="matrix.column", tooltip="Open the column’s page"),
    ]

    class CursorMoved(Message):
        """The cursor is on another cell, or the matrix has changed."""

    @dataclass
    class OpenRequested(Message):
        """What a cell counts should be opened."""

        row: Facet
        column: Facet

    @dataclass
    class FilterRequested(Message):
        """The results should be filtered by both names of a cell."""

        row: Facet
        column: Facet

    @dataclass
    class EntityRequested(Message):
        """The page of a person or country should be opened."""

        facet: Facet

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.matrix: Matrix | None = None
        self.notice = ""
        self._row = self._column = 0
        self._top = self._left = 0
        self._most = 0

    def show(self, matrix: Matrix) -> None:
        """Show another matrix; the cursor stays on its names where the matrix has them, else it goes to the corner."""
        row, column = self.names or (None, None)
        self.matrix, self._most = matrix, greatest(matrix)
        self._row = next((at for at, each in enumerate(matrix.rows) if row and each.key == row.key), 0)
        self._column = next((at for at, each in enumerate(matrix.columns) if column and each.key == column.key), 0)
        self.action_move(0, 0)

    def explain(self, sentence: str) -> None:
        """Say why there is no matrix."""
        self.matrix, self.notice = None, sentence
        self.refresh()

    @property
    def names(self) -> tuple[Facet, Facet] | None:
        """The row and the column under the cursor."""
        if self.matrix is None or not (self.matrix.rows and self.matrix.columns):
            return None
        return self.matrix.rows[self._row], self.matrix.columns[self._column]

    @property
    def count(self) -> int:
        """The count under the cursor."""
        return self.matrix.counts[self._row][self._column] if self.matrix and self.names else 0

    # Layout

    @property
    def _cell(self) -> int:
        return column_width(self.matrix) if self.matrix else 1

    @property
    def _header(self) -> int:
        """The width of the names of the rows: no more than they need, and a third of the widget."""
        longest = max((one_line(row.label).cell_length for row in self.matrix.rows), default=0) if self.matrix else 0
        return min(longest + 2, _WIDEST_HEADER, max(self.size.width // 3, 10))

    @property
    def _room(self) -> tuple[int, int]:
        """The number of rows and columns that fit."""
        return max(self.size.height - _HEAD, 1), max((self.size.width - self._header) // self._cell, 1)

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        self.action_move(0, 0)

    def render_line(self, y: int) -> Strip:
        """Render the names of the columns, or one row."""
        width, base = self.size.width, self.visual_style
        matrix = self.matrix
        if matrix is None or self.names is None:
            rows = content(self.notice).wrap(max(width - 4, 1))
            drawn = Content("  ") + rows[y - 1] if 0 < y <= len(rows) else Content()
            return Strip(fit(drawn, width).render_segments(base), width)
        at = self._top + y - _HEAD
        last = min(self._left + self._room[1], len(matrix.columns))
        shown = range(self._left, last)
        if y < _HEAD:
            drawn = Content("").join([self._corner(), *(self._head(number) for number in shown)])
        elif at < len(matrix.rows):
            drawn = Content("").join([self._row_name(at), *(self._drawn(at, number) for number in shown)])
        else:
            drawn = Content()
        return Strip(fit(drawn, width).render_segments(base), width)

    def _corner(self) -> Content:
        assert self.matrix is not None
        rows, columns = self._room
        arrows = [
            symbol
            for symbol, holds in (
                ("←", self._left > 0),
                ("↑", self._top > 0),
                ("↓", self._top + rows < len(self.matrix.rows)),
                ("→", self._left + columns < len(self.matrix.columns)),
            )
            if holds
        ]
        return fit(Content(" " + "".join(arrows)).stylize(component(self, "matrix--head")), self._header)

    def _named(self, facet: Facet, text: str, is_cross: bool) -> Content:
        drawn = one_line(text).stylize(
            component(self, "matrix--person" if facet.kind is Kind.PERSON else "matrix--country")
        )
        return drawn.stylize(component(self, "matrix--cross")) if is_cross else drawn

    def _head(self, number: int) -> Content:
        assert self.matrix is not None
        facet = self.matrix.columns[number]
        room = self._cell - 2
        name = self._named(facet, column_head(facet), number == self._column).truncate(room, ellipsis=True)
        return Content(" " * (room - name.cell_length + 1)) + name + " "

    def _row_name(self, at: int) -> Content:
        assert self.matrix is not None
        facet = self.matrix.rows[at]
        marker = "▌" if at == self._row else " "
        name = self._named(facet, facet.label, at == self._row).truncate(self._header - 2, ellipsis=True)
        return fit(Content(marker) + name, self._header)

    def _drawn(self, at: int, number: int) -> Content:
        """Draw one cell: a space, the count, its shade."""
        assert self.matrix is not None
        row, column, count = self.matrix.rows[at], self.matrix.columns[number], self.matrix.counts[at][number]
        same = (row.kind, row.key) == (column.kind, column.key)
        level = 0 if same else shade(count, self._most)
        symbol = SHADES[level] if self._needs_symbols else " "
        text = f" {cell_text(count):>{self._cell - 2}}{symbol}"
        style = component(self, "matrix--same" if same else _LEVELS[level])
        if (at, number) == (self._row, self._column):
            style = component(self, "matrix--cursor")
            text = f"[{cell_text(count):>{self._cell - 2}}]"  # visible without colors
        return Content(text).stylize(style)

    @property
    def _needs_symbols(self) -> bool:
        """Whether the terminal has too few colors to tell the levels apart."""
        app = self.app
        return app.no_color or app.current_theme.ansi or app.console.color_system in ("standard", "windows")

    # Actions

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor, and scroll no further than needed."""
        if self.matrix is None:
            return
        self._row = max(0, min(self._row + rows, len(self.matrix.rows) - 1))
        self._column = max(0, min(self._column + columns, len(self.matrix.columns) - 1))
        high, wide = self._room
        self._top = _scrolled(self._top, self._row, high, len(self.matrix.rows))
        self._left = _scrolled(self._left, self._column, wide, len(self.matrix.columns))
        self.post_message(self.CursorMoved())
        self.refresh()

    def action_page(self, pages: int) -> None:
        """Move the cursor by the visible rows."""
        self.action_move(pages * self._room[0], 0)

    def action_open(self) -> None:
        """Open what the cell under the cursor counts."""
        if self.names and self.count:
            self.post_message(self.OpenRequested(*self.names))
        elif self.names:
            self.notify("These names never occur together.", timeout=2)

    def action_filter(self) -> None:
        """Filter by the names of the cell under the cursor."""
        if self.names and self.count:
            self.post_message(self.FilterRequested(*self.names))

    def action_details(self, side: int) -> None:
        """Open the page of the row's name (0) or the column's (1)."""
        if self.names:
            self.post_message(self.EntityRequested(self.names[side]))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked cell; open it on a double click."""
        offset = event.get_content_offset(self)
        if offset is None or self.matrix is None:
            return
        event.stop()
        row = self._top + max(offset.y - _HEAD, 0)
        column = self._left + max(offset.x - self._header, 0) // self._cell
        self.action_move(row - self._row, column - self._column)
        if event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self) -> None:
        """Move down."""
        self.action_move(1, 0)

    def on_mouse_scroll_up(self) -> None:
        """Move up."""
        self.action_move(-1, 0)


def _scrolled(first: int, at: int, room: int, count: int) -> int:
    """Return the first visible row or column, so that one of them is visible and the room is used."""
    first = min(first, at, max(count - room, 0))
    return max(first, at - room + 1)
