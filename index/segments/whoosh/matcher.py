"""Whoosh's matcher interface over the posting list of one term, for code of Whoosh that iterates over postings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from whoosh import formats
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, Matcher, NullMatcher, ReadTooFar
from whoosh.scoring import BaseScorer
from whoosh.system import pack_uint

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings

_BLOCK = 256
"""Postings whose document ids are read at a time."""


class ArrayMatcher(LeafMatcher):
    """Iterates over the postings of one term.

    Args:
        field: The field in one segment.
        ordinal: The ordinal of the term.
        format_: The format in which posting values are encoded.
        term: The term as (field name, bytes), for Whoosh.
        scorer: Whoosh's scorer of the term; None if scores are not needed.

    """

    def __init__(
        self,
        field: FieldPostings,
        ordinal: int,
        format_: Format,
        term: tuple[str, bytes] | None = None,
        scorer: BaseScorer | None = None,
    ) -> None:
        self._field = field
        self._ordinal = ordinal
        self.format = format_
        self._term = term
        self.scorer = scorer
        span = field.span(ordinal)
        self._first = span.start
        self._docs: Array = field.docs[span]
        self._count = int(self._docs.size)
        self.reset()

    def reset(self) -> None:
        self._at = 0
        self._load(0)

    def _load(self, block: int) -> None:
        self._block = block
        start = block * _BLOCK
        self._ids: list[int] = self._docs[start : start + _BLOCK].tolist()

    def copy(self) -> ArrayMatcher:
        twin = type(self)(self._field, self._ordinal, self.format, self._term, self.scorer)
        twin._move(self._at)
        return twin

    def _move(self, at: int) -> None:
        self._at = at
        if at < self._count and at // _BLOCK != self._block:
            self._load(at // _BLOCK)

    def replace(self, minquality: float = 0) -> Matcher:
        return self if self.is_active() else NullMatcher()

    def is_active(self) -> bool:
        return self._at < self._count

    def id(self) -> int:
        return self._ids[self._at - self._block * _BLOCK]

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs[self._at :].tolist())

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def next(self) -> bool:
        block = self._block
        self._move(self._at + 1)
        return block != self._block or not self.is_active()

    def skip_to(self, target: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if target > self.id():
            self._move(self._at + int(np.searchsorted(self._docs[self._at :], target)))

    def skip_to_quality(self, minquality: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._move(min((self._block + 1) * _BLOCK, self._count))
            skipped += 1
        return skipped

    def _slice(self) -> slice:
        start = self._first + self._block * _BLOCK
        return slice(start, min(start + _BLOCK, self._first + self._count))

    def block_min_id(self) -> int:
        return self._ids[0]

    def block_max_id(self) -> int:
        return self._ids[-1]

    def block_min_length(self) -> int:
        return int(self._field.lengths_of(self._field.docs[self._slice()]).min())

    def block_max_length(self) -> int:
        return int(self._field.lengths_of(self._field.docs[self._slice()]).max())

    def block_max_weight(self) -> float:
        return float(self._field.weights_in(self._slice()).max())

    def weight(self) -> float:
        at = self._first + self._at
        return float(self._field.weights_in(slice(at, at + 1))[0])

    @cached_property
    def _position_starts(self) -> Array:
        return self._field.position_starts(self._ordinal)

    def _positions(self) -> list[int]:
        positions = self._field.positions
        assert positions is not None
        found: list[int] = positions.slice(*self._position_starts[self._at : self._at + 2].tolist()).tolist()
        return found

    def value(self) -> bytes:
        at = self._first + self._at
        encoded = self._field.value(at)
        if encoded is not None:
            return encoded
        if type(self.format) is formats.Positions:
            return self.format.encode(self._positions())
        if type(self.format) is formats.Frequency:
            return pack_uint(int(self._field.freqs_in(slice(at, at + 1))[0]))
        return b""

    def value_as(self, astype: str) -> object:
        if astype == "positions" and self._field.positions is not None:
            return self._positions()
        return self.format.decoder(astype)(self.value())
