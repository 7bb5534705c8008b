"""A bar chart over time with a cursor: one or several adjacent bars are selected by keyboard or mouse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from tui.state.time_axis import Column, Span, labels, overlaps
from tui.text.component_style import component
from tui.text.content import fit

if TYPE_CHECKING:
    from index.model.step import Step

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
"""The maximum width of a column, in cells."""


def level(documents: int, most: int, lines: int) -> int:
    """Return the height of a column, in eighths of a line; at least one if it has documents.

    Args:
        documents: The documents of the column.
        most: The documents of the highest column.
        lines: The height of the chart, in lines.

    """
    return max(round(documents / most * lines * 8), 1) if documents and most else 0


class BarChart(Widget, can_focus=True):
    """Bars with labels below them. A subclass returns the columns and takes a selection that was made."""

    DEFAULT_CSS = """
    BarChart {
        & > .chart--bar { color: $facet-bar; }
        & > .chart--active { color: $success; }
        & > .chart--cursor { color: $accent; text-style: bold; }
        & > .chart--label { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--bar",
        "chart--active",
        "chart--cursor",
        "chart--label",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "earlier", show=False, id="years.left", tooltip="Go to the previous period"),
        Binding("right,l", "move(1)", "later", show=False, id="years.right", tooltip="Go to the next period"),
        Binding(
            "shift+left,H",
            "extend(-1)",
            "extend to earlier",
            show=False,
            id="years.extend_left",
            tooltip="Extend the selection to earlier periods",
        ),
        Binding(
            "shift+right,L",
            "extend(1)",
            "select several",
            id="years.extend_right",
            tooltip="Extend the selection to later periods",
        ),
        Binding("home,g", "move(-9999)", "first", show=False, id="years.first", tooltip="Go to the first period"),
        Binding("end,G", "move(9999)", "last", show=False, id="years.last", tooltip="Go to the last period"),
    ]

    cursor: reactive[int] = reactive(-1, init=False)
    """The number of the column under the cursor; -1 before there are periods."""
    selection_anchor: reactive[int] = reactive(-1, init=False)
    """The column at the other end of the selection; that of the cursor if one column is selected."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.active: Span | None = None
        """The periods of the active filter."""
        self._is_dragged = False
        """Whether a mouse button is held down on the chart."""

    @property
    def step(self) -> Step:
        """The length of a period."""
        raise NotImplementedError

    def columns(self) -> list[Column]:
        """Return the columns for the width of the chart."""
        raise NotImplementedError

    def take_selection(self) -> None:
        """Use the selection, which the user has completed."""
        raise NotImplementedError

    def selection_changed(self) -> None:
        """Show another selection in a caption."""

    def _edges(self, parts: Sequence[Column]) -> list[int]:
        """Return the first cell of each column, and the cell after the last; few columns are centered."""
        room = min(self.size.width, len(parts) * _WIDEST)
        left = (self.size.width - room) // 2
        return [left + room * number // max(len(parts), 1) for number in range(len(parts) + 1)]

    def _selection(self) -> range:
        """Return the numbers of the selected columns."""
        anchor = self.selection_anchor if self.selection_anchor >= 0 else self.cursor
        return range(min(anchor, self.cursor), max(anchor, self.cursor) + 1)

    def selected(self) -> Column | None:
        """Return the selected columns as one."""
        parts = self.columns()
        chosen = [parts[number] for number in self._selection() if 0 <= number < len(parts)]
        return Column(chosen[0].first, chosen[-1].last, sum(each.documents for each in chosen)) if chosen else None

    def watch_cursor(self) -> None:
        """Show the selection."""
        self.selection_changed()
        self.refresh()

    def watch_selection_anchor(self) -> None:
        """Show the selection, whose other end moves after the cursor."""
        self.watch_cursor()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the selection only while the chart has the focus; `on_focus` is too early to know."""
        super().watch_has_focus(_has_focus)
        self.selection_changed()

    def on_resize(self) -> None:
        """Keep the cursor within the columns, whose number may have changed."""
        self.cursor = self.selection_anchor = min(self.cursor, len(self.columns()) - 1)

    def render_line(self, y: int) -> Strip:
        """Render one line of the bars, or the lowest line with the labels."""
        width, lines = self.size.width, max(self.size.height - 1, 1)
        parts = self.columns()
        if not parts:
            drawn = Content()
        elif y >= lines:
            drawn = self._labels(parts, width)
        else:
            drawn = self._bars(parts, 8 * (lines - 1 - y), lines)
        return Strip(fit(drawn, width).render_segments(self.visual_style), width)

    def _bars(self, parts: Sequence[Column], below: int, lines: int) -> Content:
        """Draw one line of the columns; `below` is the height of the lines under it, in eighths."""
        most = max(part.documents for part in parts)
        edges = self._edges(parts)
        drawn: list[tuple[str, str]] = []
        for number, part in enumerate(parts):
            block = _EIGHTHS[max(0, min(level(part.documents, most, lines) - below, 8))]
            cells = edges[number + 1] - edges[number]
            drawn.append((self._look(number, part), (block * max(cells - 1, 1)).ljust(cells)))
        runs = ((look, "".join(text for _, text in run)) for look, run in groupby(drawn, itemgetter(0)))
        return Content.assemble(" " * edges[0], *((text, component(self, look)) for look, text in runs))

    def _look(self, number: int, part: Column) -> str:
        """Return the component class of a column: selected, in the active filter, or plain."""
        if self.has_focus and number in self._selection():
            return "chart--cursor"
        is_active = self.active is not None and overlaps(self.active, Span(part.first, part.last))
        return "chart--active" if is_active else "chart--bar"

    def _labels(self, parts: Sequence[Column], width: int) -> Content:
        """Draw the labels under the columns."""
        drawn: list[str | tuple[str, Style]] = []
        edges, end = self._edges(parts), 0
        looks = {name: component(self, name) for name in ("chart--cursor", "chart--label")}
        for number, text in labels(parts, edges, width, self.step):
            is_selected = self.has_focus and number in self._selection()
            drawn += (" " * (edges[number] - end), (text, looks["chart--cursor" if is_selected else "chart--label"]))
            end = max(end, edges[number]) + len(text)
        return Content.assemble(*drawn)

    # The mouse

    def _column_at(self, event: events.MouseEvent) -> int:
        """Return the number of the column under the pointer, or the nearest; -1 if there are none."""
        edges = self._edges(self.columns())
        number = bisect_right(edges, event.x - self.gutter.left) - 1
        return max(min(number, len(edges) - 2), -1 if len(edges) < 2 else 0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select a range; with Shift, extend the selection."""
        offset = event.get_content_offset(self)
        if offset is None or (number := self._column_at(event)) < 0:
            return
        event.stop()
        self.capture_mouse()
        anchor = self.selection_anchor if event.shift and self.selection_anchor >= 0 else number
        self._is_dragged, self.selection_anchor = True, anchor
        self.cursor = number

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the column under the pointer."""
        if self._is_dragged:
            self.cursor = self._column_at(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Filter by the selected range."""
        if self._is_dragged:
            event.stop()
            self._is_dragged = False
            self.release_mouse()
            self.take_selection()

    # The keyboard

    def action_move(self, steps: int) -> None:
        """Move the cursor, and select one column."""
        last = len(self.columns()) - 1
        self.cursor = self.selection_anchor = max(min(0, last), min(self.cursor + steps, last))

    def action_extend(self, steps: int) -> None:
        """Move the cursor's end of the selection."""
        last = len(self.columns()) - 1
        self.cursor = max(min(0, last), min(self.cursor + steps, last))
