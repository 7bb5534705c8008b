"""Collects paragraphs, table rows, text boxes and notes while a format walks its document, and lays them out.

A format opens and closes them in document order, each close matching the last open. Text boxes and nested tables come
after the paragraph or row that contains them, so that they neither split nor repeat its text; notes,
headers and footers come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from corpus.formats.layout import Layout, LayoutWriter
from corpus.formats.office import CELL_SEPARATOR
from corpus.model.block import BlockKind
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission
from corpus.model.reason import Reason
from corpus.text.sanitize import clean_line

_MOST_PARAGRAPHS = 5
"""Paragraphs in a cell; with more the table is there to arrange text on the page, not to relate values."""
_FIRST = 20
"""Paragraphs that are kept to find the first heading."""


@dataclass(slots=True)
class _Paragraph:
    kind: BlockKind
    level: int
    pieces: list[str] = field(default_factory=list)
    after: list[_Item] = field(default_factory=list)
    """Boxes and tables inside the paragraph."""
    is_interrupted: bool = False
    """Whether a box or another paragraph lies after the last piece."""

    def add(self, text: str) -> None:
        """Add text; a box separates the words around it."""
        if self.is_interrupted and self.pieces and not self.pieces[-1][-1:].isspace() and not text[:1].isspace():
            self.pieces.append(" ")
        self.is_interrupted = False
        self.pieces.append(text)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()


@dataclass(slots=True)
class _Row:
    cells: list[list[_Item]] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A closed table row."""

    cells: list[str]


@dataclass(slots=True)
class _Apart:
    """A table or text box, which is no part of the text around it."""

    items: list[_Item]


_Item: TypeAlias = _Paragraph | _Line | _Apart
_Frame: TypeAlias = _Paragraph | _Row | list[_Item]


class Flow:
    """The blocks of one document, in the order in which they are read.

    Args:
        most: Code points above which a text is refused; None for any length.

    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._writer = LayoutWriter(CELL_SEPARATOR)
        """What lies in no open part is written at once: a paragraph of its own takes ten times its block's memory."""
        self._first: list[_Paragraph] = []
        self._endings: list[_Item] = []
        self._frames: list[_Frame] = []
        self._prefix = ""

    def open_paragraph(self, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        """Begin a paragraph, heading or list item; `text` adds to it."""
        self._interrupt()
        self._frames.append(_Paragraph(kind, level))

    def text(self, text: str) -> None:
        """Add text to the innermost open paragraph; without one it is a paragraph of its own."""
        if isinstance(paragraph := self._innermost(), _Paragraph):
            paragraph.add(text)
        elif text.strip():
            self._emit([_Paragraph(BlockKind.PARAGRAPH, 0, [text])])

    def close_paragraph(self) -> None:
        """End the paragraph."""
        paragraph = self._frames.pop()
        assert isinstance(paragraph, _Paragraph)
        text = paragraph.text
        if text and self._prefix:
            paragraph.pieces.insert(0, self._prefix)
            self._prefix = ""
        self._emit([paragraph, *paragraph.after] if text else paragraph.after)

    def open_text(self) -> str:
        """Return the text of the open paragraph so far."""
        paragraph = self._innermost()
        return paragraph.text if isinstance(paragraph, _Paragraph) else ""

    def drop_text(self) -> None:
        """Remove the text of the open paragraph."""
        if isinstance(paragraph := self._innermost(), _Paragraph):
            paragraph.pieces.clear()

    def open_apart(self) -> None:
        """Begin a table or a text box."""
        self._interrupt()
        self._frames.append([])

    def close_apart(self) -> None:
        """End the table or text box."""
        if items := self._popped():
            self._emit([_Apart(items)])

    def open_row(self) -> None:
        """Begin a table row."""
        self._frames.append(_Row())

    def close_row(self) -> None:
        """End the table row. With one cell that has text, its paragraphs are paragraphs of the document."""
        row = self._frames.pop()
        assert isinstance(row, _Row)
        own = [[item for item in cell if isinstance(item, _Paragraph)] for cell in row.cells]
        if sum(map(bool, own)) <= 1 or max(map(len, own)) > _MOST_PARAGRAPHS:
            self._emit([item for cell in row.cells for item in cell])
            return
        texts = [" ".join(paragraph.text for paragraph in cell) for cell in own]
        apart = [item for cell in row.cells for item in cell if not isinstance(item, _Paragraph)]
        self._emit([_Line(texts), *apart])

    def open_cell(self) -> None:
        """Begin a cell of the table row."""
        self._frames.append([])

    def close_cell(self) -> None:
        """End the cell."""
        cell = self._popped()
        if isinstance(row := self._innermost(), _Row):
            row.cells.append(cell)
        else:
            self._emit(cell)

    def open_ending(self, label: str = "") -> None:
        """Begin a note, header or footer, which comes after the document; a label goes before its first paragraph."""
        self._frames.append([])
        self._prefix = label

    def close_ending(self) -> None:
        """End the note, header or footer."""
        self._endings += self._popped()
        self._prefix = ""

    def insert(self, layout: Layout) -> None:
        """Add the text of another document here."""
        blocks = ((layout.text[each.start : each.end], each.kind, each.level) for each in layout.blocks)
        texts = blocks if layout.blocks else ((text, BlockKind.PARAGRAPH, 0) for text in layout.text.split("\n\n"))
        self._emit([_Paragraph(kind, level, [text]) for text, kind, level in texts if text.strip()])

    def lines(self) -> set[str]:
        """Return the text of each paragraph so far, as one line."""
        layout = self._writer.layout()
        paragraphs = (each for each in layout.blocks if each.kind is not BlockKind.TABLE_ROW)
        return {clean_line(layout.text[each.start : each.end]) for each in paragraphs}

    def first_heading(self, most: int) -> str:
        """Return the text of the first heading of the first level, if it is among so many paragraphs, at most 20."""
        for paragraph in self._first[:most]:
            if paragraph.kind is BlockKind.HEADING and paragraph.level <= 1:
                return clean_line(paragraph.text)
        return ""

    def layout(self, omissions: Iterable[Omission] = ()) -> Layout:
        """Return the text and its blocks, with notes, headers and footers at the end.

        Raises:
            UnreadableFile: The text is too long; `close_paragraph` and the like raise it, too.

        """
        before = len(self._first)
        self._write(self._endings)
        del self._first[before:]  # a header is no heading of the document
        self._endings = []
        return self._writer.layout(omissions)

    def _write(self, items: list[_Item]) -> None:
        for item in _flat(items):
            if isinstance(item, _Line):
                self._writer.add_row(item.cells)
                continue
            if len(self._first) < _FIRST:
                self._first.append(item)
            self._writer.add(item.kind, item.text, item.level)
        if self._most is not None and self._writer.length > self._most:
            raise UnreadableFile(Reason.TOO_LARGE, number=self._most)

    def _innermost(self) -> _Frame | None:
        """The innermost open part; None if there is none."""
        return self._frames[-1] if self._frames else None

    def _interrupt(self) -> None:
        """Note that something else lies between the words of the open paragraph, if there is one."""
        if isinstance(paragraph := self._innermost(), _Paragraph):
            paragraph.is_interrupted = True

    def _popped(self) -> list[_Item]:
        frame = self._frames.pop()
        assert isinstance(frame, list)
        return frame

    def _emit(self, items: list[_Item]) -> None:
        """Put items where the innermost open part takes them."""
        match self._innermost():
            case None:
                self._write(items)
            case _Paragraph() as paragraph:
                paragraph.after += items
            case _Row() as row:
                row.cells.append(items)
            case list() as sink:
                sink += items


def _flat(items: list[_Item]) -> Iterator[_Paragraph | _Line]:
    """The paragraphs and rows, those of tables and boxes in their places."""
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Apart):
            waiting.extend(reversed(item.items))
        else:
            yield item
