"""Layouts: a cleaned text with its blocks, and a writer that builds one block by block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model.block import Block, BlockKind
from corpus.model.block_list import BlockList
from corpus.model.omission import Omission, OmissionKind
from corpus.model.span import Span
from corpus.text.sanitize import clean_line, clean_text

CELL_SEPARATOR = " | "
"""Between the cells of a table row. A tab would not do: names in neighbouring cells would be read as one name."""
_CLOSE = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
"""Blocks without a blank line between them."""
_MOST_TEXTS = 1000
"""Texts that are kept apart before they are joined."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text, its blocks, and what was left out of it."""

    text: str = ""
    """Cleaned: `clean_text` does not change it."""
    blocks: Sequence[Block] = ()
    """Spans over `text`, in code points."""
    omissions: tuple[Omission, ...] = ()


class LayoutWriter:
    """Collects blocks in order and joins them to a layout.

    Args:
        cell_separator: What stands between the cells of a table row.

    """

    def __init__(self, cell_separator: str = CELL_SEPARATOR) -> None:
        self._cell_separator = cell_separator
        self._joined: list[str] = []
        self._texts: list[str] = []
        """The texts after `_joined`: a string of its own for each block takes twice the memory of a short one."""
        self._blocks = BlockList()
        self._last: BlockKind | None = None
        """The kind of the last block."""
        self._length = 0

    @property
    def length(self) -> int:
        """Code points of the text so far."""
        return self._length

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Append a block; a text without a character is no block."""
        self._append(kind, clean_text(text), level)

    def add_row(self, texts: Sequence[str]) -> None:
        """Append a table row with these cells, which may be empty but not all of them."""
        cleaned = [clean_line(text) for text in texts]
        cells: list[Span] = []
        end = 0
        for text in cleaned:
            start = end + len(self._cell_separator) if text and end else end
            end = start + len(text)
            cells.append(Span(start, end))
        row = self._cell_separator.join(text for text in cleaned if text)
        self._append(BlockKind.TABLE_ROW, row, cells=cells)

    def extend(self, layout: Layout) -> None:
        """Append the text and the blocks of a layout."""
        if not layout.text:
            return
        shift = self._separate(layout.blocks[0].kind if layout.blocks else None)
        self._texts.append(layout.text)
        self._length += len(layout.text)
        for block in layout.blocks:
            self._put(block.kind, block.start + shift, block.end + shift, block.level, block.cells, shift)

    def layout(self, omissions: Iterable[Omission] = ()) -> Layout:
        """The layout of everything appended so far."""
        return Layout("".join((*self._joined, *self._texts)), self._blocks.copy(), tuple(omissions))

    def _append(self, kind: BlockKind, text: str, level: int = 0, cells: Sequence[Span] = ()) -> None:
        if not text.strip():
            return
        start = self._separate(kind)
        self._texts.append(text)
        self._length += len(text)
        self._put(kind, start, self._length, level, cells, start)

    def _put(self, kind: BlockKind, start: int, end: int, level: int, cells: Sequence[Span], shift: int) -> None:
        self._blocks.append(kind, start, end, level, [(cell.start + shift, cell.end + shift) for cell in cells])
        self._last = kind

    def _separate(self, kind: BlockKind | None) -> int:
        """Append the separator before the next block, and return the offset where that block begins."""
        if len(self._texts) >= _MOST_TEXTS:
            self._joined.append("".join(self._texts))
            self._texts.clear()
        if self._length:
            is_close = self._last is kind and kind in _CLOSE
            separator = "\n" if is_close else "\n\n"
            self._texts.append(separator)
            self._length += len(separator)
        return self._length


def joined(layouts: Iterable[Layout]) -> Layout:
    """Several layouts as one, with the omissions of all of them."""
    writer = LayoutWriter()
    omissions: list[Omission] = []
    for layout in layouts:
        writer.extend(layout)
        omissions.extend(layout.omissions)
    return writer.layout(summed(omissions))


def summed(omissions: Iterable[Omission]) -> tuple[Omission, ...]:
    """One omission for each kind and detail, with their numbers added up."""
    numbers: dict[tuple[OmissionKind, str], int] = {}
    for each in omissions:
        key = (each.kind, each.detail)
        numbers[key] = numbers.get(key, 0) + each.number
    return tuple(Omission(kind, number, detail) for (kind, detail), number in numbers.items())
