"""Whoosh's storage in a folder, which raises errors of listing the folder.

Whoosh's own FileStorage returns an empty list instead. An index that cannot be listed for a moment would then seem
missing, and an empty one would replace it.
"""

from __future__ import annotations

from pathlib import Path

from whoosh.filedb.filestore import FileStorage


class SegmentFolder(FileStorage):
    """The storage of every index on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def list(self) -> list[str]:
        """The names of the files; raises OSError if the folder cannot be listed."""
        return [path.name for path in Path(self.folder).iterdir()]
