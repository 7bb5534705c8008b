"""Several segments into one, array by array, without the deleted documents.

Terms are merged first. Then every kind of array (documents, frequencies, positions…) is written in one pass
over the terms, a few million postings at a time: since terms are sorted everywhere, a run of the new terms
is one slice of each old segment, and each posting's place in the new one follows from counting. Memory
depends on the run, not the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.segments.format.array_file import Array, ArrayFileWriter, shrink
from index.segments.format.doc_values import write_facet
from index.segments.format.positions import write_positions
from index.segments.format.postings import FieldPostings
from index.segments.format.term_dictionary import write_forms, write_terms
from index.segments.format.term_freqs import write_frequencies
from index.segments.whoosh.field_types import has_doc_values
from index.segments.whoosh.matcher import ArrayMatcher

RUN = 1 << 21
"""Postings that are merged at a time, about."""


@dataclass(frozen=True, slots=True)
class Source:
    """One field of one of the old segments."""

    field: FieldPostings
    renumbered: Array
    """Each old document's new number; -1 where it is deleted."""
    whole: bool
    """Nothing is deleted."""
    terms: Array
    """Each old term's new place, ascending."""

    def keeps(self, span: slice) -> Array:
        """Which postings of a slice stay."""
        if self.whole:
            return np.ones(span.stop - span.start, dtype=bool)
        kept: Array = self.renumbered[self.field.docs[span]] >= 0
        return kept

    def counts(self) -> Array:
        """How many postings of each old term stay."""
        if self.whole or not len(self.field):
            return self.field.doc_freqs.astype(np.int64)
        kept = self.keeps(slice(0, self.field.docs.size))
        return np.add.reduceat(kept, self.field.first[:-1].astype(np.int64), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a source that falls into a run of new terms."""

    source: Source
    span: slice
    """Its old postings."""
    kept: Array
    """Which of them stay."""
    into: Array
    """The places of those in the run."""
    terms: range
    """The places of their terms in the source."""

    def freqs(self) -> Array:
        return self.source.field.freqs_in(self.span)[self.kept]

    def values(self, format_: Format) -> list[bytes]:
        """The encoded values of all old postings."""
        field = self.source.field
        if field.has_payload:
            return [field.payload(posting) or b"" for posting in range(self.span.start, self.span.stop)]
        matchers = (ArrayMatcher(field, place, format_) for place in self.terms)
        return [value for matcher in matchers for _, value in matcher.all_items()]


class FieldMerge:
    """One field's postings, from several segments."""

    def __init__(self, fields: list[tuple[FieldPostings, Array]]) -> None:
        """Merge the terms.

        Args:
            fields: the field in each segment, with the new numbers of the segment's documents (-1: deleted).

        """
        lists = [field.terms(range(len(field))) for field, _ in fields]
        terms = sorted(set().union(*lists))
        number = {term: place for place, term in enumerate(terms)}
        self._sources = [
            Source(
                field,
                renumbered,
                bool((renumbered >= 0).all()),
                np.fromiter(map(number.__getitem__, each), dtype=np.int64, count=len(each)),
            )
            for (field, renumbered), each in zip(fields, lists, strict=True)
        ]
        self._counts = [source.counts() for source in self._sources]
        freqs = np.zeros(len(terms), dtype=np.int64)
        before = []
        for source, counts in zip(self._sources, self._counts, strict=True):
            before.append(freqs[source.terms])
            freqs[source.terms] += counts
        self._all_first = np.append(0, np.cumsum(freqs))
        # Where the postings that each old term brings start: after those of the segments before.
        self._targets = [
            self._all_first[source.terms] + earlier for source, earlier in zip(self._sources, before, strict=True)
        ]
        self.terms = [term for term, freq in zip(terms, freqs.tolist(), strict=True) if freq]
        self.first: Array = np.append(0, np.cumsum(freqs[freqs > 0]))
        """Where each new term's postings start."""

    def _runs(self) -> Iterator[tuple[int, int, list[_Piece]]]:
        """Runs of new terms: their first posting, the one after their last, and where they come from."""
        first, start = self._all_first, 0
        while start < first.size - 1:
            stop = max(start + 1, int(np.searchsorted(first, first[start] + RUN, side="right")) - 1)
            pieces = [self._piece(number, start, stop) for number in range(len(self._sources))]
            yield int(first[start]), int(first[stop]), pieces
            start = stop

    def _piece(self, number: int, start: int, stop: int) -> _Piece:
        source = self._sources[number]
        low, high = np.searchsorted(source.terms, (start, stop)).tolist()
        targets = self._targets[number][low:high] - self._all_first[start]
        old = source.field.first
        span = slice(int(old[low]), int(old[high]))
        counts = self._counts[number][low:high]
        ends = np.cumsum(counts)
        within = np.arange(int(ends[-1]) if ends.size else 0) - np.repeat(ends - counts, counts)
        into = np.repeat(targets, counts) + within
        return _Piece(source, span, source.keeps(span), into, range(low, high))

    def docs(self) -> Iterator[Array]:
        """The new documents of all postings."""
        for start, stop, pieces in self._runs():
            run = np.empty(stop - start, dtype=np.int64)
            for piece in pieces:
                old = piece.source.field.docs[piece.span][piece.kept]
                run[piece.into] = piece.source.renumbered[old]
            yield run

    def freqs(self) -> Iterator[Array]:
        """The frequencies of all postings."""
        for start, stop, pieces in self._runs():
            yield _freqs(stop - start, pieces)

    def weights(self) -> Iterator[Array]:
        """The weights of all postings."""
        for start, stop, pieces in self._runs():
            run = np.empty(stop - start, dtype=np.float32)
            for piece in pieces:
                run[piece.into] = piece.source.field.weights_in(piece.span)[piece.kept]
            yield run

    def positions(self) -> Iterator[Array]:
        """The positions of all postings, one posting's after the other's."""
        for start, stop, pieces in self._runs():
            counts = _freqs(stop - start, pieces)
            ends = np.cumsum(counts)
            run = np.empty(int(ends[-1]) if ends.size else 0, dtype=np.uint32)
            for piece in pieces:
                field = piece.source.field
                assert field.positions is not None
                each = field.freqs_in(piece.span).astype(np.int64)
                low = field.position_of(piece.span.start)
                old = field.positions.between(low, low + int(each.sum()))
                mine = each[piece.kept]
                into = np.repeat((ends - counts)[piece.into] - (np.cumsum(mine) - mine), mine)
                run[into + np.arange(into.size)] = old[np.repeat(piece.kept, each)]
            yield run

    def payloads(self, format_: Format) -> Iterator[list[bytes]]:
        """The encoded values of all postings, where any segment keeps them; see `values`."""
        for start, stop, pieces in self._runs():
            run = [b""] * (stop - start)
            for piece in pieces:
                for place, value in zip(piece.into.tolist(), compress(piece.values(format_), piece.kept), strict=True):
                    run[place] = value
            yield run

    def forms(self) -> dict[bytes, int]:
        """The words as written of the terms that stay, with the terms' new places."""
        kept = np.cumsum(np.diff(self._all_first) > 0) - 1
        found: dict[bytes, int] = {}
        for source in self._sources:
            forms = source.field.forms
            if forms is not None:
                places = source.terms[forms.terms_of]
                stay = self._all_first[places + 1] > self._all_first[places]
                new = np.where(stay, kept[places], -1).tolist()
                found.update(zip(forms.terms(range(len(forms))), new, strict=True))
        return {form: place for form, place in found.items() if place >= 0}

    def write(self, out: ArrayFileWriter, name: str, field: FieldType, count: int) -> int:
        """Write the field into a segment of `count` documents; gives the sum of the frequencies."""
        olds = [source.field for source in self._sources]
        write_terms(out, name, self.terms)
        if forms := self.forms():
            write_forms(out, name, forms)
        out.add(f"first:{name}", shrink(self.first, np.uint32))
        out.stream(f"docs:{name}", np.min_scalar_type(max(0, count - 1)), self.docs())
        total, places = self._write_freqs(out, name, olds)
        if any(old.weights is not None for old in olds):
            out.stream(f"weights:{name}", np.float32, self.weights())
        if any(old.positions is not None for old in olds):
            out.add(f"places:{name}", shrink(places, np.uint32))
            write_positions(out, name, max(old.last_position for old in olds), self.positions())
        if any(old.has_payload for old in olds):
            values = [value for run in self.payloads(field.format) for value in run]
            out.add(f"payload_ends:{name}", np.cumsum([0, *map(len, values)], dtype=np.uint64))
            out.add(f"payload:{name}", b"".join(values))
        if has_doc_values(field):
            docs = np.concatenate([np.empty(0, dtype=np.int64), *self.docs()])
            write_facet(out, name, field, self.terms, self.first, docs, count)
        return total

    def _write_freqs(self, out: ArrayFileWriter, name: str, olds: list[FieldPostings]) -> tuple[int, Array]:
        if all(old.freqs is None for old in olds):
            return int(self.first[-1]), self.first
        places = np.zeros(self.first.size, dtype=np.int64)
        carried = 0

        def runs() -> Iterator[Array]:
            nonlocal carried
            base = 0
            for run in self.freqs():
                low, high = np.searchsorted(self.first, (base, base + run.size)).tolist()
                places[low:high] = carried + (np.cumsum(run) - run)[self.first[low:high] - base]
                carried += int(run.sum())
                base += run.size
                yield run

        write_frequencies(out, name, runs())
        places[-1] = carried
        return carried, places


def _freqs(size: int, pieces: list[_Piece]) -> Array:
    run = np.empty(size, dtype=np.int64)
    for piece in pieces:
        run[piece.into] = piece.freqs()
    return run
