"""A file of arrays in memory."""

from __future__ import annotations

from io import BytesIO


class Held(BytesIO):
    """A file in memory whose bytes outlive it."""

    data = b""

    def close(self) -> None:
        """Keep what was written."""
        self.data = self.getvalue()
        super().close()
