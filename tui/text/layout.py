"""Layout of a document: rows for headings, lists, quotations, tables and preformatted text, from the document's blocks.

A document without blocks is wrapped by its lines. The text itself is never changed. Offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, starmap

from corpus.model.block import Block, BlockKind
from corpus.model.document import Document, Span
from tui.text.rows import Row, RowKind
from tui.text.table import table_rows
from tui.text.wrapping import is_hard_wrapped, joined, wrap, wrap_paragraph

_INDENT = 2
"""Cells by which a list is indented inside of another one."""
_BAR = "▎ "
"""Before each row of a quotation."""
_QUOTE_MARKS = re.compile(r"(?:> ?)*")
"""Before each line of a quotation in a mail message; the bar stands for it."""
_SAMPLE = 500
"""Paragraphs whose lines show whether a text is hard-wrapped."""
_LEAST_ROOM = 20
"""Cells for the text of a row however deep it is nested."""
_MARKER = re.compile(r"(?:[-*+•‣◦▪–—·○●■□▫➢✓]|\(?\w{1,4}[.)]) +")
"""The bullet or number with which a list item begins."""
_PART = 20_000
"""Code points before and after an offset that fill any pane."""
_KINDS = {
    BlockKind.HEADING: RowKind.HEADING,
    BlockKind.QUOTATION: RowKind.QUOTATION,
    BlockKind.PREFORMATTED: RowKind.PREFORMATTED,
    BlockKind.MESSAGE_HEADER: RowKind.HEADER,
}
_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
"""Blocks without a blank row between them."""


def lay_out(document: Document, width: int, start: int, as_is: bool = False) -> list[Row]:
    """Return the rows of a document from `start` on: the title if that is before the body, and the body.

    Args:
        document: The document.
        width: The width of the rows, in cells.
        start: The offset at which the shown text begins.
        as_is: Whether to show the lines of the text as they are, instead of paragraphs and blocks.

    """
    text, body_start = document.text, document.body_start
    rows: list[Row] = []
    if start < body_start:
        rows += (Row(*span, RowKind.TITLE) for span in wrap(text[:body_start], width, start))
        rows.append(Row(body_start, body_start))
    start = max(start, body_start)
    if as_is:
        lines = _lines(text, start, len(text))
        rows += (Row(*row) for line in lines for row in wrap_paragraph(text, line, width))
    elif document.blocks:
        rows += _block_rows(text, document.blocks, start, width)
    else:
        rows += starmap(Row, wrap(text, width, start))
    return rows


def lay_out_around(goal: int, document: Document, width: int, start: int, as_is: bool) -> list[Row]:
    """Return some of the rows of a long document, around an offset: what is shown until all rows are known."""
    text = document.text
    if goal > start + _PART:
        start = text.rfind("\n", goal - _PART, goal - _PART // 2) + 1 or goal - _PART
    end = text.find("\n", max(goal, start) + _PART, max(goal, start) + 2 * _PART)
    end = min(max(goal, start) + 2 * _PART, len(text)) if end < 0 else end
    first = bisect_left(document.blocks, start, key=lambda block: block.start)
    last = bisect_left(document.blocks, end, key=lambda block: block.start)
    blocks = tuple(block for block in document.blocks[first:last] if block.end <= end)
    return lay_out(replace(document, text=text[:end], blocks=blocks), width, start, as_is)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield all lines between two offsets without their newlines."""
    while (newline := text.find("\n", start, end)) >= 0:
        yield Span(start, newline)
        start = newline + 1
    yield Span(start, end)


def _block_rows(text: str, blocks: Sequence[Block], at: int, width: int) -> Iterator[Row]:
    """Yield the rows of the blocks from offset `at` on, and of the text between them."""
    longest = _longest_wrapped_line(text, blocks)
    shown = (block for block in blocks if block.kind is not BlockKind.PAGE and block.start >= at)
    last: BlockKind | None = None
    for kind, group in groupby(shown, key=lambda block: block.kind):
        members = list(group)
        between = text[at : members[0].start]
        if between.strip():
            yield from _blank(at, last)
            yield from (Row(start + at, end + at) for start, end in wrap(between, width))
            last = BlockKind.PARAGRAPH
        if kind is BlockKind.TABLE_ROW:
            yield from _blank(members[0].start, last)
            yield from table_rows(text, members, width)
            last = kind
        else:
            for block in members:
                if not (last is kind and kind in _TIGHT):
                    yield from _blank(block.start, last)
                yield from _rows(text, block, width, longest)
                last = kind
        at = members[-1].end
    if text[at:].strip():
        yield from _blank(at, last)
        yield from (Row(*span) for span in wrap(text, width, at))


def _blank(at: int, last: BlockKind | None) -> Iterator[Row]:
    """Yield the blank row before a block that is not the first one."""
    if last is not None:
        yield Row(at, at)


def _rows(text: str, block: Block, width: int, longest: int) -> Iterator[Row]:
    """Yield the rows of a block that is not a table row."""
    if block.kind is BlockKind.LIST_ITEM:
        yield from _item_rows(text, block, width)
        return
    kind = _KINDS.get(block.kind, RowKind.TEXT)
    lines: Iterable[Span] = _lines(text, block.start, block.end)
    lead = ""
    if block.kind is BlockKind.PARAGRAPH and longest:
        lines = joined(text, list(lines), longest)
    elif block.kind is BlockKind.QUOTATION:
        lead = _BAR * min(block.level, max(width - _LEAST_ROOM, 0) // len(_BAR))
        marks = (_QUOTE_MARKS.match(text, *line) for line in lines)
        lines = (Span(mark.end(), mark.endpos) for mark in marks if mark)
    for line in lines:
        for start, end in wrap_paragraph(text, line, width - len(lead)):
            yield Row(start, end, kind, lead)


def _longest_wrapped_line(text: str, blocks: Sequence[Block]) -> int:
    """Return the length of the longest line of hard-wrapped paragraphs; 0 if the paragraphs are not hard-wrapped."""
    paragraphs = islice((block for block in blocks if block.kind is BlockKind.PARAGRAPH), _SAMPLE)
    lengths = sorted(end - start for block in paragraphs for start, end in _lines(text, block.start, block.end))
    return lengths[-1] if lengths and is_hard_wrapped(lengths) else 0


def _item_rows(text: str, block: Block, width: int) -> Iterator[Row]:
    """Yield the rows of a list item; its text is indented by the width of its bullet or number."""
    marker = _MARKER.match(text, block.start, block.end)
    body = marker.end() if marker else block.start
    most = max(width - _LEAST_ROOM, 0)
    indent = min(max(block.level - 1, 0) * _INDENT, most)
    hanging = min(indent + body - block.start, most)
    if hanging - indent < body - block.start:  # no room
        body = block.start
    is_first = True
    for line in _lines(text, body, block.end):
        for start, end in wrap_paragraph(text, line, width - hanging):
            yield Row(block.start if is_first else start, end, RowKind.TEXT, " " * (indent if is_first else hanging))
            is_first = False
