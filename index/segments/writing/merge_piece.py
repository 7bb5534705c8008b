"""The pieces of a merge: what one old segment gives to a run of merged terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from whoosh.formats import Format

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.whoosh.matcher import ArrayMatcher


@dataclass(frozen=True, slots=True)
class MergeSource:
    """The field in one of the old segments."""

    field: FieldPostings
    renumbered: Array
    """The new id of each old document; -1 if it is deleted."""
    has_no_deletions: bool
    new_ordinals: Array
    """The ordinal of each old term among the merged terms, ascending."""

    def is_live(self, span: slice) -> Array:
        """Whether the document of each posting in a slice is not deleted (bool)."""
        if self.has_no_deletions:
            return np.ones(span.stop - span.start, dtype=bool)
        live: Array = self.renumbered[self.field.docs[span]] >= 0
        return live

    def counts(self) -> Array:
        """The number of live postings of each old term (int64)."""
        if self.has_no_deletions or not len(self.field):
            return self.field.doc_freqs.astype(np.int64)
        live = self.is_live(slice(0, self.field.docs.size))
        return np.add.reduceat(live, self.field.starts[:-1].astype(np.int64), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class MergePiece:
    """The part of a source that belongs to a run of merged terms."""

    number: int
    """The index of the source."""
    source: MergeSource
    span: slice
    """The old postings."""
    live: Array
    """Whether the document of each old posting is not deleted (bool)."""
    into: Array
    """The index in the run of each live posting."""
    ordinals: range
    """The old ordinals of the terms."""

    def freqs(self) -> Array:
        """The frequencies of the live postings."""
        return self.source.field.freqs_in(self.span)[self.live]

    def positions_in_steps(self, most: int) -> Iterator[Array]:
        """The live positions, at most so many at a time."""
        positions = self.source.field.positions
        assert positions is not None
        first = self.source.field.first_position_of(self.span.start)
        freqs = self.source.field.freqs_in(self.span)
        live = None if self.live.all() else np.repeat(self.live, freqs)
        size = int(freqs.sum(dtype=np.int64))
        for start in range(0, size, most):
            stop = min(start + most, size)
            found = positions.slice(first + start, first + stop)
            yield found if live is None else found[live[start:stop]]

    def values(self, format_: Format) -> list[bytes]:
        """The encoded values of all old postings."""
        field = self.source.field
        if field.has_values:
            return [field.value(posting) or b"" for posting in range(self.span.start, self.span.stop)]
        matchers = (ArrayMatcher(field, ordinal, format_) for ordinal in self.ordinals)
        return [value for matcher in matchers for _, value in matcher.all_items()]


def positions_into(piece: MergePiece, freqs: Array, counts: Array) -> Array:
    """The index in a run of each live position of a piece.

    Args:
        piece: The piece.
        freqs: The frequencies of all its postings.
        counts: The frequencies of all postings of the run.

    """
    mine = freqs[piece.live]
    into = np.repeat((np.cumsum(counts) - counts)[piece.into] - (np.cumsum(mine) - mine), mine)
    at: Array = into + np.arange(into.size)
    return at
