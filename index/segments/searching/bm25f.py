"""BM25F: several fields scored as one, after Robertson, Zaragoza and Taylor (CIKM 2004).

The frequencies of a word in the fields f of a document are added before they saturate, each divided by its field norm:

    tf = Σ weight_f · frequency_f / (1 - b + b · length_f / average length_f)
    score = idf · tf · (k1 + 1) / (tf + k1)
    idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N is the number of documents, n that of documents with the word in any of the fields; both count over all segments,
deleted documents included. This idf is Lucene's: it approaches 0 for words in all documents and is never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import OpenSegment
from index.segments.memo import Memo
from index.segments.searching.bm25f_statistics import BM25FStatistics, ScoredDocs, ordinal_of
from index.segments.searching.doc_sets import DocSet, common_indices, constant, empty, flags_of, union_docs
from index.segments.searching.multi_field import (
    MultiFieldPattern,
    MultiFieldPhrase,
    MultiFieldQuery,
    MultiFieldTerm,
    MultiFieldWord,
)
from index.segments.searching.patterns import PatternEvaluator
from index.segments.searching.phrases import match_near, match_phrase

K1 = 1.2
_CACHED_BROAD = 128
"""The number of broad patterns whose documents are kept: more than there are letters and digits."""
_DENSE = 8
"""A table with an item for each document of the segment is used if it is less than so many times as long as a list."""
_MOST_ENDINGS = 256
"""Terms with which a phrase that ends with a prefix is tried, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class _FieldMatches:
    """The documents of a segment that match in one field."""

    docs: Array
    """Document ids in the segment (int64), ascending, each once."""
    frequencies: Array
    """Weighted and divided by the field norm."""


class BM25FEvaluator:
    """Evaluates queries over several fields in one segment.

    Args:
        segment: The open segment.
        statistics: The statistics of the whole index.
        patterns: Finds the postings of patterns.

    """

    def __init__(self, segment: OpenSegment, statistics: BM25FStatistics, patterns: PatternEvaluator) -> None:
        self._segment = segment
        self._statistics = statistics
        self._patterns = patterns
        self._broad: Memo[object, Array] = Memo(_CACHED_BROAD)

    def evaluate(self, query: MultiFieldQuery) -> DocSet:
        """The matching documents, possibly with deleted ones."""
        match query:
            case MultiFieldTerm():
                return self._term(query).boosted(query.boost)
            case MultiFieldWord():
                return self._word(query).boosted(query.boost)
            case MultiFieldPhrase():
                return self._phrase(query).boosted(query.boost)
            case MultiFieldPattern():
                return self._pattern(query).boosted(query.boost)
        raise TypeError(query)

    def field_scores(self, query: MultiFieldQuery, doc: int) -> dict[str, float]:
        """The score of a document of the segment by field, boosts included; none for what is not scored by words."""
        if isinstance(query, MultiFieldPhrase):
            parts = [self.field_scores(word, doc) for word in query.terms_apart()]
            found = {name: sum(part.get(name, 0.0) for part in parts) for name, _ in query.fields}
        elif isinstance(query, MultiFieldTerm):
            found = self._split(self._term_matches(query), self._statistics.doc_freq(query), doc)
        elif isinstance(query, MultiFieldWord):
            found = self._split(self._word_matches(query), self._statistics.doc_freq_of_word(query), doc)
        elif isinstance(query, MultiFieldPattern) and not query.pattern.broad:
            found = self._split(self._pattern_matches(query), self._pattern_doc_freq(query), doc)
        else:
            found = {}
        return {name: score * query.boost for name, score in found.items() if score}

    def _split(self, matches: dict[str, _FieldMatches], doc_freq: int, doc: int) -> dict[str, float]:
        """The score of a word in a document, in proportion to its weighted frequency in each field."""
        wanted = np.array([doc])
        each = {name: float(self._frequencies(wanted, {name: match})[0]) for name, match in matches.items()}
        total = sum(each.values())
        score = float(self._saturated(self._frequencies(wanted, matches), doc_freq)[0])
        return {name: score * frequency / total for name, frequency in each.items()} if total else {}

    def _term_matches(self, query: MultiFieldTerm) -> dict[str, _FieldMatches]:
        """The documents with a term by field."""
        found = [(field, ordinal_of(field, query.text), weight) for field, weight in self._fields(query)]
        spans = [(field, field.span(ordinal), weight) for field, ordinal, weight in found if ordinal >= 0]
        return {
            field.name: self._matches(field, field.docs[span].astype(np.int64), field.weights_in(span), weight)
            for field, span, weight in spans
        }

    def _word_matches(self, query: MultiFieldWord) -> dict[str, _FieldMatches]:
        """The documents with a word in any of its ways, by field."""
        weights = dict(query.fields)
        found = self._statistics.word(query, self._segment)
        return {field.name: self._matches(field, each.docs, each.freqs, weights[field.name]) for field, each in found}

    def _pattern_matches(self, query: MultiFieldPattern) -> dict[str, _FieldMatches]:
        """The documents with a word that matches a pattern, by field."""
        return {
            field.name: self._matches(field, *self._summed(field, spans), weight)
            for field, spans, weight in self._pattern_spans(query)
        }

    def _pattern_spans(self, query: MultiFieldPattern) -> list[tuple[FieldPostings, list[slice], float]]:
        """The postings of the words that match a pattern, in each field that has any, and the weight of the field."""
        found = ((field, self._patterns.spans(query.pattern, field), weight) for field, weight in self._fields(query))
        return [each for each in found if each[1]]

    def _pattern_doc_freq(self, query: MultiFieldPattern) -> int:
        return max(self._patterns.posting_count(query.pattern, name) for name, _ in query.fields)

    def _term(self, query: MultiFieldTerm) -> DocSet:
        found = [(field, ordinal_of(field, query.text)) for field, _ in self._fields(query)]
        spans = [(field, field.span(ordinal)) for field, ordinal in found if ordinal >= 0]
        if not spans:
            return empty()

        def find() -> ScoredDocs:
            docs = union_docs([field.docs[span] for field, span in spans], self._segment.count)
            return ScoredDocs(docs, lambda: self._frequencies(docs, self._term_matches(query)))

        kept = self._statistics.words.get((query.fields, query.text, id(self._segment)), find)
        return self._scored(kept, lambda: self._statistics.doc_freq(query))

    def _word(self, query: MultiFieldWord) -> DocSet:
        found = self._statistics.word(query, self._segment)
        if not found:
            return empty()

        def find() -> ScoredDocs:
            docs = union_docs([each.docs for _, each in found], self._segment.count)
            return ScoredDocs(docs, lambda: self._frequencies(docs, self._word_matches(query)))

        kept = self._statistics.words.get((query.fields, query.alternatives, id(self._segment)), find)
        return self._scored(kept, lambda: self._statistics.doc_freq_of_word(query))

    def _scored(self, kept: ScoredDocs, doc_freq: Callable[[], int]) -> DocSet:
        def scores(at: Array | None) -> Array:
            return self._saturated(kept.frequencies if at is None else kept.frequencies[at], doc_freq())

        return DocSet(kept.docs, scores)

    def _phrase(self, query: MultiFieldPhrase) -> DocSet:
        lists = []
        for field, _ in self._fields(query):
            ordinals = [ordinal_of(field, word) for word in query.words]
            if min(ordinals) < 0:
                continue
            if query.ending is None:
                lists.append(_match(field, ordinals, query.slop))
                continue
            for ending in self._patterns.frequent_terms(query.ending, field, _MOST_ENDINGS):
                lists.append(_match(field, [*ordinals, ending], query.slop))
        if not lists:
            return empty()
        docs = union_docs(lists, self._segment.count)
        words = [self._term(word) for word in query.terms_apart()]

        def scores(at: Array | None) -> Array:
            wanted = docs if at is None else docs[at]
            return sum((word.scores(common_indices(wanted, word.docs)[1]) for word in words), np.zeros(wanted.size))

        return DocSet(docs, scores)

    def _pattern(self, query: MultiFieldPattern) -> DocSet:
        if query.pattern.broad:
            return constant(self._docs_of_broad(query))
        found = self._pattern_spans(query)
        lists = [field.docs[span] for field, spans, _ in found for span in spans]
        if not lists:
            return empty()
        docs = union_docs(lists, self._segment.count)

        def scores(at: Array | None) -> Array:
            wanted = docs if at is None else docs[at]
            if wanted.size * _DENSE > self._segment.count:
                frequencies = self._dense_frequencies(wanted, found)
            else:
                frequencies = self._frequencies(wanted, self._pattern_matches(query))
            return self._saturated(frequencies, self._pattern_doc_freq(query))

        return DocSet(docs, scores)

    def _docs_of_broad(self, query: MultiFieldPattern) -> Array:
        """The documents of a broad pattern, which mostly are most documents: kept as one bit for each."""

        def find() -> Array:
            found = ((field, self._patterns.spans(query.pattern, field)) for field, _ in self._fields(query))
            return np.packbits(flags_of((field.docs[span] for field, spans in found for span in spans), count))

        count, key = self._segment.count, (tuple(name for name, _ in query.fields), query.pattern.key())
        return np.flatnonzero(np.unpackbits(self._broad.get(key, find), count=count).view(bool))

    def _fields(self, query: MultiFieldQuery) -> list[tuple[FieldPostings, float]]:
        found = ((self._segment.postings.field(name), weight) for name, weight in query.fields)
        return [(field, weight) for field, weight in found if field is not None]

    def _dense_frequencies(self, docs: Array, found: Sequence[tuple[FieldPostings, list[slice], float]]) -> Array:
        """The sum of the frequencies of a pattern in each field, in many documents: without a list of those that match.

        Args:
            docs: The documents.
            found: See `_pattern_spans`.

        """
        frequencies = np.zeros(docs.size)
        for field, spans, factor in found:
            weights = self._totals(field, spans)[docs]
            weights *= factor
            if field.norms is not None:
                weights /= self._statistics.norms(field.name)[field.norms[docs]]
            frequencies += weights
        return frequencies

    def _totals(self, field: FieldPostings, spans: Sequence[slice]) -> Array:
        """The sum of the weights of some postings in each document of the segment (float64)."""
        postings = _joined([field.docs[span] for span in spans]).astype(np.intp, copy=False)
        weights = _joined([field.weights_in(span) for span in spans])
        return np.bincount(postings, weights=weights, minlength=self._segment.count)

    def _summed(self, field: FieldPostings, spans: Sequence[slice]) -> tuple[Array, Array]:
        """The documents of some postings and the sum of their weights in each."""
        totals = self._totals(field, spans)
        if field.weights is None:  # a frequency; a boost may be 0
            docs = np.flatnonzero(totals > 0)
        else:
            docs = union_docs([field.docs[span] for span in spans], self._segment.count)
        return docs, totals[docs]

    def _matches(self, field: FieldPostings, docs: Array, weights: Array, factor: float) -> _FieldMatches:
        if field.norms is None:
            return _FieldMatches(docs, factor * weights.astype(np.float64))
        return _FieldMatches(docs, factor * weights / self._statistics.norms(field.name)[field.norms[docs]])

    def _frequencies(self, docs: Array, matches: Mapping[str, _FieldMatches]) -> Array:
        return _frequencies(docs, list(matches.values()), self._segment.count)

    def _saturated(self, frequencies: Array, doc_freq: int) -> Array:
        """The scores for frequencies that are summed over the fields."""
        scores: Array = self._statistics.idf(doc_freq) * (K1 + 1) * frequencies / (frequencies + K1)
        return scores


def _joined(pieces: Sequence[Array]) -> Array:
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _frequencies(docs: Array, matches: Sequence[_FieldMatches], count: int) -> Array:
    """The sum of the frequencies in each field, of some documents of a segment of `count` documents."""
    if docs.size * _DENSE > count:
        total = np.zeros(count)
        for match in matches:
            total[match.docs] += match.frequencies
        return total[docs]
    frequencies = np.zeros(docs.size)
    for match in matches:
        mine, theirs = common_indices(docs, match.docs)
        frequencies[mine] += match.frequencies[theirs]
    return frequencies


def _match(field: FieldPostings, ordinals: Sequence[int], slop: int) -> Array:
    """The documents that have terms adjacent in this order, or with some slop near each other in any order."""
    return match_phrase(field, ordinals, slop)[0] if slop == 1 else match_near(field, ordinals, slop)
