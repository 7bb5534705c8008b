"""Which documents a Whoosh query finds, and with what scores, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.int64]
"""Document numbers, ascending."""
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matches:
    """All documents that match."""

    docs: Docs
    scores: Scores
    """In the same order."""


def evaluate(searcher: Any, query: Any) -> Matches:  # noqa: ANN401 -- whoosh has no types
    """All documents that match a query, scored by the searcher's weighting."""
    docs: list[int] = []
    scores: list[float] = []
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context(weighting=searcher.weighting))
        while matcher.is_active():
            docs.append(matcher.id() + offset)
            scores.append(matcher.score())
            matcher.next()
    return Matches(np.array(docs, np.int64), np.array(scores, np.float64))


def matching(searcher: Any, query: Any) -> Docs:  # noqa: ANN401
    """All documents that match a query, without scores."""
    docs: list[int] = []
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.boolean_context())
        docs.extend(number + offset for number in matcher.all_ids())
    return np.array(docs, np.int64)
