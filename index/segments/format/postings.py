"""Posting lists: the inverted index of one field in one segment, as views of the segment's file.

The postings of all terms follow one another, those of a term in the order of documents. The term with ordinal t has the
postings from index `starts[t]` to `starts[t + 1]`, in `docs` and in all other arrays of postings. The positions of all
postings follow one another too, as many per posting as its frequency. An array without information is absent: without
`freqs` every frequency is 1; without `weights` a weight is the frequency; without encoded values, posting values
contain nothing but frequencies and positions (see `posting_values`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter, downcast
from index.segments.format.field_norms import DECODED_LENGTHS
from index.segments.format.form_numbers import FormNumbers, open_form_numbers
from index.segments.format.positions import Positions
from index.segments.format.term_dictionary import SurfaceFormDictionary, TermDictionary, TermOrdinals
from index.segments.format.term_freqs import TermFreqs
from index.segments.memo import Memo

_MAX_LOOKUPS = 4096
"""Cached look-ups of terms in one field of a segment."""
_MAX_PATTERNS = 64
"""Cached patterns in one field of a segment."""


class DocIds(Protocol):
    """The document id of each posting. Readers use only this protocol, so that another encoding can take its place."""

    @property
    def size(self) -> int:
        """The number of postings."""
        ...

    @property
    def dtype(self) -> np.dtype[Any]:
        """The unsigned dtype of the ids."""
        ...

    def __getitem__(self, postings: slice | Array, /) -> Array:
        """The document ids of a slice of postings, or of the postings at some indices."""
        ...


class FieldPostings(TermDictionary):
    """The inverted index of one field in one segment."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file, name)
        self.name = name
        self.file = file
        self.forms = SurfaceFormDictionary(file, name) if f"form_bytes:{name}" in file else None
        """The words as written, if terms are stems."""
        self.starts = file.array(f"postings_start:{name}")
        """The index of each term's first posting; one more item, the number of postings."""
        self._starts = self.starts.data  # single items are read faster from a memoryview
        self.docs: DocIds = file.array(f"docs:{name}")
        """The document id of each posting in the segment, in the smallest unsigned dtype."""
        self.freqs = TermFreqs.open(file, name)
        self.weights = file.optional(f"weights:{name}")
        self.positions = Positions.open(file, name)
        self._position_starts = file.optional(f"positions_start:{name}")
        self._value_ends = file.optional(f"value_ends:{name}")
        self._values = file.optional(f"values:{name}")
        self.norms = file.optional(f"norms:{name}")
        """The code of the field's length in each document (see `field_norms`); None if the field is not scored."""
        # A plain dict, faster than an LRU cache: every term of a query and every deletion is looked up here.
        self._found: dict[bytes, int] = {}
        self.matching_words: Memo[object, TermOrdinals] = Memo(_MAX_PATTERNS)
        """Matching words by the key of a pattern; see `patterns.matching_words`."""

    def find(self, text: bytes) -> int:
        """The ordinal of a term, or -1."""
        ordinal = self._found.get(text)
        if ordinal is None:
            ordinal = super().find(text)
            if len(self._found) >= _MAX_LOOKUPS:
                self._found.clear()
            self._found[text] = ordinal
        return ordinal

    @cached_property
    def doc_freqs(self) -> Array:
        """The document frequency of each term, deleted documents included."""
        return np.diff(self.starts)

    def span(self, ordinal: int) -> slice:
        """The postings of a term, as a slice of the arrays of postings."""
        return slice(self._starts[ordinal], self._starts[ordinal + 1])

    def doc_freq(self, ordinal: int) -> int:
        """The document frequency of a term, deleted documents included."""
        return int(self._starts[ordinal + 1] - self._starts[ordinal])

    def weights_at(self, postings: slice | Array, count: int) -> Array:
        """The weights (frequency times boost) of some postings.

        Args:
            postings: Their indices, or a slice.
            count: Their number.

        """
        if self.weights is not None:
            found: Array = self.weights[postings]
            return found
        if self.freqs is None:
            return np.ones(count, dtype=np.uint8)
        if isinstance(postings, slice):
            return self.freqs.slice(*postings.indices(self.docs.size)[:2])
        return self.freqs.take(postings)

    def weights_in(self, span: slice) -> Array:
        """The weights of a slice of postings, which must have a start and a stop."""
        return self.weights_at(span, span.stop - span.start)

    def freqs_in(self, span: slice) -> Array:
        """The frequencies of a slice of postings, which must have a start and a stop."""
        count = span.stop - span.start
        return np.ones(count, dtype=np.uint8) if self.freqs is None else self.freqs.slice(span.start, span.stop)

    def lengths_of(self, docs: Array) -> Array:
        """The length of the field in some documents, in tokens; 0 if the field is not scored."""
        return np.zeros(docs.size) if self.norms is None else DECODED_LENGTHS[self.norms[docs]]

    def position_starts(self, ordinal: int) -> Array:
        """The index of the first position of each of a term's postings; one more item, the end of the last."""
        starts = np.zeros(self.doc_freq(ordinal) + 1, dtype=np.int64)
        np.cumsum(self.freqs_in(self.span(ordinal)), out=starts[1:])
        if self._position_starts is not None:
            starts += int(self._position_starts[ordinal])
        return starts

    def first_position(self, ordinal: int) -> int:
        """The index of a term's first position."""
        return int(self.starts[ordinal] if self._position_starts is None else self._position_starts[ordinal])

    def first_position_of(self, posting: int) -> int:
        """The index of the first position of a posting, which must be the first of its term or the end of all."""
        if self._position_starts is None:
            return posting
        return int(self._position_starts[int(np.searchsorted(self.starts, posting))])

    def position_counts(self) -> Array:
        """The number of positions of each term, those in deleted documents included (int64)."""
        starts = self.starts if self._position_starts is None else self._position_starts
        return np.diff(starts.astype(np.int64))

    @cached_property
    def form_numbers(self) -> FormNumbers | None:
        """Which surface form each position has; None if terms are words."""
        starts = self.starts if self._position_starts is None else self._position_starts
        return open_form_numbers(self.file, self.name, self.forms, starts)

    @cached_property
    def max_position(self) -> int:
        """A number that no position exceeds."""
        return self.positions.upper_bound() if self.positions is not None else 0

    @property
    def has_values(self) -> bool:
        """Whether the field stores encoded posting values; see `posting_values`."""
        return self._values is not None

    def value(self, posting: int) -> bytes | None:
        """The encoded value of a posting; None if the field does not store them."""
        if self._values is None or self._value_ends is None:
            return None
        return self._values[int(self._value_ends[posting]) : int(self._value_ends[posting + 1])].tobytes()


class SegmentPostings:
    """The inverted indexes of a segment's fields, each opened at first use."""

    def __init__(self, file: ArrayFile) -> None:
        self.file = file
        self.names: list[str] = sorted(file.meta["indexed"])
        self._fields: dict[str, FieldPostings] = {}

    def field(self, name: str) -> FieldPostings | None:
        """The inverted index of a field, or None if no document of the segment has the field."""
        field = self._fields.get(name)
        if field is None and name in self.file.meta["indexed"]:
            field = self._fields[name] = FieldPostings(self.file, name)
        return field

    def items(self) -> Iterator[tuple[str, FieldPostings]]:
        """The inverted index of each field, sorted by the fields' names."""
        for name in self.names:
            field = self.field(name)
            assert field is not None
            yield name, field


def write_starts(out: ArrayFileWriter, name: str, starts: Array) -> None:
    """Write the index of each term's first posting; one more item, the number of postings."""
    out.add(f"postings_start:{name}", downcast(starts, np.uint32))


def write_docs(out: ArrayFileWriter, name: str, max_doc: int, chunks: Iterable[Array]) -> None:
    """Write the document ids of all postings in chunks. No id may exceed `max_doc`."""
    out.add_chunks(f"docs:{name}", np.min_scalar_type(max_doc), chunks)


def write_weights(out: ArrayFileWriter, name: str, chunks: Iterable[Array]) -> None:
    """Write the weights of all postings in chunks."""
    out.add_chunks(f"weights:{name}", np.float32, chunks)


def write_position_starts(out: ArrayFileWriter, name: str, starts: Array) -> None:
    """Write the index of each term's first position; one more item, the number of positions."""
    out.add(f"positions_start:{name}", downcast(starts, np.uint32))


def write_values(out: ArrayFileWriter, name: str, values: list[bytes]) -> None:
    """Write the encoded values of all postings."""
    out.add(f"value_ends:{name}", downcast(np.cumsum([0, *map(len, values)], dtype=np.uint64), np.uint32))
    out.add(f"values:{name}", b"".join(values))
