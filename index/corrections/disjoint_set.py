"""A disjoint-set (union-find) structure."""

from __future__ import annotations

from collections.abc import Iterable


class DisjointSet:
    """Disjoint sets of numbers, each represented by its least member. At first, each number is a set of its own."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    @property
    def known(self) -> list[int]:
        """All numbers that were joined or represent joined ones."""
        return list(self._parent)

    def find(self, item: int) -> int:
        """The representative of a number's set."""
        while (parent := self._parent.get(item, item)) != item:
            item = parent
        return item

    def same(self, one: int, other: int) -> bool:
        """Whether both numbers are in one set."""
        return self.find(one) == self.find(other)

    def join(self, one: int, other: int) -> None:
        """Join the sets of two numbers."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first
        self._parent.setdefault(first, first)

    def blocked(self, one: int, other: int, cannot_link: Iterable[tuple[int, int]]) -> bool:
        """Whether joining the sets of both numbers would join a cannot-link pair."""
        wanted = {self.find(one), self.find(other)}
        return len(wanted) == 2 and any({self.find(a), self.find(b)} == wanted for a, b in cannot_link)
