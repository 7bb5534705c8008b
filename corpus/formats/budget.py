"""The limit on what is unpacked from one file."""

from __future__ import annotations

from typing import Self

from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

BOMB_RATIO = 100
"""How many times its size a file may unpack to: text has a ratio below 20."""
_LEAST_BOMB = 16 * MEBIBYTE
"""Unpacked bytes below which the ratio does not matter."""


class Budget:
    """How much may still be unpacked from one file, whatever archives are in it.

    Args:
        limit: Bytes of the contents of archives and compressed files.
        packages: Bytes by which office documents and books in an archive may grow when they are unpacked, all together;
            None for `limit`.

    """

    def __init__(self, limit: int, packages: int | None = None) -> None:
        self.limit = limit
        self._packages_limit = limit if packages is None else packages
        self.left = limit
        """Bytes."""
        self._packages_left = self._packages_limit

    @classmethod
    def of_size(cls, size: int, limit: int) -> Self:
        """The budget of a file of this size: its limit, or less where only a bomb would unpack to so much."""
        most = max(_LEAST_BOMB, BOMB_RATIO * size)
        return cls(min(limit, most), most)

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than there is."""
        return self.left < 0 or self._packages_left < 0

    def spend(self, size: int) -> None:
        """Take so many bytes.

        Raises:
            UnreadableFile: There are not so many left.

        """
        self.left -= size
        if self.left < 0:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=self.limit)

    def spend_on_package(self, size: int) -> None:
        """Take so many bytes for an office document or a book that another process will unpack.

        Raises:
            UnreadableFile: There are not so many left.

        """
        self._packages_left -= size
        if self._packages_left < 0:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=self._packages_limit)
