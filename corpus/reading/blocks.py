"""The blocks of a draft, placed in the text of its document: cleaned, and with the title before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model.block import Block, BlockKind
from corpus.model.block_list import BlockList
from corpus.model.span import Span
from corpus.text.sanitize import clean_text

_MARKS = ("\u00ac", "\ue000")
"""Characters that cleaning keeps, with what is around them. The first takes a byte of memory, as most texts do."""


def clean_with_blocks(text: str, blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """The cleaned text, and the blocks as spans over it; no blocks where cleaning moves text across their bounds."""
    cleaned = clean_text(text)
    if cleaned == text or not blocks:
        return cleaned, blocks
    offsets = sorted(set(_offsets(blocks)))
    mark = next((mark for mark in _MARKS if mark not in text), None)
    if mark is None:
        return cleaned, ()
    parts = (text[start:end] for start, end in zip([0, *offsets], [*offsets, len(text)], strict=True))
    marked = clean_text(mark.join(parts)).split(mark)
    if "".join(marked) != cleaned:
        return cleaned, ()
    places, at = {}, 0
    for offset, part in zip(offsets, marked, strict=False):
        at += len(part)
        places[offset] = at
    return cleaned, tuple(
        replace(
            block,
            start=places[block.start],
            end=places[block.end],
            cells=tuple(Span(places[cell.start], places[cell.end]) for cell in block.cells),
        )
        for block in blocks
    )


def place_blocks(blocks: Sequence[Block], shift: int, text: str, body_start: int) -> Sequence[Block]:
    """The blocks of a body in the text of its document.

    Args:
        blocks: Spans over the body.
        shift: How many code points further the end of the body is in the text.
        text: The text of the document.
        body_start: Where in the text the body begins.

    Returns:
        The blocks as spans over the text. A title that stands apart is a heading, whatever it was in the body.

    """
    if not blocks or not (shift or body_start):
        return blocks
    placed = BlockList()
    if title_end := len(text[:body_start].rstrip()):
        placed.append(BlockKind.HEADING, 0, title_end, 1)
    for block in blocks:
        start, end = max(body_start, block.start + shift), block.end + shift
        if end > body_start:
            cells = [(max(body_start, cell.start + shift), max(body_start, cell.end + shift)) for cell in block.cells]
            placed.append(block.kind, start, end, block.level, cells)
    return placed


def _offsets(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        yield from (block.start, block.end)
        for cell in block.cells:
            yield from cell
