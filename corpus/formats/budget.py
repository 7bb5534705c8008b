"""The limit on what is unpacked from one file."""

from __future__ import annotations

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason


class Budget:
    """How much may still be unpacked from one file, whatever archives are in it.

    Args:
        limit: Bytes.

    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.left = limit
        """Bytes."""

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than there is."""
        return self.left < 0

    def spend(self, size: int) -> None:
        """Take so many bytes.

        Raises:
            UnreadableFile: There are not so many left.

        """
        self.left -= size
        if self.left < 0:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=self._limit)
