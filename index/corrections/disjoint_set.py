"""Sets that are joined two at a time."""

from __future__ import annotations

from collections.abc import Iterable


class Union:
    """Disjoint sets of numbers; one that was never joined is alone. What a set is found by is its least number."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    @property
    def known(self) -> list[int]:
        """The numbers that were joined with others."""
        return list(self._parent)

    def find(self, item: int) -> int:
        """The number its set is found by."""
        while (parent := self._parent.get(item, item)) != item:
            item = parent
        return item

    def same(self, one: int, other: int) -> bool:
        """Whether both are in one set."""
        return self.find(one) == self.find(other)

    def join(self, one: int, other: int) -> None:
        """Make the sets of both one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first
        self._parent.setdefault(first, first)

    def blocked(self, one: int, other: int, apart: Iterable[tuple[int, int]]) -> bool:
        """Whether joining the sets of both would put two together that must be apart."""
        wanted = {self.find(one), self.find(other)}
        return len(wanted) == 2 and any({self.find(a), self.find(b)} == wanted for a, b in apart)
