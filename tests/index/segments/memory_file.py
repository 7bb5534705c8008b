"""A file in memory, for tests that write and read array files."""

from __future__ import annotations

from io import BytesIO


class MemoryFile(BytesIO):
    """A file in memory that keeps its bytes after it is closed."""

    data = b""

    def close(self) -> None:
        """Keep the bytes in `data`."""
        self.data = self.getvalue()
        super().close()
