"""How files are read: the user's column mappings, and whether text that is not prose is skipped."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from corpus.model.columns import ColumnMapping


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Options of reading that are not limits."""

    columns: tuple[tuple[str, ColumnMapping], ...] = ()
    """File patterns (`*.csv`, `exports/2024-*.json`) with their column mappings; the first match applies."""
    only_prose: bool = True
    """Whether to skip text files that are not prose: code, style sheets, logs, keys."""

    def mapping_of(self, path: str) -> ColumnMapping | None:
        """The column mapping for a file; None where no pattern matches.

        Args:
            path: Relative to the folder, with forward slashes. A pattern without a slash is matched with its last part.

        """
        name = path.rpartition("/")[2]
        for pattern, mapping in self.columns:
            if fnmatchcase(path if "/" in pattern else name, pattern):
                return mapping
        return None
