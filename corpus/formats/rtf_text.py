"""What an RTF parser collects, and the properties of the text where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.formats.flow import Flow
from corpus.formats.rtf_words import Destination
from corpus.model.block import BlockKind

_DEEPEST_TABLE = 50
_MOST_ITEMS = 1000
"""Items of the document that are kept: all of them would take ten times the memory of the text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item."""

    text: str
    heading: int = 0
    """Its level, from 1; 0 for other paragraphs."""
    list_level: int = 0
    """Likewise of a list item."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: list[list[Item]]


@dataclass(frozen=True, slots=True)
class Box:
    """The contents of a text box."""

    items: list[Item]


Item: TypeAlias = Paragraph | Row | Box


@dataclass(slots=True)
class _Table:
    cells: list[list[Item]] = field(default_factory=list)
    cell: list[Item] = field(default_factory=list)


class Target:
    """Collects the text of a destination.

    Args:
        kind: What the text is for; None for the document itself.
        flow: Takes all items but the last ones; None to keep them.

    """

    def __init__(self, kind: Destination | None, flow: Flow | None = None) -> None:
        self.kind = kind
        self.items: list[Item] = []
        self._flow = flow
        self.list_number = ""
        """The number or bullet of the paragraph."""
        self.has_page_number = False
        """Whether the paragraph has a field that counts pages, which is not in its text."""
        self._pieces: list[str] = []
        self._boxes: list[Item] = []
        self._tables: list[_Table] = []

    def add(self, text: str) -> None:
        """Add text to the paragraph."""
        self._pieces.append(text)

    def add_box(self, items: list[Item]) -> None:
        """Add a box, which follows the paragraph."""
        self._boxes.append(Box(items))
        if self._pieces and not self._pieces[-1][-1:].isspace():
            self._pieces.append(" ")

    def text(self) -> str:
        """Return the text of the paragraph, without surrogates."""
        text = "".join(self._pieces)
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text.strip()

    def end_paragraph(self, table: int = 0, heading: int = 0, list_level: int = 0) -> None:
        """End the paragraph.

        Args:
            table: How many tables it is in.
            heading: The level of a heading, from 1; else 0.
            list_level: The level of a list item, from 0.

        """
        text = self.text()
        is_page_number = self.kind is Destination.MARGIN and self.has_page_number and len(text.split()) < 3
        found: list[Item] = []
        if text and not is_page_number:
            label = self.list_number
            found.append(
                Paragraph(f"{label} {text}" if label else text, heading, list_level + 1 if label and not heading else 0)
            )
        found += self._boxes
        self._sink(table).extend(found)
        if self._flow and len(self.items) >= _MOST_ITEMS:
            write(self._flow, self.items)
            self.items.clear()
        self._pieces, self._boxes = [], []
        self.list_number, self.has_page_number = "", False

    def end_cell(self, table: int) -> None:
        """End the cell of the innermost of so many tables, and the paragraph."""
        self.end_paragraph(table)
        self._close_tables(table)
        opened = self._table(table)
        opened.cells.append(opened.cell)
        opened.cell = []

    def end_row(self, table: int) -> None:
        """End the row of the innermost of so many tables."""
        self.end_paragraph(table)
        self._close_tables(table)
        opened = self._table(table)
        cells = [*opened.cells, opened.cell] if opened.cell else opened.cells
        self._tables.pop()
        if cells:
            self._sink(table - 1).append(Row(cells))

    def end(self) -> list[Item]:
        """End everything that is open and return what was collected."""
        self.end_paragraph(len(self._tables))
        self._close_tables(0)
        return self.items

    def _table(self, number: int) -> _Table:
        number = min(max(number, 1), _DEEPEST_TABLE)
        while len(self._tables) < number:
            self._tables.append(_Table())
        return self._tables[number - 1]

    def _sink(self, table: int) -> list[Item]:
        """Where items go that are inside so many tables."""
        self._close_tables(table)
        return self._table(table).cell if table > 0 else self.items

    def _close_tables(self, number: int) -> None:
        """End the tables inside the first so many, whose rows were not ended."""
        while len(self._tables) > min(max(number, 0), _DEEPEST_TABLE):
            table = self._tables.pop()
            cells = [*table.cells, table.cell] if table.cell else table.cells
            if cells:
                (self._tables[-1].cell if self._tables else self.items).append(Row(cells))


@dataclass(slots=True)
class State:
    """What a group inherits from the one around it, and what changes in it are undone at its end."""

    destination: Destination | None = None
    outside: Destination | None = None
    """The destination around a group that is written twice, as `\\upr`."""
    opened: Target | None = None
    """The target that ends with this group."""
    font: int | None = None
    skip: int = 1
    """Bytes after a Unicode character that repeat it for older programs."""
    is_hidden: bool = False
    is_deleted: bool = False
    table: int = 0
    """How many tables the paragraph is in."""
    heading: int = 0
    list_level: int = 0


def write(flow: Flow, items: list[Item]) -> None:
    """Add items to a flow."""
    for item in items:
        match item:
            case Paragraph():
                if item.heading:
                    flow.open_paragraph(BlockKind.HEADING, item.heading)
                elif item.list_level:
                    flow.open_paragraph(BlockKind.LIST_ITEM, item.list_level)
                else:
                    flow.open_paragraph()
                flow.text(item.text)
                flow.close_paragraph()
            case Row():
                flow.open_row()
                for cell in item.cells:
                    flow.open_cell()
                    _write_cell(flow, cell)
                    flow.close_cell()
                flow.close_row()
            case Box():
                flow.open_apart()
                write(flow, item.items)
                flow.close_apart()


def _write_cell(flow: Flow, cell: list[Item]) -> None:
    """Add the contents of a cell, with the rows of a table inside it apart."""
    for item in cell:
        write(flow, [Box([item])] if isinstance(item, Row) else [item])
