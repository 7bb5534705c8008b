"""The postings merger: merges the inverted indexes of one field of several segments, without deleted documents.

The terms are merged first. Then each array (document ids, frequencies, positions, …) is written in one pass over the
terms, in runs of about two million postings or positions. Terms are sorted in every segment, so the terms of a run are
one slice of each old segment, and cumulative counts give the new index of each posting. Memory depends on the length of
a run, not on the size of the index. The positions of a term that has more than a run are copied in steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import compress

import numpy as np
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.segments.format.array_file import Array, ArrayFileWriter
from index.segments.format.doc_values import write_doc_values
from index.segments.format.form_numbers import pack_form_numbers, write_form_numbers
from index.segments.format.positions import write_positions
from index.segments.format.postings import (
    FieldPostings,
    write_docs,
    write_position_starts,
    write_starts,
    write_values,
    write_weights,
)
from index.segments.format.term_dictionary import write_term_dictionary
from index.segments.format.term_freqs import write_term_freqs
from index.segments.whoosh.field_types import has_doc_values
from index.segments.writing.forms_merger import MergedForms, merge_forms
from index.segments.writing.merge_piece import MergePiece, MergeSource, positions_into

POSTINGS_PER_RUN = 1 << 21
"""The maximum number of postings or positions in a run, unless one term has more."""


class PostingsMerger:
    """Merges one field of several segments."""

    def __init__(self, fields: list[tuple[FieldPostings, Array]]) -> None:
        """Merge the terms.

        Args:
            fields: The field in each segment that has it, with the new ids of the segment's documents (-1 for deleted
                documents).

        """
        lists = [field.terms(range(len(field))) for field, _ in fields]
        terms = sorted(set().union(*lists))
        ordinal = {term: at for at, term in enumerate(terms)}
        self._sources = [
            MergeSource(
                field,
                renumbered,
                has_no_deletions=bool((renumbered >= 0).all()),
                new_ordinals=np.fromiter(map(ordinal.__getitem__, each), dtype=np.int64, count=len(each)),
            )
            for (field, renumbered), each in zip(fields, lists, strict=True)
        ]
        self._counts = [source.counts() for source in self._sources]
        doc_freqs = np.zeros(len(terms), dtype=np.int64)
        before = []
        for source, counts in zip(self._sources, self._counts, strict=True):
            before.append(doc_freqs[source.new_ordinals])
            doc_freqs[source.new_ordinals] += counts
        self._all_starts = np.append(0, np.cumsum(doc_freqs))
        """Like `starts`, but includes terms without live documents."""
        # The new index of each old term's first posting, after those of the same term in earlier segments.
        self._targets = [
            self._all_starts[source.new_ordinals] + earlier
            for source, earlier in zip(self._sources, before, strict=True)
        ]
        self.terms = [term for term, doc_freq in zip(terms, doc_freqs.tolist(), strict=True) if doc_freq]
        """The merged terms that have live documents, sorted."""
        self.starts: Array = np.append(0, np.cumsum(doc_freqs[doc_freqs > 0]))
        """The index of the first posting of each of `terms`; one more item, the number of postings."""

    def _runs(self, bounds: Array | None = None) -> Iterator[tuple[int, int, list[MergePiece]]]:
        """Runs of successive terms: the index of the first posting, that after the last, and a piece of each source.

        Args:
            bounds: What is counted before each term, and in all; None for the postings.

        """
        starts, low = self._all_starts, 0
        bounds = starts if bounds is None else bounds
        while low < starts.size - 1:
            limit = bounds[low] + POSTINGS_PER_RUN
            high = max(low + 1, int(np.searchsorted(bounds, limit, side="right")) - 1)
            pieces = [self._piece(number, low, high) for number in range(len(self._sources))]
            yield int(starts[low]), int(starts[high]), pieces
            low = high

    def _piece(self, number: int, low: int, high: int) -> MergePiece:
        """The piece of a source with the merged terms from ordinal `low` to `high`."""
        source = self._sources[number]
        first, last = np.searchsorted(source.new_ordinals, (low, high)).tolist()
        targets = self._targets[number][first:last] - self._all_starts[low]
        old = source.field.starts
        span = slice(int(old[first]), int(old[last]))
        counts = self._counts[number][first:last]
        ends = np.cumsum(counts)
        within = np.arange(int(ends[-1]) if ends.size else 0) - np.repeat(ends - counts, counts)
        into = np.repeat(targets, counts) + within
        return MergePiece(number, source, span, source.is_live(span), into, range(first, last))

    def docs(self) -> Iterator[Array]:
        """The new document ids of all postings, in runs."""
        for start, stop, pieces in self._runs():
            run = np.empty(stop - start, dtype=np.int64)
            for piece in pieces:
                old = piece.source.field.docs[piece.span][piece.live]
                run[piece.into] = piece.source.renumbered[old]
            yield run

    def freqs(self) -> Iterator[Array]:
        """The frequencies of all postings, in runs."""
        for start, stop, pieces in self._runs():
            yield _freqs(stop - start, pieces)

    def weights(self) -> Iterator[Array]:
        """The weights of all postings, in runs."""
        for start, stop, pieces in self._runs():
            run = np.empty(stop - start, dtype=np.float32)
            for piece in pieces:
                run[piece.into] = piece.source.field.weights_in(piece.span)[piece.live]
            yield run

    @cached_property
    def _position_bounds(self) -> Array:
        """The number of old positions before each term, and that of all."""
        counts = np.zeros(self._all_starts.size, dtype=np.int64)
        for source in self._sources:
            counts[source.new_ordinals + 1] += source.field.position_counts()
        return np.cumsum(counts)

    def positions(self) -> Iterator[Array]:
        """The positions of all postings, one posting after another, in runs."""
        for start, stop, pieces in self._runs(self._position_bounds):
            counts = _freqs(stop - start, pieces)
            ends = np.cumsum(counts)
            if ends.size and ends[-1] > POSTINGS_PER_RUN:  # of one term
                for piece in pieces:
                    yield from piece.positions_in_steps(POSTINGS_PER_RUN)
                continue
            run = np.empty(int(ends[-1]) if ends.size else 0, dtype=np.uint32)
            for piece in pieces:
                field = piece.source.field
                assert field.positions is not None
                each = field.freqs_in(piece.span).astype(np.int64)
                low = field.first_position_of(piece.span.start)
                old = field.positions.slice(low, low + int(each.sum()))
                run[positions_into(piece, each, counts)] = old[np.repeat(piece.live, each)]
            yield run

    def values(self, format_: Format) -> Iterator[list[bytes]]:
        """The encoded values of all postings, in runs, for fields that store them; see `posting_values`."""
        for start, stop, pieces in self._runs():
            run = [b""] * (stop - start)
            for piece in pieces:
                for at, value in zip(piece.into.tolist(), compress(piece.values(format_), piece.live), strict=True):
                    run[at] = value
            yield run

    def forms(self) -> MergedForms | None:
        """The surface forms of all merged terms; None if no source has any."""
        ordinals = np.where(np.diff(self._all_starts) > 0, np.cumsum(np.diff(self._all_starts) > 0) - 1, -1)
        fields = [(source.field, ordinals[source.new_ordinals]) for source in self._sources]
        return merge_forms(fields)

    def form_numbers(self, forms: MergedForms) -> Iterator[Array]:
        """The packed form numbers of all positions, in runs."""
        widths = forms.fields.widths(len(self.terms))
        for start, stop, pieces in self._runs(self._position_bounds):
            counts = _freqs(stop - start, pieces)
            ends = np.cumsum(counts)
            low, high = np.searchsorted(self.starts, (start, stop)).tolist()
            if high == low + 1 and not widths[low]:  # the only form of a term takes no bits
                continue
            run = np.empty(int(ends[-1]) if ends.size else 0, dtype=np.uint16)
            for piece in pieces:
                each = piece.source.field.freqs_in(piece.span).astype(np.int64)
                old = forms.numbers(piece.number, piece.ordinals)
                run[positions_into(piece, each, counts)] = old[np.repeat(piece.live, each)]
            of_terms = np.add.reduceat(counts, self.starts[low:high] - start) if high > low else counts
            yield pack_form_numbers(run, of_terms, widths[low:high])

    def write(self, out: ArrayFileWriter, name: str, field: FieldType, count: int) -> int:
        """Write the field into a segment of `count` documents; returns the sum of the frequencies."""
        olds = [source.field for source in self._sources]
        write_term_dictionary(out, name, self.terms)
        forms = self.forms()
        if forms:
            forms.fields.write(out, name)
        write_starts(out, name, self.starts)
        write_docs(out, name, max(0, count - 1), self.docs())
        total, position_starts = self._write_freqs(out, name, olds)
        if any(old.weights is not None for old in olds):
            write_weights(out, name, self.weights())
        if any(old.positions is not None for old in olds):
            write_position_starts(out, name, position_starts)
            write_positions(out, name, max(old.max_position for old in olds), self.positions())
            if forms:
                write_form_numbers(out, name, self.form_numbers(forms))
        if any(old.has_values for old in olds):
            write_values(out, name, [value for run in self.values(field.format) for value in run])
        if has_doc_values(field):
            docs = np.concatenate([np.empty(0, dtype=np.int64), *self.docs()])
            write_doc_values(out, name, field, self.terms, self.starts, docs, count)
        return total

    def _write_freqs(self, out: ArrayFileWriter, name: str, olds: list[FieldPostings]) -> tuple[int, Array]:
        """Write the frequencies; returns their sum, and the index of each term's first position."""
        if all(old.freqs is None for old in olds):
            return int(self.starts[-1]), self.starts
        position_starts = np.zeros(self.starts.size, dtype=np.int64)
        total = 0

        def runs() -> Iterator[Array]:
            nonlocal total
            first = 0
            for run in self.freqs():
                low, high = np.searchsorted(self.starts, (first, first + run.size)).tolist()
                position_starts[low:high] = total + (np.cumsum(run) - run)[self.starts[low:high] - first]
                total += int(run.sum())
                first += run.size
                yield run

        write_term_freqs(out, name, runs())
        position_starts[-1] = total
        return total, position_starts


def _freqs(size: int, pieces: list[MergePiece]) -> Array:
    run = np.empty(size, dtype=np.int64)
    for piece in pieces:
        run[piece.into] = piece.freqs()
    return run
