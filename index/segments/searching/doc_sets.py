"""What a part of a query matches in one segment, and how such matches combine.

Scores are worked out last, and only for the documents that are left: a Hits knows its documents, and gives
the scores of any of them when asked. Where only the documents matter nothing is ever scored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from index.segments.format.array_file import Array

Scores: TypeAlias = Callable[[Array | None], Array]
"""Gives the scores of the documents at some places of a Hits, or of all of them (None)."""

_DENSE = 16
"""Work is done with one number for each document of the segment once at least one in so many is concerned."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Documents of one segment, in ascending order and each once."""

    docs: Array
    """Numbers within the segment, as int64."""
    scores: Scores

    def boosted(self, boost: float) -> Hits:
        """The same documents, their scores multiplied."""
        return self if boost == 1.0 else Hits(self.docs, lambda at: self.scores(at) * boost)

    def among(self, at: Array) -> Hits:
        """Only the documents at some places, in ascending order."""
        return Hits(self.docs[at], lambda of: self.scores(at if of is None else at[of]))


def constant(docs: Array, score: float = 1.0) -> Hits:
    """Documents that all have the same score."""
    return Hits(docs, lambda at: np.full(docs.size if at is None else at.size, float(score)))


def nothing() -> Hits:
    """No document."""
    return constant(np.empty(0, dtype=np.int64))


def locate(wanted: Array, docs: Array) -> tuple[Array, Array]:
    """Which of the wanted documents are among others, as flags, and their places there."""
    if not docs.size:
        return np.zeros(wanted.size, dtype=bool), np.zeros(wanted.size, dtype=np.int64)
    end = max(int(docs[-1]), int(wanted[-1])) + 1 if wanted.size else 0
    if end < _DENSE * min(docs.size, wanted.size):
        # One number for each document is filled and read sooner than that many are looked up.
        table = np.full(end, -1, dtype=np.int32)
        table[docs] = np.arange(docs.size, dtype=np.int32)
        places: Array = table[wanted]
        return places >= 0, places
    places = np.searchsorted(docs, wanted)
    places[places == docs.size] = 0
    return docs[places] == wanted, places


def meet(lists: Sequence[Array]) -> tuple[Array, list[Array]]:
    """The documents that are in all lists, and their places in each."""
    order = sorted(range(len(lists)), key=lambda number: lists[number].size)
    docs = lists[order[0]]
    places: dict[int, Array] = {order[0]: np.arange(docs.size)}
    for number in order[1:]:
        found, at = locate(docs, lists[number])
        docs = docs[found]
        places = {key: value[found] for key, value in places.items()}
        places[number] = at[found]
    return docs, [places[number] for number in range(len(lists))]


def intersection(parts: Sequence[Hits]) -> Hits:
    """Documents in all parts, their scores added."""
    docs, places = meet([part.docs for part in parts])

    def scores(at: Array | None) -> Array:
        total = np.zeros(docs.size if at is None else at.size)
        for part, place in zip(parts, places, strict=True):
            total += part.scores(place if at is None else place[at])
        return total

    return Hits(docs, scores)


def each_once(ordered: Array) -> Array:
    """Ascending numbers without repetitions."""
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size else ordered


def distinct(numbers: Array) -> Array:
    """The different numbers, ascending. As `numpy.unique`, which the first time loads 16 ms of masked arrays."""
    return each_once(np.sort(numbers))


def any_of(lists: Sequence[Array], count: int) -> Array:
    """The documents that are in any of the lists (int64), ascending.

    Args:
        lists: Document ids of any integer dtype, which need not ascend.
        count: The number of documents in the segment.

    """
    if sum(docs.size for docs in lists) * _DENSE < count:
        return distinct(np.concatenate(lists)).astype(np.int64)
    flags = np.zeros(count, dtype=bool)
    for docs in lists:
        flags[docs] = True
    return np.flatnonzero(flags)


def union(parts: Sequence[Hits], count: int, greatest: bool = False) -> Hits:
    """Documents in any part, their scores added, or the greatest of them."""
    docs = any_of([part.docs for part in parts], count)

    def scores(at: Array | None) -> Array:
        if at is None and docs.size * _DENSE >= count:
            return _added(parts, count, greatest)[docs]
        wanted = docs if at is None else docs[at]
        total = np.full(wanted.size, -np.inf) if greatest else np.zeros(wanted.size)
        for part in parts:
            mine, theirs = shared(wanted, part.docs, count)
            found = part.scores(theirs)
            total[mine] = np.maximum(total[mine], found) if greatest else total[mine] + found
        return total

    return Hits(docs, scores)


def _added(parts: Sequence[Hits], count: int, greatest: bool) -> Array:
    """The scores of a union for each document of the segment."""
    total = np.full(count, -np.inf) if greatest else np.zeros(count)
    for part in parts:
        found = part.scores(None)
        total[part.docs] = np.maximum(total[part.docs], found) if greatest else total[part.docs] + found
    return total


def shared(wanted: Array, docs: Array, count: int) -> tuple[Array, Array]:
    """The places, in each of two lists, of the documents that are in both."""
    if docs.size < wanted.size:
        theirs, mine = shared(docs, wanted, count)
        return mine, theirs
    found, places = locate(wanted, docs)
    return np.flatnonzero(found), places[found]


def difference(part: Hits, others: Array) -> Hits:
    """The documents of a part that are not among the others."""
    found, _ = locate(part.docs, others)
    return part.among(np.flatnonzero(~found))


def preferring(part: Hits, optional: Hits, count: int) -> Hits:
    """The documents of a part; those that are also optional have the sum of both scores."""

    def scores(at: Array | None) -> Array:
        total = part.scores(at).copy()
        mine, theirs = shared(part.docs if at is None else part.docs[at], optional.docs, count)
        total[mine] += optional.scores(theirs)
        return total

    return Hits(part.docs, scores)


def complement(docs: Array, count: int) -> Array:
    """The documents of a segment that are not in the list."""
    flags = np.ones(count, dtype=bool)
    flags[docs] = False
    return np.flatnonzero(flags)
