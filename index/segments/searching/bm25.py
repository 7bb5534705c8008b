"""Scores as Whoosh's BM25F gives them, for arrays of postings.

The statistics are those of all segments together, deleted documents included, as in
`whoosh.scoring.BM25FScorer`: idf = ln(N / (n + 1)) + 1, and a term that weighs w in a field of length l
scores idf * w * (K1 + 1) / (w + K1 * (1 - B + B * l / average l)). Lengths come from Whoosh's one-byte
scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeGuard

import numpy as np
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F, WeightingModel

from index.segments.format.array_file import Array
from index.segments.format.field_norms import LENGTHS
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import Hits
from index.segments.whoosh.private_api import length_normalization


def is_known(weighting: WeightingModel) -> TypeGuard[BM25F]:
    """Whether scores of this weighting can be worked out here."""
    return type(weighting) is BM25F


class Statistics:
    """What scoring needs to know of a whole index; made once for a searcher and a weighting."""

    def __init__(self, reader: IndexReader, fields: dict[str, list[FieldPostings]], weighting: BM25F) -> None:
        """Gather nothing yet; `fields` gives each field's postings in the segments that have it."""
        self._reader = reader
        self._fields = fields
        self._weighting = weighting
        self._count = reader.doc_count_all()
        self._norms: dict[str, Array] = {}
        self._idfs: dict[tuple[str, bytes], float] = {}

    def idf(self, name: str, term: bytes) -> float:
        """The inverse document frequency of a term."""
        key = (name, term)
        found = self._idfs.get(key)
        if found is None:
            freq = 0
            for field in self._fields[name]:
                place = field.find(term)
                freq += field.doc_freq(place) if place >= 0 else 0
            found = self._idfs[key] = math.log(self._count / (freq + 1)) + 1
        return found

    def idfs(self, name: str, terms: Sequence[bytes]) -> Array:
        """The inverse document frequencies of many terms, in ascending order."""
        freqs = np.zeros(len(terms), dtype=np.int64)
        for field in self._fields[name]:
            low = field.lower(terms[0])
            high = field.lower(terms[-1] + b"\0")
            if high - low <= 4 * len(terms):
                near = dict(zip(field.terms(range(low, high)), range(low, high), strict=True))
                places = [near.get(term, -1) for term in terms]
            else:
                places = list(map(field.find, terms))
            at = np.array(places, dtype=np.int64)
            freqs[at >= 0] += field.doc_freqs[at[at >= 0]]
        idfs: Array = np.log(self._count / (freqs + 1)) + 1
        return idfs

    def idf_of(self, freq: int) -> float:
        """The inverse document frequency of several terms taken as one that have so many postings."""
        return math.log(self._count / (min(freq, self._count) + 1)) + 1

    def _norm(self, name: str) -> Array:
        norm = self._norms.get(name)
        if norm is None:
            average = self._reader.field_length(name) / (self._count or 1) or 1
            b = length_normalization(self._weighting, name)
            norm = self._norms[name] = self._weighting.K1 * ((1 - b) + b * LENGTHS / average)
        return norm

    def scores(self, field: FieldPostings, postings: slice | Array, docs: Array, idf: float | Array) -> Array:
        """The scores of some postings (a slice or places); `docs` are their documents."""
        weights = field.weights_at(postings, docs.size)
        if not self._reader.schema[field.name].scorable:
            return weights.astype(np.float64)
        if field.lengths is None:
            raise ValueError(f"the field {field.name} has no lengths")
        return self.scored(field, weights, docs, idf)

    def scored(self, field: FieldPostings, weights: Array, docs: Array, idf: float | Array) -> Array:
        """The scores of documents in which something weighs so much."""
        if field.lengths is None:
            return np.ones(docs.size)
        norm = self._norm(field.name)[field.lengths[docs]]
        result: Array = weights * (idf * (self._weighting.K1 + 1)) / (weights + norm)
        return result

    def term(self, field: FieldPostings, place: int) -> Hits:
        """The documents of one term, scored."""
        span = field.span(place)
        docs = field.docs[span].astype(np.int64)

        def scores(at: Array | None) -> Array:
            idf = self.idf(field.name, field.term(place))
            if at is None:
                return self.scores(field, span, docs, idf)
            return self.scores(field, at + span.start, docs[at], idf)

        return Hits(docs, scores)
