"""An inverted field in memory: the postings of one field, grouped by term, ready to be written to a segment file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.segments.format.array_file import Array, ArrayFileWriter
from index.segments.format.form_numbers import FieldForms, pack_form_numbers, write_form_numbers
from index.segments.format.positions import write_positions
from index.segments.format.postings import write_docs, write_position_starts, write_starts, write_values, write_weights
from index.segments.format.term_dictionary import write_term_dictionary
from index.segments.format.term_freqs import write_term_freqs


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


def sort_by_term(terms: list[bytes], term_ids: Array) -> tuple[list[bytes], Array, Array]:
    """Sort occurrences by their terms; the sort is stable.

    Args:
        terms: The distinct terms, in any order.
        term_ids: The index in `terms` of each occurrence's term (uint32).

    Returns:
        The sorted terms; the ordinal of each occurrence's term, in sorted order; the indices that sort the occurrences.

    """
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ordinal_of = np.empty(len(terms), dtype=np.uint32)
    ordinal_of[order] = np.arange(len(terms), dtype=np.uint32)
    ordinals = ordinal_of[term_ids]
    # NumPy sorts 16-bit numbers by radix sort, seven times as fast as larger ones: by the lower half, then the upper.
    indices = np.argsort(ordinals.astype(np.uint16), kind="stable")
    if len(terms) > 1 << 16:
        indices = indices[np.argsort((ordinals >> 16).astype(np.uint16)[indices], kind="stable")]
    return [terms[at] for at in order], ordinals[indices], indices


def starts_of(count: int, ordinals: Array) -> Array:
    """The index of each term's first posting; one more item, the number of postings.

    Args:
        count: The number of terms.
        ordinals: The ordinal of each posting's term, ascending.

    """
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(ordinals.astype(np.int64), minlength=count), out=starts[1:])
    return starts
