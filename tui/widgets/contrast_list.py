"""A column of a comparison: people, countries and words with the documents that have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from index.model.comparison import Contrasted
from index.model.query import Facet, Kind
from tui.text.content import content, fit, one_line
from tui.text.contrast import Row
from tui.text.numbers import grouped
from tui.widgets.line_list import LineList

_ONLY = "only"
"""Said of a name that the other set does not have."""


class ContrastList(LineList):
    """Headings and rows, each row with the documents of both sets that have it."""

    CURSOR_RESTS = False
    BINDING_GROUP_TITLE = "What stands out"

    DEFAULT_CSS = """
    ContrastList {
        & > .contrast--heading { color: $accent; text-style: bold; }
        & > .contrast--person { color: $person; }
        & > .contrast--country { color: $country; }
        & > .contrast--count { color: $foreground-muted; }
        & > .contrast--only { color: $success; text-style: bold; }
        & > .contrast--notice { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "contrast--heading",
        "contrast--person",
        "contrast--country",
        "contrast--count",
        "contrast--only",
        "contrast--notice",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "documents", id="contrast.open", tooltip="Show the documents that have this"),
        Binding("w", "details", "details", id="contrast.details", tooltip="Open the page of this person or country"),
    ]

    @dataclass
    class OpenRequested(Message):
        """The documents with a name or word should be opened."""

        sender: ContrastList
        row: Contrasted

    @dataclass
    class EntityRequested(Message):
        """The page of a person or country should be opened."""

        facet: Facet

    def __init__(self, heads: tuple[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heads = heads
        """What the two columns of numbers are called."""
        self.rows: Sequence[Row] = ()
        self.notice = ""

    def show(self, rows: Sequence[Row], notice: str) -> None:
        """Show rows, or the notice if there are none; the cursor stays on its name or word, if that is one of them."""
        old = (self.row.kind, self.row.key) if self.row else None
        self.rows, self.notice = rows, notice
        self.count = len(rows)
        found = (at for at, row in enumerate(rows) if isinstance(row, Contrasted) and (row.kind, row.key) == old)
        self.cursor = next(found, min(1, len(rows) - 1))
        self.refresh()

    @property
    def row(self) -> Contrasted | None:
        """The name or word under the cursor."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if isinstance(row, Contrasted) else None

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the documents on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the documents of the row under the cursor."""
        if self.row is not None:
            self.post_message(self.OpenRequested(self, self.row))

    def action_details(self) -> None:
        """Open the page of the person or country under the cursor."""
        row = self.row
        if row is not None and row.kind is not None:
            self.post_message(self.EntityRequested(Facet(row.kind, row.key, row.label, row.left)))

    def render_line(self, y: int) -> Strip:
        """Render one line of a row, or of the notice."""
        if self.count:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        lines = content(self.notice).wrap(max(width - 2, 1))
        drawn = Content(" ") + lines[y] if y < len(lines) else Content()
        return Strip(
            fit(drawn, width).render_segments(self.visual_style + self.style_of("contrast--notice")),
            width,
        )

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw a heading with those of the numbers, or a name with both numbers."""
        row = self.rows[index]
        cells = self._number_cells()
        if isinstance(row, str):
            heads = "".join(f" {head:>{cells}}" for head in self.heads)
            drawn = fit(Content(row).stylize(self.style_of("contrast--heading")), width - len(heads))
            return drawn + Content(heads).stylize(self.style_of("contrast--count"))
        name = one_line(row.label)
        if row.kind is not None:
            name = name.stylize(self.style_of(f"contrast--{'person' if row.kind is Kind.PERSON else 'country'}"))
        drawn = fit(Content(" ") + name, width - 2 * cells - 2)
        for number, other in ((row.left, row.right), (row.right, row.left)):
            is_only = number and not other
            style = self.style_of("contrast--only" if is_only else "contrast--count")
            drawn += Content(f" {grouped(number) if number else '–':>{cells}}").stylize(style)
        return drawn

    def _number_cells(self) -> int:
        numbers = (n for row in self.rows if isinstance(row, Contrasted) for n in (row.left, row.right))
        return max([len(grouped(number)) for number in numbers] + [len(head) for head in self.heads])
