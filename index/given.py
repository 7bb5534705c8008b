"""A query that is a list of documents, found by other means than terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query import Query


class Documents(Query):  # type: ignore[misc]  # whoosh has no types
    """Just these documents, all with the same score.

    Args:
        docs: Their numbers in the whole index, ascending.
        parts: To each segment's id the number of its first document.

    """

    boost = 1.0

    def __init__(self, docs: npt.NDArray[np.int64], parts: dict[str, int]) -> None:
        self._docs = docs
        self._parts = parts

    def field(self) -> str | None:
        """None: it searches no field."""
        return None

    def is_leaf(self) -> bool:
        """Whether it has no parts."""
        return True

    def normalize(self) -> Documents:
        """As it is."""
        return self

    def estimate_size(self, reader: Any) -> int:  # noqa: ANN401 -- whoosh has no types
        """How many documents, at most."""
        return len(self._docs)

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ANN401
        """Those of the one segment of a searcher that are not deleted."""
        reader = searcher.reader()
        start = self._parts[reader.segment().segment_id()]
        first, last = np.searchsorted(self._docs, [start, start + reader.doc_count_all()])
        ids = [doc for doc in (self._docs[first:last] - start).tolist() if not reader.is_deleted(doc)]
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Documents) and np.array_equal(self._docs, other._docs)

    def __hash__(self) -> int:
        return hash(self._docs.tobytes())


def parts_of(reader: Any) -> dict[str, int]:  # noqa: ANN401
    """To each segment's id of a reader the number of its first document."""
    return {leaf.segment().segment_id(): offset for leaf, offset in reader.leaf_readers()}
