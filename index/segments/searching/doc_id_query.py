"""A query that is a list of documents, found by other means than terms."""

from __future__ import annotations

import numpy as np
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Query as WhooshQuery
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.segments.format.array_file import Array


class Documents(WhooshQuery):
    """Just these documents, all with the same score.

    Args:
        docs: Their numbers in the whole index, ascending.
        parts: To each segment's id the number of its first document, see `parts_of`.

    """

    boost = 1.0

    def __init__(self, docs: Array, parts: dict[str, int]) -> None:
        self._docs = docs
        self._parts = parts

    def within(self, reader: IndexReader) -> Array:
        """Those of a reader of one segment, by their numbers there, deleted ones included."""
        segment = reader.segment()
        start = self._parts[segment.segment_id()] if segment is not None else 0
        first, last = np.searchsorted(self._docs, [start, start + reader.doc_count_all()])
        return self._docs[first:last] - start

    def field(self) -> str | None:
        """None: it searches no field."""
        return None

    def is_leaf(self) -> bool:
        """Whether it has no parts."""
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        """How many documents, at most."""
        return int(self._docs.size)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        """Those of the one segment of a searcher that are not deleted."""
        reader = searcher.reader()
        ids = [doc for doc in self.within(reader).tolist() if not reader.is_deleted(doc)]
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Documents) and np.array_equal(self._docs, other._docs)

    def __hash__(self) -> int:
        return hash(self._docs.tobytes())


def parts_of(reader: IndexReader) -> dict[str, int]:
    """To each segment's id of a reader the number of its first document."""
    leaves = ((leaf.segment(), offset) for leaf, offset in reader.leaf_readers())
    return {segment.segment_id(): offset for segment, offset in leaves if segment is not None}
