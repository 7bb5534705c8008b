"""The years of the results: a column each, as high as there are documents; choosing years filters."""

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
from tui.text.content import counted, fit

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
"""Cells of one column at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """One year, or several where there are more years than cells."""

    first: str
    last: str
    documents: int

    @property
    def label(self) -> str:
        """The year, or the years from and to."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


def columns(years: Sequence[Facet], room: int) -> list[Column]:
    """The years in as many columns as there is room for."""
    each = max(1, -(-len(years) // max(room, 1)))
    parts = [years[at : at + each] for at in range(0, len(years), each)]
    return [Column(part[0].key, part[-1].key, sum(year.documents for year in part)) for part in parts]


def level(documents: int, most: int, lines: int) -> int:
    """How many eighths of a line high a column is; one at least where there is a document."""
    return max(round(documents / most * lines * 8), 1) if documents and most else 0


class Timeline(Widget, can_focus=True):
    """A bar chart of years with a cursor. Shift widens the choice to several."""

    BORDER_TITLE = "Years"
    BINDING_GROUP_TITLE = "Years"

    DEFAULT_CSS = """
    Timeline {
        & > .timeline--bar { color: $facet-bar; }
        & > .timeline--chosen { color: $success; }
        & > .timeline--cursor { color: $accent; text-style: bold; }
        & > .timeline--label { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--bar",
        "timeline--chosen",
        "timeline--cursor",
        "timeline--label",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "earlier", show=False, id="years.left", tooltip="To the year before"),
        Binding("right,l", "move(1)", "later", show=False, id="years.right", tooltip="To the year after"),
        Binding(
            "shift+left,H", "widen(-1)", "more before", show=False, id="years.widen_left", tooltip="Choose from earlier"
        ),
        Binding(
            "shift+right,L", "widen(1)", "several years", id="years.widen_right", tooltip="Choose several years at once"
        ),
        Binding("home,g", "move(-9999)", "first", show=False, id="years.first", tooltip="To the first year"),
        Binding("end,G", "move(9999)", "last", show=False, id="years.last", tooltip="To the last year"),
        Binding("enter,space", "choose", "filter", id="years.choose", tooltip="Only these years, or again all"),
    ]

    cursor: reactive[int] = reactive(-1, init=False)
    """The number of the column the cursor is on; -1 before it has been anywhere."""
    widened_from: reactive[int] = reactive(-1, init=False)
    """Where a choice of several columns begins; the cursor's column where there is none."""

    @dataclass
    class Chosen(Message):
        """Years are to filter, or no longer."""

        choice: Filter

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.years: tuple[Facet, ...] = ()
        self.chosen: tuple[str, str] | None = None
        self.undated = 0

    def show(self, years: tuple[Facet, ...], undated: int, chosen: tuple[str, str] | None) -> None:
        """Show the years of other results."""
        changed = [year.key for year in years] != [year.key for year in self.years]
        self.years, self.undated, self.chosen = years, undated, chosen
        if changed:
            self.cursor = self.widened_from = len(self._columns()) - 1
        self._caption()
        self.refresh()

    def _columns(self) -> list[Column]:
        return columns(self.years, self.size.width)

    def _edges(self, parts: Sequence[Column]) -> list[int]:
        """Where each column begins, and where the last one ends; few columns stand in the middle."""
        room = min(self.size.width, len(parts) * _WIDEST)
        left = (self.size.width - room) // 2
        return [left + room * number // max(len(parts), 1) for number in range(len(parts) + 1)]

    def _choice(self) -> range:
        """The numbers of the columns under the cursor and what Shift has added."""
        anchor = self.widened_from if self.widened_from >= 0 else self.cursor
        return range(min(anchor, self.cursor), max(anchor, self.cursor) + 1)

    def _caption(self) -> None:
        parts = self._columns()
        said = []
        if parts and self.has_focus and self.cursor >= 0:
            choice = [parts[number] for number in self._choice() if number < len(parts)]
            if choice:
                span = Column(choice[0].first, choice[-1].last, sum(part.documents for part in choice))
                said.append(f"{span.label}: {counted(span.documents, 'document')}")
        if self.undated:
            said.append(f"{counted(self.undated, 'document')} without a date")
        self.border_subtitle = Content(" · ".join(said)) if said else None

    def watch_cursor(self) -> None:
        """Say what the cursor is on."""
        self._caption()
        self.refresh()

    def on_focus(self) -> None:
        """Say what the cursor is on."""
        self._caption()

    def on_blur(self) -> None:
        """The cursor does not matter any more."""
        self._caption()

    def on_resize(self) -> None:
        """Other columns may have come about."""
        self.cursor = self.widened_from = min(self.cursor, len(self._columns()) - 1)

    def render_line(self, y: int) -> Strip:
        """One line: of the bars, or the lowest with the years."""
        width, lines = self.size.width, max(self.size.height - 1, 1)
        parts = self._columns()
        if not parts:
            drawn = Content("no dates in these results" if y == 0 and self.undated else "")
        elif y >= lines:
            drawn = self._labels(parts, width)
        else:
            drawn = self._bars(parts, 8 * (lines - 1 - y), lines)
        return Strip(fit(drawn, width).render_segments(self.visual_style), width)

    def _bars(self, parts: Sequence[Column], below: int, lines: int) -> Content:
        """One line of the columns; `below` eighths of them are drawn on the lines under it."""
        most = max(part.documents for part in parts)
        edges = self._edges(parts)
        drawn = Content(" " * edges[0])
        for number, part in enumerate(parts):
            block = _EIGHTHS[max(0, min(level(part.documents, most, lines) - below, 8))]
            cells = edges[number + 1] - edges[number]
            drawn += Content((block * max(cells - 1, 1)).ljust(cells)).stylize(self._style(number, part))
        return drawn

    def _style(self, number: int, part: Column) -> Style:
        """How a column is drawn: under the cursor, among the chosen, or plain."""
        name = "timeline--bar"
        if self.chosen and self.chosen[0] <= part.last and part.first <= self.chosen[1]:
            name = "timeline--chosen"
        if self.has_focus and number in self._choice():
            name = "timeline--cursor"
        return component(self, name)

    def _labels(self, parts: Sequence[Column], width: int) -> Content:
        """The years under the columns, as many as do not touch."""
        drawn = Content()
        for number, (part, at) in enumerate(zip(parts, self._edges(parts), strict=False)):
            if (drawn.cell_length and at < drawn.cell_length + 2) or at + len(part.first) > width:
                continue
            is_marked = self.has_focus and number in self._choice()
            label = Content(part.first).stylize(component(self, f"timeline--{'cursor' if is_marked else 'label'}"))
            drawn += Content(" " * (at - drawn.cell_length)) + label
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Choose the year that is clicked; with Shift, all from the last one to it."""
        offset = event.get_content_offset(self)
        edges = self._edges(self._columns())
        number = -1 if offset is None else bisect_right(edges, offset.x) - 1
        if 0 <= number < len(edges) - 1:
            event.stop()
            anchor = self.widened_from if event.shift and self.widened_from >= 0 else number
            self.widened_from = anchor
            self.cursor = number
            self.action_choose()

    def action_move(self, steps: int) -> None:
        """Move the cursor, to one column."""
        last = len(self._columns()) - 1
        self.cursor = self.widened_from = max(min(0, last), min(self.cursor + steps, last))

    def action_widen(self, steps: int) -> None:
        """Move one end of the choice."""
        last = len(self._columns()) - 1
        self.cursor = max(min(0, last), min(self.cursor + steps, last))

    def action_choose(self) -> None:
        """Filter by the years under the cursor, or release them."""
        parts = self._columns()
        choice = [parts[number] for number in self._choice() if 0 <= number < len(parts)]
        if choice:
            self.post_message(self.Chosen(year_range(choice[0].first, choice[-1].last)))
