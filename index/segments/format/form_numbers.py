"""Form numbers: which of its term's surface forms each occurrence of a term in a field has.

A term has folded forms, such as "aid" and "aids", which patterns are matched against, and written forms: words with
capitals after the first letter, such as "AIDS", and words that a hyphen joins to the next one, such as "take-". The
forms of a term are numbered: the folded ones first, then the written ones, each in the order of their bytes.

The numbers of a term take as many bits as its number of forms needs: 0, 1, 2, 4, 8 or 16 for each position. Those of
each term start at a full byte, in the order of the terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter
from index.segments.format.term_dictionary import SurfaceFormDictionary, write_surface_forms

Form = tuple[bytes, int]
"""A surface form and the ordinal of its term."""
HYPHEN = "-"
"""Ends the written form of a word that a hyphen joins to the next one: `take-over` are the words `take-` and `over`."""
_WRITTEN = "written"
"""The kind of the dictionary of written forms."""
_MAX_CACHED = 4096
"""Terms whose forms are cached in one field of a segment."""
_WIDTHS = ((1, 0), (2, 1), (4, 2), (16, 4), (256, 8), (1 << 16, 16))
"""Up to how many forms a width suffices, and the width in bits."""
_NUMBERS_PER_STEP = 1 << 18
"""Numbers that are packed at a time: a step takes 60 bytes for each."""


@dataclass(slots=True)
class FieldForms:
    """The surface forms of a field that is not written yet, each list sorted."""

    folded: list[Form]
    written: list[Form]

    def numbers(self) -> dict[Form, int]:
        """The number of each form."""
        counts: dict[int, int] = {}
        found = {}
        for form in (*self.folded, *self.written):
            found[form] = counts[form[1]] = counts.get(form[1], -1) + 1
        return found

    def widths(self, terms: int) -> Array:
        """The bits of a form number of each term."""
        return _widths(np.bincount([ordinal for _, ordinal in (*self.folded, *self.written)], minlength=terms))

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Write the dictionaries of forms."""
        write_surface_forms(file, name, self.folded)
        write_surface_forms(file, name, self.written, _WRITTEN)


class FormNumbers:
    """The form numbers of one field in one segment.

    Args:
        file: The segment's file.
        name: The field's name.
        folded: The folded forms.
        position_starts: The index of each term's first position; one more item, the number of positions.

    """

    def __init__(self, file: ArrayFile, name: str, folded: SurfaceFormDictionary, position_starts: Array) -> None:
        self._folded = folded
        self._written = SurfaceFormDictionary(file, name, _WRITTEN)
        self._packed = file.array(f"form_numbers:{name}")
        self._position_starts = position_starts
        self._forms: dict[int, list[str]] = {}

    @cached_property
    def _layout(self) -> tuple[Array, Array]:
        """The width of each term's numbers, and the index of their first byte."""
        terms = self._position_starts.size - 1
        counts = np.bincount(self._folded.terms_of, minlength=terms)
        widths = _widths(counts + np.bincount(self._written.terms_of, minlength=terms))
        return widths, _byte_starts(widths, np.diff(self._position_starts.astype(np.int64)))

    def all_forms(self) -> tuple[list[Form], list[Form]]:
        """The folded and the written forms, each sorted."""
        return self._folded.pairs(), self._written.pairs()

    def forms_of(self, ordinal: int) -> list[str]:
        """The forms of a term, in the order of their numbers."""
        found = self._forms.get(ordinal)
        if found is None:
            if len(self._forms) >= _MAX_CACHED:
                self._forms.clear()
            found = self._forms[ordinal] = [*self._folded.of(ordinal), *self._written.of(ordinal)]
        return found

    @cached_property
    def joined_words(self) -> frozenset[str]:
        """The words that a hyphen joins to the next one, in lower case."""
        return frozenset(form.removesuffix(HYPHEN).lower() for form in self._written.ending(HYPHEN.encode()))

    def of(self, ordinal: int) -> Array:
        """The form numbers of a term, one for each of its positions."""
        widths, starts = self._layout
        count = int(self._position_starts[ordinal + 1]) - int(self._position_starts[ordinal])
        return _unpack(self._packed[starts[ordinal] : starts[ordinal + 1]], int(widths[ordinal]), count)

    def slice(self, ordinals: range) -> tuple[Array, Array]:
        """The form numbers of all positions of successive terms, and the number of positions of each term."""
        counts = np.diff(self._position_starts[ordinals.start : ordinals.stop + 1].astype(np.int64))
        found = np.zeros(int(counts.sum()), dtype=np.uint16)
        widths, starts = self._layout
        ends = np.cumsum(counts)
        for at in np.flatnonzero(widths[ordinals.start : ordinals.stop]).tolist():
            ordinal = ordinals.start + at
            packed = self._packed[starts[ordinal] : starts[ordinal + 1]]
            found[ends[at] - counts[at] : ends[at]] = _unpack(packed, int(widths[ordinal]), int(counts[at]))
        return found, counts


def open_form_numbers(
    file: ArrayFile, name: str, folded: SurfaceFormDictionary | None, position_starts: Array
) -> FormNumbers | None:
    """The form numbers of a field; None if it has none."""
    has_numbers = folded is not None and f"form_numbers:{name}" in file
    return FormNumbers(file, name, folded, position_starts) if folded is not None and has_numbers else None


def write_form_numbers(out: ArrayFileWriter, name: str, chunks: Iterable[Array]) -> None:
    """Write the packed form numbers of a field in chunks; see `pack_form_numbers`."""
    out.add_chunks(f"form_numbers:{name}", np.uint8, chunks)


def pack_form_numbers(numbers: Array, counts: Array, widths: Array) -> Array:
    """Pack form numbers into bytes.

    Args:
        numbers: One for each position.
        counts: The number of positions of each term.
        widths: The bits of a number of each term.

    """
    starts = _byte_starts(widths, counts)
    packed = np.zeros(int(starts[-1]), dtype=np.uint8)
    ends = np.cumsum(counts)
    firsts = ends - counts
    for low in range(0, numbers.size, _NUMBERS_PER_STEP):
        high = min(low + _NUMBERS_PER_STEP, numbers.size)
        first, last = np.searchsorted(ends, (low, high - 1), side="right").tolist()
        here = np.diff(np.clip(ends[first : last + 1], low, high), prepend=low)
        terms = np.repeat(np.arange(first, last + 1), here)
        width = widths[terms]
        used = np.flatnonzero(width)
        if used.size:
            width, terms = width[used], terms[used]
            bits = (low + used - firsts[terms]) * width
            _add_bits(packed, starts[terms] + (bits >> 3), numbers[low + used].astype(np.int64) << (bits & 7))
    return packed


def _add_bits(packed: Array, into: Array, shifted: Array) -> None:
    """Add numbers of up to 16 bits at ascending indices of bytes; their bits must be free."""
    base = int(into[0])
    low = np.bincount(into - base, weights=shifted & 255)
    packed[base : base + low.size] += low.astype(np.uint8)
    wide = np.flatnonzero(shifted > 255)  # of numbers of 16 bits, each in bytes of its own
    packed[into[wide] + 1] = shifted[wide] >> 8


def _unpack(packed: Array, width: int, count: int) -> Array:
    if width == 0:
        return np.zeros(count, dtype=np.uint8)
    if width == 16:
        wide: Array = packed.view("<u2")
        return wide
    if width == 8:
        return packed
    shifts = np.arange(0, 8, width, dtype=np.uint8)
    found: Array = ((packed[:, None] >> shifts) & np.uint8((1 << width) - 1)).ravel()[:count]
    return found


def _widths(form_counts: Array) -> Array:
    limits, widths = zip(*_WIDTHS, strict=True)
    return np.array(widths, dtype=np.int64)[np.searchsorted(limits, form_counts)]


def _byte_starts(widths: Array, counts: Array) -> Array:
    """The index of the first byte of each term; one more item, the number of bytes."""
    starts = np.zeros(widths.size + 1, dtype=np.int64)
    np.cumsum((widths * counts + 7) // 8, out=starts[1:])
    return starts
