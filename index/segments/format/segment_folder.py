"""The folder that segments lie in, as Whoosh's storage: an error of listing it is raised, not taken for "no files".

Whoosh's own FileStorage turns every error of listing into an empty list. An index that cannot be listed for a moment
would then count as one that is not there, and be replaced by an empty one.
"""

from __future__ import annotations

from pathlib import Path

from whoosh.filedb.filestore import FileStorage


class SegmentFolder(FileStorage):
    """Whoosh's storage in a folder. The only one that index files are listed through."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def list(self) -> list[str]:
        """The names of the files; raises OSError where they cannot be listed."""
        return [path.name for path in Path(self.folder).iterdir()]
