"""A row of chips, chosen by mouse or keyboard: the active filters, the people of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from index.model.query import Filter
from tui.text.component_style import component
from tui.text.content import one_line

_MAX_LABEL = 32
"""The maximum width of a label, in cells."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label for a filter."""

    label: str
    choice: Filter
    kind: str = "plain"
    """The suffix of its component class, after "chip--"."""
    lead: str = ""
    """Words before the label."""


class ChipRow(Widget, can_focus=True):
    """One line of chips; those that do not fit are counted, such as "+3"."""

    DEFAULT_CSS = """
    ChipRow {
        height: 1;
        & > .chip--plain { color: $foreground; }
        & > .chip--person { color: $person; }
        & > .chip--country { color: $country; }
        & > .chip--included { color: $success; background: $surface; }
        & > .chip--excluded { color: $error; background: $surface; }
        & > .chip--cursor { text-style: reverse; }
        & > .chip--rest { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chip--plain",
        "chip--person",
        "chip--country",
        "chip--included",
        "chip--excluded",
        "chip--cursor",
        "chip--rest",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "left", show=False, id="chip.left", tooltip="Go to the previous name"),
        Binding("right,l", "move(1)", "right", show=False, id="chip.right", tooltip="Go to the next name"),
        Binding("enter,space", "press", "toggle filter", id="chip.press", tooltip="Toggle the filter for this name"),
    ]

    chips: reactive[Sequence[Chip]] = reactive[Sequence[Chip]]((), init=False)
    """The chips, from the left."""
    cursor: reactive[int] = reactive(0, init=False)
    """The number of the chip under the cursor."""

    @dataclass
    class Pressed(Message):
        """A chip was clicked, or Enter was pressed on it."""

        row: ChipRow
        choice: Filter

        @property
        def control(self) -> ChipRow:
            """The row, which lets `on` use a selector."""
            return self.row

    def __init__(self, *, lead: str = "", gap: str = "  ", id: str | None = None) -> None:
        super().__init__(id=id)
        self.lead = lead
        self.gap = gap
        self._columns: list[tuple[int, int]] = []
        """The first column of each chip and the one after its last, for clicks."""

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the chips."""
        return max(0, min(cursor, len(self.chips) - 1))

    def watch_chips(self) -> None:
        """Keep the cursor on a chip."""
        self.cursor = self.validate_cursor(self.cursor)

    def label(self, chip: Chip) -> Content:
        """Return the text of a chip."""
        return one_line(chip.label).truncate(_MAX_LABEL, ellipsis=True)

    def render(self) -> Content:
        """Draw as many chips as fit, from the first one with which the cursor is visible."""
        first = 0
        while True:
            drawn, shown = self._draw(first)
            if not self.has_focus or self.cursor < first + shown or first >= self.cursor:
                return drawn
            first += 1

    def _draw(self, first: int) -> tuple[Content, int]:
        """Draw the chips from number `first` on; returns also how many fit."""
        drawn = Content(self.lead).stylize(self._style("rest"))
        self._columns = [(0, 0)] * first
        width = self.size.width
        for number, chip in enumerate(self.chips[first:], first):
            label = self.label(chip).stylize_before(self._style(chip.kind))
            if self.has_focus and number == self.cursor:
                label = label.stylize(self._style("cursor"))
            left = len(self.chips) - number
            more = f" +{left}"
            if number > first and drawn.cell_length + label.cell_length + (len(more) if left > 1 else 0) > width:
                return drawn + Content(more.lstrip()).stylize(self._style("rest")), number - first
            self._columns.append((drawn.cell_length, drawn.cell_length + label.cell_length))
            drawn += label + Content(self.gap)
        return drawn, len(self.chips) - first

    def _style(self, kind: str) -> Style:
        return component(self, f"chip--{kind}")

    def spoken(self) -> str:
        """Return the chip under the cursor."""
        return self.label(self.chips[self.cursor]).plain if self.cursor < len(self.chips) else ""

    def spoken_place(self) -> Offset:
        """Return the place of that chip."""
        column = self._columns[self.cursor][0] if self.cursor < len(self._columns) else 0
        return self.content_region.offset + Offset(column, 0)

    def on_click(self, event: events.Click) -> None:
        """Press the chip that was clicked."""
        offset = event.get_content_offset(self)
        for number, (start, end) in enumerate(self._columns):
            if offset is not None and start <= offset.x < end:
                event.stop()
                self.cursor = number
                self.action_press()

    def action_move(self, chips: int) -> None:
        """Move the cursor."""
        self.cursor += chips

    def action_press(self) -> None:
        """Press the chip under the cursor."""
        if self.cursor < len(self.chips):
            self.post_message(self.Pressed(self, self.chips[self.cursor].choice))
