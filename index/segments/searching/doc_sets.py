"""Sets of matching documents in one segment, and the operations that combine them.

Scores are computed last and only for the documents of the result: a DocSet knows its documents, and computes the scores
of any of them on request. A query is not scored at all if only its documents are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from index.segments.format.array_file import Array

Scores: TypeAlias = Callable[[Array | None], Array]
"""Computes the scores of the documents at some indices of a DocSet, or of all its documents (None)."""

_DENSE = 16
"""A table with an item for each document of the segment is used if it is at most so many times as long as a list."""


@dataclass(frozen=True, slots=True)
class DocSet:
    """Documents of one segment, with scores that are computed on request."""

    docs: Array
    """Document ids in the segment (int64), ascending, each once."""
    scores: Scores

    def boosted(self, boost: float) -> DocSet:
        """The same documents with multiplied scores."""
        return self if boost == 1.0 else DocSet(self.docs, lambda at: self.scores(at) * boost)

    def take(self, at: Array) -> DocSet:
        """The documents at some indices, which must ascend."""
        return DocSet(self.docs[at], lambda of: self.scores(at if of is None else at[of]))


def constant(docs: Array, score: float = 1.0) -> DocSet:
    """Documents that all have the same score."""
    return DocSet(docs, lambda at: np.full(docs.size if at is None else at.size, float(score)))


def empty() -> DocSet:
    """No documents."""
    return constant(np.empty(0, dtype=np.int64))


def locate(wanted: Array, docs: Array) -> tuple[Array, Array]:
    """Look up documents in a list of documents. Both must ascend.

    Returns:
        Whether each of `wanted` is in `docs` (bool), and its index there, which is undefined if it is not.

    """
    if not docs.size:
        return np.zeros(wanted.size, dtype=bool), np.zeros(wanted.size, dtype=np.int64)
    end = max(int(docs[-1]), int(wanted[-1])) + 1 if wanted.size else 0
    if end < _DENSE * min(docs.size, wanted.size):
        # Filling and reading a table of all documents is faster than this many binary searches.
        table = np.full(end, -1, dtype=np.int32)
        table[docs] = np.arange(docs.size, dtype=np.int32)
        found: Array = table[wanted]
        return found >= 0, found
    found = np.searchsorted(docs, wanted)
    found[found == docs.size] = 0
    return docs[found] == wanted, found


def intersect_docs(lists: Sequence[Array]) -> tuple[Array, list[Array]]:
    """The documents that are in all lists, and their indices in each list."""
    order = sorted(range(len(lists)), key=lambda number: lists[number].size)
    docs = lists[order[0]]
    indices: dict[int, Array] = {order[0]: np.arange(docs.size)}
    for number in order[1:]:
        found, at = locate(docs, lists[number])
        docs = docs[found]
        indices = {key: value[found] for key, value in indices.items()}
        indices[number] = at[found]
    return docs, [indices[number] for number in range(len(lists))]


def intersection(parts: Sequence[DocSet]) -> DocSet:
    """The documents that are in all parts; a score is the sum of the scores in the parts."""
    docs, indices = intersect_docs([part.docs for part in parts])

    def scores(at: Array | None) -> Array:
        total = np.zeros(docs.size if at is None else at.size)
        for part, index in zip(parts, indices, strict=True):
            total += part.scores(index if at is None else index[at])
        return total

    return DocSet(docs, scores)


def unique_sorted(ordered: Array) -> Array:
    """Remove repetitions from ascending numbers."""
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size else ordered


def distinct(numbers: Array) -> Array:
    """The distinct numbers, ascending. Unlike `numpy.unique`, imports no masked arrays, which takes 16 ms."""
    return unique_sorted(np.sort(numbers))


def union_docs(lists: Sequence[Array], count: int) -> Array:
    """The documents that are in any of the lists (int64), ascending.

    Args:
        lists: Document ids of any integer dtype, which need not ascend.
        count: The number of documents in the segment.

    """
    if sum(docs.size for docs in lists) * _DENSE < count:
        return distinct(np.concatenate(lists)).astype(np.int64)
    return np.flatnonzero(flags_of(lists, count))


def flags_of(lists: Iterable[Array], count: int) -> Array:
    """Whether each of `count` documents is in any of the lists, which have any integer dtype and need not ascend."""
    flags = np.zeros(count, dtype=bool)
    for docs in lists:
        flags[docs.astype(np.intp, copy=False)] = True  # twice as fast as with small integers as indices
    return flags


def union(parts: Sequence[DocSet], count: int, greatest: bool = False) -> DocSet:
    """The documents that are in any part; a score is the sum of the scores in the parts.

    Args:
        parts: The sets to combine.
        count: The number of documents in the segment.
        greatest: Whether a score is the greatest score in the parts instead of the sum.

    """
    docs = union_docs([part.docs for part in parts], count)

    def scores(at: Array | None) -> Array:
        if at is None and docs.size * _DENSE >= count:
            return _dense_scores(parts, count, greatest)[docs]
        wanted = docs if at is None else docs[at]
        total = np.full(wanted.size, -np.inf) if greatest else np.zeros(wanted.size)
        for part in parts:
            mine, theirs = common_indices(wanted, part.docs)
            found = part.scores(theirs)
            total[mine] = np.maximum(total[mine], found) if greatest else total[mine] + found
        return total

    return DocSet(docs, scores)


def _dense_scores(parts: Sequence[DocSet], count: int, greatest: bool) -> Array:
    """The scores of a union, with an item for each document of the segment."""
    total = np.full(count, -np.inf) if greatest else np.zeros(count)
    for part in parts:
        found = part.scores(None)
        total[part.docs] = np.maximum(total[part.docs], found) if greatest else total[part.docs] + found
    return total


def common_indices(one: Array, other: Array) -> tuple[Array, Array]:
    """The indices, in each of two lists of documents, of the documents that are in both."""
    if other.size < one.size:
        theirs, mine = common_indices(other, one)
        return mine, theirs
    found, indices = locate(one, other)
    return np.flatnonzero(found), indices[found]


def difference(part: DocSet, others: Array) -> DocSet:
    """The documents of a set that are not in a list."""
    found, _ = locate(part.docs, others)
    return part.take(np.flatnonzero(~found))


def with_optional(part: DocSet, optional: DocSet) -> DocSet:
    """The documents of a set; those that are also in an optional set get the sum of both scores."""

    def scores(at: Array | None) -> Array:
        total = part.scores(at).copy()
        mine, theirs = common_indices(part.docs if at is None else part.docs[at], optional.docs)
        total[mine] += optional.scores(theirs)
        return total

    return DocSet(part.docs, scores)


def complement(docs: Array, count: int) -> Array:
    """The documents of a segment of `count` documents that are not in a list."""
    flags = np.ones(count, dtype=bool)
    flags[docs] = False
    return np.flatnonzero(flags)
