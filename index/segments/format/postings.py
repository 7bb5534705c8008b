"""The terms and postings of one field of one segment, as views into its file.

For the term at place t (terms are sorted as bytes) the postings are the slice first[t]:first[t+1] of `docs`
and of the frequencies; the positions of all its postings follow each other from place[t] on, as many for each
posting as its frequency. Absent arrays mean the usual: no `freqs`, every frequency is 1; no `weights`, a weight
is its frequency; no `payload`, frequency and positions are all that the values of postings hold (see `values`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from index.segments.format.array_file import Array, ArrayFile
from index.segments.format.field_norms import LENGTHS
from index.segments.format.positions import Positions
from index.segments.format.term_dictionary import FormList, TermList
from index.segments.format.term_freqs import Frequencies

_FOUND_LIMIT = 4096


class FieldPostings(TermList):
    """One field's inverted index."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file, name)
        self.name = name
        self.file = file
        self.forms = FormList(file, name) if f"form_text:{name}" in file else None
        """The words as written, where terms are stems."""
        self.first = file.array(f"first:{name}")
        self._first = self.first.data
        self.docs = file.array(f"docs:{name}")
        self.freqs = Frequencies.open(file, name)
        self.weights = file.optional(f"weights:{name}")
        self.positions = Positions.open(file, name)
        self._places = file.optional(f"places:{name}")
        self._payload_ends = file.optional(f"payload_ends:{name}")
        self._payload = file.optional(f"payload:{name}")
        self.lengths = file.optional(f"lengths:{name}")
        """The length of the field in each document, as its code in LENGTHS; None where it is not scored."""
        self._found: dict[bytes, int] = {}
        self.fitting_kept: OrderedDict[object, range | list[int]] = OrderedDict()
        """Patterns to the words that fit, those used last; see `patterns.fitting`."""

    def find(self, text: bytes) -> int:
        """The place of the term, or -1."""
        place = self._found.get(text)
        if place is None:
            place = super().find(text)
            if len(self._found) >= _FOUND_LIMIT:
                self._found.clear()
            self._found[text] = place
        return place

    @cached_property
    def doc_freqs(self) -> Array:
        """In how many documents each term is, deleted ones included."""
        return np.diff(self.first)

    def span(self, place: int) -> slice:
        """Where the term's postings lie."""
        return slice(self._first[place], self._first[place + 1])

    def doc_freq(self, place: int) -> int:
        """In how many documents the term is, deleted ones included."""
        return int(self._first[place + 1] - self._first[place])

    def weights_at(self, postings: slice | Array, count: int) -> Array:
        """The weights of `count` postings, a slice or places: frequency times boost."""
        if self.weights is not None:
            found: Array = self.weights[postings]
            return found
        if self.freqs is None:
            return np.ones(count, dtype=np.uint8)
        if isinstance(postings, slice):
            return self.freqs.between(*postings.indices(self.docs.size)[:2])
        return self.freqs.at(postings)

    def weights_in(self, span: slice) -> Array:
        """The same for a slice that has its ends."""
        return self.weights_at(span, span.stop - span.start)

    def freqs_in(self, span: slice) -> Array:
        """How often the term is in each document of some postings."""
        count = span.stop - span.start
        return np.ones(count, dtype=np.uint8) if self.freqs is None else self.freqs.between(span.start, span.stop)

    def lengths_of(self, docs: Array) -> Array:
        """The field's length in some documents, in terms; 0 where lengths are not kept."""
        return np.zeros(docs.size) if self.lengths is None else LENGTHS[self.lengths[docs]]

    def places_in(self, place: int) -> Array:
        """Where in `positions` each posting of the term starts; one more at the end."""
        starts = np.zeros(self.doc_freq(place) + 1, dtype=np.int64)
        np.cumsum(self.freqs_in(self.span(place)), out=starts[1:])
        if self._places is not None:
            starts += int(self._places[place])
        return starts

    def first_position(self, place: int) -> int:
        """Where in `positions` those of a term start."""
        return int(self.first[place] if self._places is None else self._places[place])

    @cached_property
    def last_position(self) -> int:
        """A number that no position is over."""
        return self.positions.greatest() if self.positions is not None else 0

    def position_of(self, posting: int) -> int:
        """Where in `positions` a term's first posting starts; for the one after the last, their end."""
        if self._places is None:
            return posting
        return int(self._places[int(np.searchsorted(self.first, posting))])

    @property
    def has_payload(self) -> bool:
        """Whether the values of the postings are kept as they are; see `values`."""
        return self._payload is not None

    def payload(self, posting: int) -> bytes | None:
        """The encoded value of one posting; None if values are not kept."""
        if self._payload is None or self._payload_ends is None:
            return None
        return self._payload[int(self._payload_ends[posting]) : int(self._payload_ends[posting + 1])].tobytes()


class SegmentPostings:
    """The fields of one segment, opened when first asked for."""

    def __init__(self, file: ArrayFile) -> None:
        self.file = file
        self.names: list[str] = sorted(file.meta["indexed"])
        self._fields: dict[str, FieldPostings] = {}

    def field(self, name: str) -> FieldPostings | None:
        """A field's inverted index, or None where no document of the segment has the field."""
        field = self._fields.get(name)
        if field is None and name in self.file.meta["indexed"]:
            field = self._fields[name] = FieldPostings(self.file, name)
        return field

    def items(self) -> Iterator[tuple[str, FieldPostings]]:
        """All fields, by name."""
        for name in self.names:
            found: Any = self.field(name)
            yield name, found
