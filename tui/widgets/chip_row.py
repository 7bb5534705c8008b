"""Short labels in a row, each to be clicked, or reached with the arrows: filters in force, people of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from index.model.query import Filter
from tui.text.component_style import component
from tui.text.content import one_line

_LONGEST = 32
"""Cells of one label."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label that stands for a filter."""

    label: str
    choice: Filter
    kind: str = "plain"
    """Its component class is "chip--" and this."""


class ChipRow(Widget, can_focus=True):
    """One line of chips; what does not fit is counted."""

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
        Binding("left,h", "move(-1)", "left", show=False, id="chip.left", tooltip="To the one before"),
        Binding("right,l", "move(1)", "right", show=False, id="chip.right", tooltip="To the next one"),
        Binding("enter,space", "choose", "choose", id="chip.choose", tooltip="Filter by this one, or no longer"),
    ]

    chips: reactive[Sequence[Chip]] = reactive[Sequence[Chip]]((), init=False)
    """What is in the row."""
    cursor: reactive[int] = reactive(0, init=False)
    """The number of the chip that Enter chooses."""

    @dataclass
    class Chosen(Message):
        """A chip was clicked or entered."""

        row: ChipRow
        choice: Filter

        @property
        def control(self) -> ChipRow:
            """The row, for `on` with a selector."""
            return self.row

    def __init__(self, *, lead: str = "", gap: str = "  ", id: str | None = None) -> None:
        super().__init__(id=id)
        self.lead = lead
        self.gap = gap
        self._places: list[tuple[int, int]] = []

    def validate_cursor(self, cursor: int) -> int:
        """The nearest chip there is."""
        return max(0, min(cursor, len(self.chips) - 1))

    def watch_chips(self) -> None:
        """Keep the cursor on a chip."""
        self.cursor = self.validate_cursor(self.cursor)

    def label(self, chip: Chip) -> Content:
        """A chip as it is drawn."""
        return one_line(chip.label).truncate(_LONGEST, ellipsis=True)

    def render(self) -> Content:
        """As many chips as fit from the left, or around the cursor."""
        first = 0
        while True:
            drawn, shown = self._draw(first)
            if not self.has_focus or self.cursor < first + shown or first >= self.cursor:
                return drawn
            first += 1

    def _draw(self, first: int) -> tuple[Content, int]:
        """The chips from `first` on, and how many fitted."""
        drawn = Content(self.lead).stylize(self._style("rest"))
        self._places = [(0, 0)] * first
        width = self.size.width
        for number, chip in enumerate(self.chips[first:], first):
            label = self.label(chip).stylize_before(self._style(chip.kind))
            if self.has_focus and number == self.cursor:
                label = label.stylize(self._style("cursor"))
            left = len(self.chips) - number
            more = f" +{left}"
            if number > first and drawn.cell_length + label.cell_length + (len(more) if left > 1 else 0) > width:
                return drawn + Content(more.lstrip()).stylize(self._style("rest")), number - first
            self._places.append((drawn.cell_length, drawn.cell_length + label.cell_length))
            drawn += label + Content(self.gap)
        return drawn, len(self.chips) - first

    def _style(self, kind: str) -> Style:
        return component(self, f"chip--{kind}")

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        offset = event.get_content_offset(self)
        for number, (start, end) in enumerate(self._places):
            if offset is not None and start <= offset.x < end:
                event.stop()
                self.cursor = number
                self.action_choose()

    def action_move(self, chips: int) -> None:
        """Move the cursor."""
        self.cursor += chips

    def action_choose(self) -> None:
        """Choose the chip under the cursor."""
        if self.cursor < len(self.chips):
            self.post_message(self.Chosen(self, self.chips[self.cursor].choice))
