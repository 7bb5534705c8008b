"""The blocks of a text in a tenth of the memory of their objects: a text of 32 MB may have a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias, overload

from corpus.model.block import Block, BlockKind
from corpus.model.span import Span

_KINDS: Final = tuple(BlockKind)
_NUMBERS: Final = {kind: number for number, kind in enumerate(BlockKind)}
_OFFSET: Final = "I"
"""The type of the numbers: four bytes."""


_Numbers: TypeAlias = "bytearray | array[int]"


class BlockList(Sequence[Block]):
    """Blocks, made when they are asked for; equal to a tuple of the same blocks, and pickled as arrays.

    Args:
        blocks: The first of them.

    """

    __slots__ = ("_kinds", "_starts", "_ends", "_levels", "_cell_starts", "_cell_ends", "_cells")  # noqa: RUF023

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._kinds = bytearray()
        self._starts, self._ends, self._levels = array(_OFFSET), array(_OFFSET), array(_OFFSET)
        self._cell_starts, self._cell_ends = array(_OFFSET), array(_OFFSET)
        self._cells = array(_OFFSET, (0,))
        """The number of cells of all blocks before each block, and of all blocks."""
        for block in blocks:
            self.append(block.kind, block.start, block.end, block.level, block.cells)

    def append(
        self, kind: BlockKind, start: int, end: int, level: int = 0, cells: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Append a block; the arguments are the fields of `Block`."""
        self._kinds.append(_NUMBERS[kind])
        self._starts.append(start)
        self._ends.append(end)
        self._levels.append(level)
        for cell_start, cell_end in cells:
            self._cell_starts.append(cell_start)
            self._cell_ends.append(cell_end)
        self._cells.append(len(self._cell_starts))

    def copy(self) -> BlockList:
        """Another list of the same blocks."""
        return _restored(*(numbers[:] for numbers in self._arrays()))

    __copy__ = copy

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, number: int) -> Block: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, number: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(number, slice):
            return tuple(map(self._block, range(*number.indices(len(self)))))
        return self._block(range(len(self))[number])

    def __iter__(self) -> Iterator[Block]:
        return map(self._block, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, BlockList | tuple):
            return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Callable[..., BlockList], tuple[_Numbers, ...]]:
        return _restored, self._arrays()

    def _arrays(self) -> tuple[_Numbers, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def _block(self, number: int) -> Block:
        first, last = self._cells[number], self._cells[number + 1]
        cells = tuple(map(Span, self._cell_starts[first:last], self._cell_ends[first:last])) if first < last else ()
        return Block(_KINDS[self._kinds[number]], self._starts[number], self._ends[number], self._levels[number], cells)


def _restored(*arrays: _Numbers) -> BlockList:
    """A list of these arrays."""
    blocks = BlockList.__new__(BlockList)
    for name, numbers in zip(BlockList.__slots__, arrays, strict=True):
        setattr(blocks, name, numbers)
    return blocks
