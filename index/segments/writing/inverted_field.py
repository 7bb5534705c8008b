"""An inverted field in memory: the postings of one field, grouped by term, ready to be written to a segment file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.segments.format.array_file import Array, ArrayFileWriter
from index.segments.format.form_numbers import FieldForms, pack_form_numbers, write_form_numbers
from index.segments.format.positions import write_positions
from index.segments.format.postings import write_docs, write_position_starts, write_starts, write_values, write_weights
from index.segments.format.term_dictionary import write_term_dictionary
from index.segments.format.term_freqs import write_term_freqs

_AT_ONCE = 1 << 19
"""Occurrences that are sorted or gathered at once."""


@dataclass(slots=True)
class InvertedField:
    """The postings of one field, sorted as in a segment file; `format.postings` describes the arrays."""

    terms: list[bytes]
    starts: Array
    docs: Array
    freqs: Array
    weights: Array | None = None
    positions: Array | None = None
    values: list[bytes] | None = None
    forms: FieldForms | None = None
    """The surface forms, if terms are stems."""
    form_numbers: Array | None = None
    """The number of each position's surface form among those of its term."""

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Write the arrays of the field, except those without information."""
        write_term_dictionary(file, name, self.terms)
        if self.forms:
            self.forms.write(file, name)
        write_starts(file, name, self.starts)
        write_docs(file, name, int(self.docs.max(initial=0)), [self.docs])
        if not bool((self.freqs == 1).all()):
            write_term_freqs(file, name, [self.freqs])
        if self.weights is not None and (self.weights != self.freqs).any():
            write_weights(file, name, [self.weights])
        if self.positions is not None:
            position_starts = np.zeros(self.docs.size + 1, dtype=np.uint64)
            np.cumsum(self.freqs, out=position_starts[1:])
            write_position_starts(file, name, position_starts[self.starts])
            write_positions(file, name, int(self.positions.max(initial=0)), [self.positions])
            if self.forms and self.form_numbers is not None:
                counts = np.diff(position_starts[self.starts].astype(np.int64))
                packed = pack_form_numbers(self.form_numbers, counts, self.forms.widths(len(self.terms)))
                write_form_numbers(file, name, [packed])
        if self.values is not None:
            write_values(file, name, self.values)


def sort_by_term(terms: list[bytes], ids: Array, term_of_id: Array | None = None) -> tuple[list[bytes], Array, Array]:
    """Sort occurrences by their terms; the sort is stable.

    A counting sort, a part of the occurrences at a time: sorting those of a text of tens of megabytes at once would
    take several times their memory.

    Args:
        terms: The distinct terms, in any order.
        ids: The id of each occurrence (uint32).
        term_of_id: The index in `terms` of the term of each id; None if that is the id.

    Returns:
        The sorted terms; the number of occurrences of all terms before each one, with one more item, the number of all;
        the indices that sort the occurrences (uint32).

    """
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ordinal_of = np.empty(len(terms), dtype=np.uint32)
    ordinal_of[order] = np.arange(len(terms), dtype=np.uint32)
    if term_of_id is not None:
        ordinal_of = ordinal_of[term_of_id]
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    for part in _parts(ids.size):
        starts[1:] += np.bincount(ordinal_of[ids[part]], minlength=len(terms))
    np.cumsum(starts, out=starts)
    free = starts[:-1].copy()
    """Where the next occurrence of each term goes."""
    indices = np.empty(ids.size, dtype=np.uint32)
    for part in _parts(ids.size):
        ordinals = ordinal_of[ids[part]]
        by_term = _sorting(ordinals, len(terms))
        counts = np.bincount(ordinals, minlength=len(terms))
        places = np.arange(by_term.size) + np.repeat(free - (np.cumsum(counts) - counts), counts)
        indices[places] = by_term + part.start
        free += counts
    return [terms[at] for at in order], starts, indices


def gathered(values: Array, *indices: Array) -> Array:
    """The values at some indices, which may be those of indices: `values[first[second]]`; in as little memory."""
    found = np.empty(indices[-1].size, dtype=values.dtype)
    for part in _parts(found.size):
        at = indices[-1][part]
        for inner in reversed(indices[:-1]):
            at = inner[at]
        found[part] = values[at]
    return found


def _parts(size: int) -> Iterator[slice]:
    for start in range(0, size, _AT_ONCE):
        yield slice(start, min(start + _AT_ONCE, size))


def _sorting(ordinals: Array, count: int) -> Array:
    """The indices that sort the ordinals of `count` terms.

    NumPy sorts 16-bit numbers by radix sort, seven times as fast as larger ones: by the lower half, then the upper.
    """
    indices = np.argsort(ordinals.astype(np.uint16), kind="stable")
    if count > 1 << 16:
        indices = indices[np.argsort((ordinals >> 16).astype(np.uint16)[indices], kind="stable")]
    return indices
