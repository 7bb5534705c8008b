"""Lists of blocks: as a tuple of them, in little memory."""

from __future__ import annotations

import copy
import pickle
import tracemalloc

from corpus.model.block import Block, BlockKind
from corpus.model.block_list import BlockList
from corpus.model.span import Span
from corpus.reading.blocks import place_blocks

BLOCKS = (
    Block(BlockKind.HEADING, 0, 5, 1),
    Block(BlockKind.TABLE_ROW, 7, 12, cells=(Span(7, 8), Span(8, 8), Span(11, 12))),
    Block(BlockKind.TABLE_ROW, 13, 14, cells=(Span(13, 14),)),
    Block(BlockKind.LIST_ITEM, 16, 70_000, 300),
)


def test_it_is_as_a_tuple_of_its_blocks() -> None:
    """Its items, slices, length, equality and hash; one block less or another cell makes a difference."""
    blocks = BlockList(BLOCKS)

    assert (tuple(blocks), len(blocks), blocks[1], blocks[-1]) == (BLOCKS, 4, BLOCKS[1], BLOCKS[3])
    assert (blocks[1:3], blocks[:-3]) == (BLOCKS[1:3], BLOCKS[:1])
    assert blocks == BLOCKS == blocks
    assert hash(blocks) == hash(BLOCKS)
    assert blocks != BLOCKS[:3]
    assert blocks != BlockList((*BLOCKS[:2], Block(BlockKind.TABLE_ROW, 13, 14), BLOCKS[3]))
    assert not BlockList()


def test_a_copy_and_what_is_pickled_do_not_change_with_it() -> None:
    """A worker sends it to its parent; a writer goes on after a layout."""
    blocks = BlockList(BLOCKS[:2])
    copies = [blocks.copy(), copy.copy(blocks), pickle.loads(pickle.dumps(blocks))]
    for each in (blocks, *copies):
        each.append(BlockKind.TABLE_ROW, 13, 14, cells=[(13, 14)])

    assert [tuple(each) for each in (blocks, *copies)] == [BLOCKS[:3]] * 4


def test_many_blocks_take_little_memory_and_are_sent_as_little() -> None:
    """Objects would take 140 bytes a block, and placing them in the document's text as much once more."""
    count = 20_000
    blocks = BlockList()
    for number in range(count):
        blocks.append(BlockKind.PARAGRAPH, 20 * number, 20 * number + 18)
    tracemalloc.start()
    try:
        placed = place_blocks(blocks, 10, "On ships\n\n" + " " * 20 * count, 10)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(placed) == count + 1
    assert peak < 2 * 20 * count + 30 * count  # a copy of the text is made, too
    assert len(pickle.dumps(placed)) < 20 * count
