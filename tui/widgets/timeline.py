"""The timeline: a bar chart of the results per year, in which years can be selected as a filter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from index.model.query import Facet, Filter
from tui.state.query_transitions import year_range
from tui.text.component_style import component
from tui.text.content import fit
from tui.text.numbers import counted

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
"""The maximum width of a column, in cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """A bar: one year, or several if there are more years than cells."""

    first: str
    last: str
    documents: int

    @property
    def label(self) -> str:
        """The year, or the range of years."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


def columns(years: Sequence[Facet], room: int) -> list[Column]:
    """Group the years into at most `room` columns, with equally many years each."""
    each = max(1, -(-len(years) // max(room, 1)))
    parts = [years[at : at + each] for at in range(0, len(years), each)]
    return [Column(part[0].key, part[-1].key, sum(year.documents for year in part)) for part in parts]


def level(documents: int, most: int, lines: int) -> int:
    """Return the height of a column, in eighths of a line; at least one if it has documents.

    Args:
        documents: The documents of the column.
        most: The documents of the highest column.
        lines: The height of the chart, in lines.

    """
    return max(round(documents / most * lines * 8), 1) if documents and most else 0


class Timeline(Widget, can_focus=True):
    """A bar chart of years with a cursor. Shift extends the selection to several columns."""

    BORDER_TITLE = "Years"
    BINDING_GROUP_TITLE = "Years"

    DEFAULT_CSS = """
    Timeline {
        & > .timeline--bar { color: $facet-bar; }
        & > .timeline--active { color: $success; }
        & > .timeline--cursor { color: $accent; text-style: bold; }
        & > .timeline--label { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--bar",
        "timeline--active",
        "timeline--cursor",
        "timeline--label",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "earlier", show=False, id="years.left", tooltip="Go to the previous year"),
        Binding("right,l", "move(1)", "later", show=False, id="years.right", tooltip="Go to the next year"),
        Binding(
            "shift+left,H",
            "extend(-1)",
            "extend to earlier",
            show=False,
            id="years.extend_left",
            tooltip="Extend the selection to earlier years",
        ),
        Binding(
            "shift+right,L",
            "extend(1)",
            "select several",
            id="years.extend_right",
            tooltip="Extend the selection to later years",
        ),
        Binding("home,g", "move(-9999)", "first", show=False, id="years.first", tooltip="Go to the first year"),
        Binding("end,G", "move(9999)", "last", show=False, id="years.last", tooltip="Go to the last year"),
        Binding("enter,space", "filter", "filter", id="years.filter", tooltip="Filter by these years (toggle)"),
    ]

    cursor: reactive[int] = reactive(-1, init=False)
    """The number of the column under the cursor; -1 before there are years."""
    selection_anchor: reactive[int] = reactive(-1, init=False)
    """The column at the other end of the selection; that of the cursor if one column is selected."""

    @dataclass
    class FilterToggled(Message):
        """A filter for years should replace the active one, or be removed if it is active."""

        choice: Filter

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.years: tuple[Facet, ...] = ()
        self.active: tuple[str, str] | None = None
        """The first and last year of the active filter."""
        self.undated = 0

    def show(self, years: tuple[Facet, ...], undated: int, active: tuple[str, str] | None) -> None:
        """Show the years of other results.

        Args:
            years: The years with their documents, without gaps, the earliest first.
            undated: The number of results without a date.
            active: The first and last year of the active filter; None if there is none.

        """
        changed = [year.key for year in years] != [year.key for year in self.years]
        self.years, self.undated, self.active = years, undated, active
        if changed:
            self.cursor = self.selection_anchor = len(self._columns()) - 1
        self._show_caption()
        self.refresh()

    def _columns(self) -> list[Column]:
        return columns(self.years, self.size.width)

    def _edges(self, parts: Sequence[Column]) -> list[int]:
        """Return the first cell of each column, and the cell after the last; few columns are centered."""
        room = min(self.size.width, len(parts) * _WIDEST)
        left = (self.size.width - room) // 2
        return [left + room * number // max(len(parts), 1) for number in range(len(parts) + 1)]

    def _selection(self) -> range:
        """Return the numbers of the selected columns."""
        anchor = self.selection_anchor if self.selection_anchor >= 0 else self.cursor
        return range(min(anchor, self.cursor), max(anchor, self.cursor) + 1)

    @property
    def selected_years(self) -> tuple[str, str] | None:
        """The first and last year under the cursor; None if there are no years."""
        parts = self._columns()
        selected = [parts[number] for number in self._selection() if 0 <= number < len(parts)]
        return (selected[0].first, selected[-1].last) if selected else None

    def _show_caption(self) -> None:
        parts = self._columns()
        captions = []
        if parts and self.has_focus and self.cursor >= 0:
            selected = [parts[number] for number in self._selection() if number < len(parts)]
            if selected:
                span = Column(selected[0].first, selected[-1].last, sum(part.documents for part in selected))
                captions.append(f"{span.label}: {counted(span.documents, 'document')}")
        if self.undated:
            captions.append(f"{counted(self.undated, 'document')} without a date")
        self.border_subtitle = Content(" · ".join(captions)) if captions else None

    def watch_cursor(self) -> None:
        """Update the caption."""
        self._show_caption()
        self.refresh()

    def on_focus(self) -> None:
        """Update the caption."""
        self._show_caption()

    def on_blur(self) -> None:
        """Remove the selection from the caption."""
        self._show_caption()

    def on_resize(self) -> None:
        """Keep the cursor within the columns, whose number may have changed."""
        self.cursor = self.selection_anchor = min(self.cursor, len(self._columns()) - 1)

    def render_line(self, y: int) -> Strip:
        """Render one line of the bars, or the lowest line with the years."""
        width, lines = self.size.width, max(self.size.height - 1, 1)
        parts = self._columns()
        if not parts:
            drawn = Content("No dates in these results" if y == 0 and self.undated else "")
        elif y >= lines:
            drawn = self._labels(parts, width)
        else:
            drawn = self._bars(parts, 8 * (lines - 1 - y), lines)
        return Strip(fit(drawn, width).render_segments(self.visual_style), width)

    def _bars(self, parts: Sequence[Column], below: int, lines: int) -> Content:
        """Draw one line of the columns; `below` is the height of the lines under it, in eighths."""
        most = max(part.documents for part in parts)
        edges = self._edges(parts)
        drawn = Content(" " * edges[0])
        for number, part in enumerate(parts):
            block = _EIGHTHS[max(0, min(level(part.documents, most, lines) - below, 8))]
            cells = edges[number + 1] - edges[number]
            drawn += Content((block * max(cells - 1, 1)).ljust(cells)).stylize(self._style(number, part))
        return drawn

    def _style(self, number: int, part: Column) -> Style:
        """Return the style of a column: selected, in the active filter, or plain."""
        name = "timeline--bar"
        if self.active and self.active[0] <= part.last and part.first <= self.active[1]:
            name = "timeline--active"
        if self.has_focus and number in self._selection():
            name = "timeline--cursor"
        return component(self, name)

    def _labels(self, parts: Sequence[Column], width: int) -> Content:
        """Draw the years under the columns, with at least two cells between them."""
        drawn = Content()
        for number, (part, at) in enumerate(zip(parts, self._edges(parts), strict=False)):
            if (drawn.cell_length and at < drawn.cell_length + 2) or at + len(part.first) > width:
                continue
            is_selected = self.has_focus and number in self._selection()
            label = Content(part.first).stylize(component(self, f"timeline--{'cursor' if is_selected else 'label'}"))
            drawn += Content(" " * (at - drawn.cell_length)) + label
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Filter by the clicked column; with Shift, by the range from the anchor to it."""
        offset = event.get_content_offset(self)
        edges = self._edges(self._columns())
        number = -1 if offset is None else bisect_right(edges, offset.x) - 1
        if 0 <= number < len(edges) - 1:
            event.stop()
            anchor = self.selection_anchor if event.shift and self.selection_anchor >= 0 else number
            self.selection_anchor = anchor
            self.cursor = number
            self.action_filter()

    def action_move(self, steps: int) -> None:
        """Move the cursor, and select one column."""
        last = len(self._columns()) - 1
        self.cursor = self.selection_anchor = max(min(0, last), min(self.cursor + steps, last))

    def action_extend(self, steps: int) -> None:
        """Move the cursor's end of the selection."""
        last = len(self._columns()) - 1
        self.cursor = max(min(0, last), min(self.cursor + steps, last))

    def action_filter(self) -> None:
        """Filter by the selected years, or remove that filter."""
        if self.selected_years:
            self.post_message(self.FilterToggled(year_range(*self.selected_years)))
