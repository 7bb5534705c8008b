"""Document ids of one file by the million, in arrays: a set of them, and a mapping to content hashes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint64]
_HASH_DIGITS = 16
"""Hexadecimal digits of a content hash that are compared: 64 bits."""


def ids_of(documents: Iterable[str]) -> Ids:
    """Return document ids, which are 16 hexadecimal digits, as an array."""
    return np.array([int(each, 16) for each in documents], np.uint64)


def id_names(ids: Ids) -> list[str]:
    """Return the document ids in an array as strings."""
    return [f"{each:016x}" for each in ids.tolist()]


class IdSet:
    """A set of document ids that only grows: sorted arrays, each at most half as long as the one before it."""

    def __init__(self) -> None:
        self._arrays: list[Ids] = []

    def contains(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Whether each id is in the set."""
        found = np.zeros(len(ids), np.bool_)
        for known in self._arrays:
            found |= known[np.searchsorted(known, ids).clip(max=len(known) - 1)] == ids
        return found

    def add(self, ids: Ids) -> None:
        """Add ids."""
        if not len(ids):
            return
        added = np.sort(ids)
        while self._arrays and len(self._arrays[-1]) <= 2 * len(added):
            added = np.sort(np.concatenate([self._arrays.pop(), added]))
        self._arrays.append(added)


class IdHashes:
    """Content hashes by document id.

    Args:
        items: Id and content hash of each document, both in hexadecimal digits.

    """

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        ids, hashes = array("Q"), array("Q")
        for doc_id, content in items:
            ids.append(int(doc_id, 16))
            hashes.append(int(content[:_HASH_DIGITS], 16))
        order = np.argsort(np.frombuffer(ids, np.uint64))
        self.ids: Ids = np.frombuffer(ids, np.uint64)[order]
        """In ascending order."""
        self._hashes = np.frombuffer(hashes, np.uint64)[order]

    def get(self, doc_id: str) -> int | None:
        """Return the beginning of the content hash of a document, as a number; None for an unknown document."""
        if not len(self.ids):
            return None
        number = int(doc_id, 16)
        at = int(np.searchsorted(self.ids, np.uint64(number)))
        return int(self._hashes[at]) if at < len(self.ids) and int(self.ids[at]) == number else None

    @staticmethod
    def is_same(known: int, content: str) -> bool:
        """Return whether a content hash begins like a known one."""
        return known == int(content[:_HASH_DIGITS], 16)
