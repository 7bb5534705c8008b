"""Counts over all results: how many of them have each key, and how many each number.

Keys are numbered over all segments together, so that one bincount a segment is enough. Keys may be put into
groups when they are counted (several forms of one person's name, say): a document that has two keys of a
group counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from whoosh.reading import IndexReader

from index.segments.format.array_file import Array, shrink
from index.segments.format.doc_values import NO_NUMBER
from index.segments.searching.doc_sets import distinct
from index.segments.searching.engine import segment_data
from index.segments.whoosh.field_types import ORDINAL, decode_key


@dataclass(frozen=True)
class _Part:
    """One segment's keys: those of document d are keys[first[d]:first[d+1]]."""

    offset: int
    """The number of the segment's first document in the searcher."""
    first: Array
    keys: Array

    def ungrouped(self, to_global: Array) -> _Part:
        return _Part(self.offset, self.first, to_global[self.keys])

    def grouped(self, groups: Array) -> _Part:
        """The same with the groups of the keys, each once a document; keys of group -1 are left out."""
        mapped = groups[self.keys].astype(np.int64)
        count = self.first.size - 1
        docs = np.repeat(np.arange(count, dtype=np.int64), np.diff(self.first))
        # Documents ascend already, so one sort of (document, group) puts equal ones side by side.
        pairs = distinct((docs << 32 | mapped)[mapped >= 0])
        first = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(pairs >> 32, minlength=count), out=first[1:])
        return _Part(self.offset, first, shrink(pairs & 0xFFFFFFFF))

    def counts(self, docs: Array, size: int) -> Array:
        """How many of the segment's documents `docs` have each key."""
        count = self.first.size - 1
        if 2 * docs.size > count:
            # Fewer documents are missing than there: count those, and take them from the whole.
            flags = np.ones(count, dtype=bool)
            flags[docs] = False
            return self._all(size) - self._few(np.flatnonzero(flags), size)
        return self._few(docs, size)

    @cached_property
    def _total(self) -> Array:
        return np.bincount(self.keys)

    def _all(self, size: int) -> Array:
        return np.pad(self._total, (0, size - self._total.size))

    def _few(self, docs: Array, size: int) -> Array:
        starts = self.first[docs]
        counts = self.first[docs + 1] - starts
        ends = np.cumsum(counts)
        total = int(ends[-1]) if ends.size else 0
        at = np.arange(total) + np.repeat(starts - (ends - counts), counts)
        return np.bincount(self.keys[at], minlength=size)


class KeyFacet:
    """The keys of a FACET field in all segments; keep it as long as the reader."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        """Number the keys of all segments.

        Args:
            reader: Whoosh's reader of an index of arrays.
            name: a field of type FACET.

        """
        numbers: dict[str, int] = {}
        self._parts: list[_Part] = []
        self._ends: list[int] = []
        for leaf, offset in reader.leaf_readers():
            self._ends.append(offset + leaf.doc_count_all())
            data = segment_data(leaf)
            field = data.postings.field(name) if data else None
            if data is None or field is None:
                empty = np.zeros(leaf.doc_count_all() + 1, dtype=np.int64)
                self._parts.append(_Part(offset, empty, np.empty(0, dtype=np.int64)))
                continue
            terms = list(map(decode_key, field.terms(range(len(field)))))
            to_global = np.array([numbers.setdefault(term, len(numbers)) for term in terms], dtype=np.int64)
            first, keys = data.file.array(f"key_first:{name}"), data.file.array(f"keys:{name}")
            part = _Part(offset, first.astype(np.int64), keys)
            self._parts.append(part.ungrouped(shrink(to_global)))
        self.keys: tuple[str, ...] = tuple(numbers)
        """The keys, by their number; a key may have lost all its documents."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each key."""
        return {key: number for number, key in enumerate(self.keys)}

    def counts(self, docs: Array) -> Array:
        """How many of the documents (ascending) have each key, by the key's number."""
        return _counted(self._parts, self._ends, docs, len(self.keys))

    def grouped(self, groups: Sequence[int] | Array) -> GroupedFacet:
        """The same facet with each key counted as its group; -1 leaves a key out."""
        return GroupedFacet(self._parts, self._ends, np.asarray(groups, dtype=np.int64))

    def table(self) -> tuple[Array, Array]:
        """The keys of all documents: those of document d are keys[first[d]:first[d+1]]."""
        sizes = [np.diff(part.first) for part in self._parts]
        first = np.concatenate(([0], np.cumsum(np.concatenate(sizes)))) if sizes else np.zeros(1, dtype=np.int64)
        keys = [part.keys for part in self._parts]
        return first, np.concatenate(keys) if keys else np.empty(0, dtype=np.int64)

    def keys_of(self, doc: int) -> list[str]:
        """The keys of one document."""
        at = int(np.searchsorted(self._ends, doc, side="right"))
        part = self._parts[at]
        local = doc - part.offset
        return [self.keys[key] for key in part.keys[part.first[local] : part.first[local + 1]].tolist()]


class GroupedFacet:
    """A facet counted in groups; made once for a grouping, then as fast as the facet itself."""

    def __init__(self, parts: list[_Part], ends: list[int], groups: Array) -> None:
        self._parts = [part.grouped(groups) for part in parts]
        self._ends = ends
        self.size = int(groups.max()) + 1 if groups.size else 0
        """How many groups there are."""

    def counts(self, docs: Array) -> Array:
        """How many of the documents (ascending) have each group."""
        return _counted(self._parts, self._ends, docs, self.size)


def _counted(parts: list[_Part], ends: list[int], docs: Array, size: int) -> Array:
    total = np.zeros(size, dtype=np.int64)
    cuts = np.searchsorted(docs, ends)
    start = 0
    for part, stop in zip(parts, cuts.tolist(), strict=True):
        if stop > start:
            total += part.counts(docs[start:stop] - part.offset, size)
        start = stop
    return total


class NumberFacet:
    """The numbers of an ORDINAL field in one array over all segments; keep it as long as the reader."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        pieces = []
        for leaf, _ in reader.leaf_readers():
            data = segment_data(leaf)
            column = data.file.optional(f"numbers:{name}") if data else None
            pieces.append(np.full(leaf.doc_count_all(), NO_NUMBER, np.int32) if column is None else column)
        self.column: Array = np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int32)
        """Each document's number; NO_NUMBER where it has none. Good for sorting, too."""

    def counts(self, docs: Array) -> tuple[Array, Array]:
        """The numbers that documents have, ascending, and how many have each."""
        numbers = self.column[docs]
        numbers = numbers[numbers != NO_NUMBER]
        if not numbers.size:
            return numbers, np.empty(0, dtype=np.int64)
        least = int(numbers.min())
        if int(numbers.max()) - least > 1 << 20:
            return np.unique(numbers, return_counts=True)
        counts = np.bincount(numbers.astype(np.int64) - least)
        found = np.flatnonzero(counts)
        return found + least, counts[found]


def facet_counts(reader: IndexReader, docs: Array, name: str) -> tuple[list[str] | list[int], list[int]]:
    """The values documents have in a FACET or ORDINAL field, and how many have each.

    The most frequent keys come first, numbers ascend. For one question; keep a KeyFacet or NumberFacet to
    ask many.
    """
    if isinstance(reader.schema[name], ORDINAL):
        numbers, counts = NumberFacet(reader, name).counts(docs)
        return numbers.tolist(), counts.tolist()
    facet = KeyFacet(reader, name)
    counts = facet.counts(docs)
    found = sorted(np.flatnonzero(counts).tolist(), key=lambda key: (-int(counts[key]), facet.keys[key]))
    return [facet.keys[key] for key in found], [int(counts[key]) for key in found]
