"""BM25F scores, equal to Whoosh's, for arrays of postings.

The formula is that of `whoosh.scoring.BM25FScorer`: idf = ln(N / (n + 1)) + 1, and a term with weight w in a field of
length l scores idf * w * (K1 + 1) / (w + K1 * (1 - B + B * l / average l)). N (all documents) and n (those with the
term) are counted over all segments, deleted documents included. Lengths are decoded from Whoosh's one-byte codes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeGuard

import numpy as np
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F, WeightingModel

from index.segments.format.array_file import Array
from index.segments.format.field_norms import DECODED_LENGTHS
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import DocSet
from index.segments.whoosh.private_api import length_normalization

_DENSE_LOOKUP = 4
"""Terms are read as one run, not looked up one by one, if the run has at most this many times as many terms."""


def is_bm25f(weighting: WeightingModel) -> TypeGuard[BM25F]:
    """Whether a weighting is exactly BM25F; subclasses may score differently."""
    return type(weighting) is BM25F


class BM25Scorer:
    """Scores postings of all segments of a reader.

    Args:
        reader: Whoosh's reader of the index.
        fields: The postings of each field, by its name, in the segments that have it.
        weighting: The parameters B and K1.

    """

    def __init__(self, reader: IndexReader, fields: Mapping[str, list[FieldPostings]], weighting: BM25F) -> None:
        self._reader = reader
        self._fields = fields
        self._weighting = weighting
        self._count = reader.doc_count_all()
        self._length_norms: dict[str, Array] = {}
        self._idfs: dict[tuple[str, bytes], float] = {}

    def idf(self, name: str, term: bytes) -> float:
        """The inverse document frequency of a term of a field."""
        key = (name, term)
        found = self._idfs.get(key)
        if found is None:
            doc_freq = 0
            for field in self._fields[name]:
                ordinal = field.find(term)
                doc_freq += field.doc_freq(ordinal) if ordinal >= 0 else 0
            found = self._idfs[key] = math.log(self._count / (doc_freq + 1)) + 1
        return found

    def idfs(self, name: str, terms: Sequence[bytes]) -> Array:
        """The inverse document frequencies of some terms of a field, which must be sorted."""
        doc_freqs = np.zeros(len(terms), dtype=np.int64)
        for field in self._fields[name]:
            low = field.lower_bound(terms[0])
            high = field.lower_bound(terms[-1] + b"\0")
            if high - low <= _DENSE_LOOKUP * len(terms):
                near = dict(zip(field.terms(range(low, high)), range(low, high), strict=True))
                found = [near.get(term, -1) for term in terms]
            else:
                found = list(map(field.find, terms))
            ordinals = np.array(found, dtype=np.int64)
            doc_freqs[ordinals >= 0] += field.doc_freqs[ordinals[ordinals >= 0]]
        idfs: Array = np.log(self._count / (doc_freqs + 1)) + 1
        return idfs

    def idf_of(self, doc_freq: int) -> float:
        """The inverse document frequency of several terms that count as one; `doc_freq` is the sum of theirs."""
        return math.log(self._count / (min(doc_freq, self._count) + 1)) + 1

    def _length_norm(self, name: str) -> Array:
        """The part of the denominator that depends on the length, K1 * (1 - B + B * l / average l), by length code."""
        norm = self._length_norms.get(name)
        if norm is None:
            average = self._reader.field_length(name) / (self._count or 1) or 1
            b = length_normalization(self._weighting, name)
            norm = self._length_norms[name] = self._weighting.K1 * ((1 - b) + b * DECODED_LENGTHS / average)
        return norm

    def score_postings(self, field: FieldPostings, postings: slice | Array, docs: Array, idf: float | Array) -> Array:
        """The scores of some postings of a field.

        Args:
            field: The field in one segment.
            postings: The indices of the postings, or a slice.
            docs: Their document ids in the segment.
            idf: The inverse document frequency of their term, or that of each posting's term.

        """
        weights = field.weights_at(postings, docs.size)
        if not self._reader.schema[field.name].scorable:
            return weights.astype(np.float64)
        if field.norms is None:
            raise ValueError(f"the field {field.name} has no lengths")
        return self.score_weights(field, weights, docs, idf)

    def score_weights(self, field: FieldPostings, weights: Array, docs: Array, idf: float | Array) -> Array:
        """The scores of documents of one segment, from the weight and inverse document frequency in each."""
        if field.norms is None:
            return np.ones(docs.size)
        norm = self._length_norm(field.name)[field.norms[docs]]
        result: Array = weights * (idf * (self._weighting.K1 + 1)) / (weights + norm)
        return result

    def term(self, field: FieldPostings, ordinal: int) -> DocSet:
        """The documents of a term in one segment, with their scores."""
        span = field.span(ordinal)
        docs = field.docs[span].astype(np.int64)

        def scores(at: Array | None) -> Array:
            idf = self.idf(field.name, field.term(ordinal))
            if at is None:
                return self.score_postings(field, span, docs, idf)
            return self.score_postings(field, at + span.start, docs[at], idf)

        return DocSet(docs, scores)
