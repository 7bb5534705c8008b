"""The stored mentions of all documents."""

from __future__ import annotations

from whoosh.reading import IndexReader

from index.schema.mentions import MENTIONS_FIELD
from index.segments.searching.engine import open_segment_of


class MentionColumn:
    """Reads the mentions of a reader's documents.

    Args:
        reader: Whoosh's.

    """

    def __init__(self, reader: IndexReader) -> None:
        self._leaves = [(offset, open_segment_of(leaf)) for leaf, offset in reader.leaf_readers()]

    def row(self, doc: int) -> bytes:
        """The encoded mentions of a document by its number."""
        offset, data = next(leaf for leaf in reversed(self._leaves) if leaf[0] <= doc)
        row: bytes = data.stored.cold.values(doc - offset).get(MENTIONS_FIELD, b"") if data else b""
        return row
