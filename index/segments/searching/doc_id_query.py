"""A query that is a fixed set of documents, such as those of a person."""

from __future__ import annotations

import numpy as np
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.segments.format.array_file import Array


class DocIdQuery(Query):
    """Matches a fixed set of documents, all with the same score.

    Args:
        docs: Document ids in the whole index, ascending.
        offsets: See `segment_offsets`.

    """

    boost = 1.0

    def __init__(self, docs: Array, offsets: dict[str, int]) -> None:
        self._docs = docs
        self._offsets = offsets

    def within(self, reader: IndexReader) -> Array:
        """The documents in one segment, as ids in that segment, deleted documents included.

        Args:
            reader: The reader of the segment.

        """
        segment = reader.segment()
        start = self._offsets[segment.segment_id()] if segment is not None else 0
        first, last = np.searchsorted(self._docs, [start, start + reader.doc_count_all()])
        return self._docs[first:last] - start

    def field(self) -> str | None:
        """None: the query searches no field."""
        return None

    def is_leaf(self) -> bool:
        """Whether the query has no subqueries."""
        return True

    def estimate_size(self, reader: IndexReader) -> int:
        """An upper bound of the number of matching documents."""
        return int(self._docs.size)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        """Whoosh's matcher of the documents in the only segment of a searcher, without deleted documents."""
        reader = searcher.reader()
        ids = [doc for doc in self.within(reader).tolist() if not reader.is_deleted(doc)]
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DocIdQuery) and np.array_equal(self._docs, other._docs)

    def __hash__(self) -> int:
        return hash(self._docs.tobytes())


def segment_offsets(reader: IndexReader) -> dict[str, int]:
    """The id, in the whole index, of the first document of each segment, by segment id."""
    leaves = ((leaf.segment(), offset) for leaf, offset in reader.leaf_readers())
    return {segment.segment_id(): offset for segment, offset in leaves if segment is not None}
