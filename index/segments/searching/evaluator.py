"""Evaluates a Whoosh query tree over the arrays of one segment.

Each type of query gets the scores of Whoosh's matcher, including its quirks, which comments point out. A subquery of
a type that is not supported here is evaluated by Whoosh's matcher.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh import query
from whoosh.searching import Searcher

from index.segments.format.array_file import Array
from index.segments.format.doc_values import NO_NUMBER
from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import OpenSegment
from index.segments.format.term_dictionary import TermOrdinals
from index.segments.searching.bm25 import BM25Scorer
from index.segments.searching.bm25f import BM25FEvaluator
from index.segments.searching.bm25f_statistics import BM25FStatistics
from index.segments.searching.doc_id_query import DocIdQuery
from index.segments.searching.doc_sets import (
    DocSet,
    complement,
    constant,
    difference,
    empty,
    intersection,
    union,
    union_docs,
    with_optional,
)
from index.segments.searching.expansion import Expander
from index.segments.searching.multi_field import MultiFieldQuery
from index.segments.searching.patterns import Pattern, PatternEvaluator
from index.segments.searching.phrases import match_phrase
from index.segments.whoosh.private_api import range_as_terms

_MANY_CLAUSES = 1024
_SMALL_SEGMENT = 5000
"""Whoosh's limits for choosing a matcher: the number of terms, and the documents of a segment."""
_MATCH_ALL = ((query.Prefix, ""), (query.Wildcard, "*"), (query.Regex, ".*"))
"""Queries, as (type, text), that match every document with the field."""


class SegmentEvaluator:
    """Evaluates queries in one segment.

    Args:
        data: The open segment.
        searcher: Whoosh's searcher of the segment.
        scorer: Scores terms with the statistics of all segments.
        patterns: Evaluates our own patterns.
        statistics: Scores words in several fields with the statistics of all segments.
        alive: Whether each document is not deleted (bool); None if none is deleted.

    """

    def __init__(
        self,
        data: OpenSegment,
        searcher: Searcher,
        scorer: BM25Scorer,
        patterns: PatternEvaluator,
        statistics: BM25FStatistics,
        alive: Array | None,
    ) -> None:
        self._data = data
        self._searcher = searcher
        self._schema = searcher.schema
        self._scorer = scorer
        self._patterns = patterns
        self._multi_field = BM25FEvaluator(data, statistics, patterns)
        self._alive = alive
        self._count = data.count
        self._expanders: dict[str, Expander] = {}

    def evaluate_live(self, wanted: query.Query) -> DocSet:
        """The matching documents without deleted ones."""
        found = self.evaluate(wanted)
        return found if self._alive is None else found.take(np.flatnonzero(self._alive[found.docs]))

    def evaluate(self, wanted: query.Query) -> DocSet:
        """The matching documents, possibly with deleted ones, which `evaluate_live` removes at the end."""
        method = _METHODS.get(type(wanted))
        if method is not None:
            return method(self, wanted)
        if isinstance(wanted, MultiFieldQuery):
            return self._multi_field.evaluate(wanted)
        return self._own_pattern(wanted) if isinstance(wanted, Pattern) else self._by_matcher(wanted)

    def field_scores(self, wanted: MultiFieldQuery, doc: int) -> dict[str, float]:
        """The score of a document of the segment by field; see `BM25FEvaluator`."""
        return self._multi_field.field_scores(wanted, doc)

    def _field(self, name: str) -> FieldPostings | None:
        return self._data.postings.field(name) if name in self._schema else None

    # Terms

    def _term(self, wanted: query.Term) -> DocSet:
        field = self._field(wanted.fieldname)
        if wanted.minquality:
            return self._by_matcher(wanted)
        ordinal = -1 if field is None else self._find(field, wanted.text)
        if field is None or ordinal < 0:
            return empty()
        return self._scorer.term(field, ordinal).boosted(wanted.boost)

    def _find(self, field: FieldPostings, text: str | bytes) -> int:
        try:
            return field.find(self._schema[field.name].to_bytes(text))
        except ValueError:
            return -1

    def _phrase(self, wanted: query.Phrase) -> DocSet:
        format_ = self._schema[wanted.fieldname].format if wanted.fieldname in self._schema else None
        if wanted.fieldname in self._schema and not (format_ and format_.supports("positions")):
            raise query.QueryError(f"Phrase search: {wanted.fieldname!r} field has no positions")
        field = self._field(wanted.fieldname)
        if field is None or not wanted.words:
            return empty()
        ordinals = [self._find(field, word) for word in wanted.words]
        if min(ordinals) < 0:
            return empty()
        if field.positions is None:
            return self._by_matcher(wanted)
        docs, indices = match_phrase(field, ordinals, wanted.slop)
        words = [self._scorer.term(field, ordinal).take(at) for ordinal, at in zip(ordinals, indices, strict=True)]
        # Whoosh scores a phrase as the sum of its words.
        return DocSet(docs, lambda of: sum((word.scores(of) for word in words), np.zeros(1))).boosted(wanted.boost)

    def _pattern(self, wanted: query.MultiTerm) -> DocSet:
        if (type(wanted), getattr(wanted, "text", None)) in _MATCH_ALL:
            return self._every(query.Every(wanted.fieldname, boost=wanted.boost))
        field = self._field(wanted.fieldname)
        if field is None:
            return empty() if wanted.fieldname in self._schema else self._by_matcher(wanted)
        expander = self._expanders.get(field.name)
        if expander is None:
            expander = self._expanders[field.name] = Expander(field, self._schema[field.name])
        ordinals = expander.expand(wanted)
        if ordinals is None:
            return self._by_matcher(wanted)
        return self._terms(field, ordinals, wanted)

    def _own_pattern(self, wanted: Pattern) -> DocSet:
        field = self._field(wanted.fieldname)
        return empty() if field is None else self._patterns.evaluate(wanted, field, self._count)

    def _terms(self, field: FieldPostings, ordinals: TermOrdinals, wanted: query.MultiTerm) -> DocSet:
        if ordinals and field.term(ordinals[0]) == b"":
            ordinals = ordinals[1:]
        if len(ordinals) == 0:
            return empty()
        if len(ordinals) == 1:
            return self._scorer.term(field, ordinals[0])  # Whoosh ignores the boost here
        # Whoosh gives a constant score only with its matchers for small segments or for very many terms, which also
        # ignore the boost.
        scored = len(ordinals) == 2 or self._count > _SMALL_SEGMENT
        postings, counts = self._postings(field, ordinals)
        docs = field.docs[postings].astype(np.int64)
        found = union_docs([docs], self._count)
        if wanted.constantscore and not (scored and len(ordinals) < _MANY_CLAUSES):
            return constant(found)

        def scores(at: Array | None) -> Array:
            idfs = self._scorer.idfs(field.name, [field.term(ordinal) for ordinal in ordinals])
            each = self._scorer.score_postings(field, postings, docs, np.repeat(idfs, counts))
            total = np.bincount(docs, weights=each, minlength=self._count)
            return total[found if at is None else found[at]]

        return DocSet(found, scores).boosted(wanted.boost)

    def _postings(self, field: FieldPostings, ordinals: TermOrdinals) -> tuple[Any, Array]:
        """The postings of some terms, as a slice or as indices, and the number of postings of each term."""
        at = np.arange(ordinals.start, ordinals.stop) if isinstance(ordinals, range) else np.array(ordinals)
        counts = field.doc_freqs[at].astype(np.int64)
        if isinstance(ordinals, range):
            return slice(int(field.starts[at[0]]), int(field.starts[at[-1] + 1])), counts
        ends = np.cumsum(counts)
        starts = field.starts[at].astype(np.int64)
        return np.arange(int(ends[-1])) + np.repeat(starts - (ends - counts), counts), counts

    def _numeric_range(self, wanted: query.NumericRange) -> DocSet:
        column = self._data.file.optional(f"numbers:{wanted.fieldname}")
        if column is None or not wanted.constantscore:
            return self.evaluate(range_as_terms(wanted, self._searcher.reader()))
        flags = column != NO_NUMBER
        if wanted.start is not None:
            flags &= column > wanted.start if wanted.startexcl else column >= wanted.start
        if wanted.end is not None:
            flags &= column < wanted.end if wanted.endexcl else column <= wanted.end
        return constant(np.flatnonzero(flags), wanted.boost or 1.0)

    def _every(self, wanted: query.Every) -> DocSet:
        if wanted.fieldname is None:
            return constant(np.arange(self._count), wanted.boost or 1.0)
        field = self._field(wanted.fieldname)
        return empty() if field is None else constant(union_docs([field.docs[:]], self._count), wanted.boost or 1.0)

    # Combinations

    def _parts(self, wanted: query.CompoundQuery) -> list[DocSet]:
        return [self.evaluate(part) for part in wanted.subqueries]

    def _compound(self, wanted: query.CompoundQuery, combine: Callable[[list[DocSet]], DocSet]) -> DocSet:
        parts = self._parts(wanted)
        if len(parts) < 2:
            return parts[0] if parts else empty()  # Whoosh ignores the boost here
        return combine(parts).boosted(wanted.boost)

    def _and(self, wanted: query.And) -> DocSet:
        return self._compound(wanted, intersection)

    def _or(self, wanted: query.Or) -> DocSet:
        if wanted.scale or wanted.matcher_type != query.Or.AUTO_MATCHER:
            return self._by_matcher(wanted)
        return self._compound(wanted, lambda parts: union(parts, self._count))

    def _disjunction_max(self, wanted: query.DisjunctionMax) -> DocSet:
        return self._compound(wanted, lambda parts: union(parts, self._count, greatest=True))

    def _and_not(self, wanted: query.AndNot) -> DocSet:
        return difference(self.evaluate(wanted.a), self.evaluate(wanted.b).docs)

    def _and_maybe(self, wanted: query.AndMaybe) -> DocSet:
        return with_optional(self.evaluate(wanted.a), self.evaluate(wanted.b))

    def _otherwise(self, wanted: query.Otherwise) -> DocSet:
        first = self.evaluate_live(wanted.a)
        return first if first.docs.size else self.evaluate(wanted.b)

    def _require(self, wanted: query.Require) -> DocSet:
        return intersection([self.evaluate(wanted.a), DocSet(self.evaluate(wanted.b).docs, lambda at: np.zeros(1))])

    def _not(self, wanted: query.Not) -> DocSet:
        return constant(complement(self.evaluate(wanted.query).docs, self._count))

    def _constant(self, wanted: query.ConstantScoreQuery) -> DocSet:
        return constant(self.evaluate(wanted.child).docs, wanted.score or 1.0)

    def _null(self, wanted: query.Query) -> DocSet:
        return empty()

    def _doc_ids(self, wanted: DocIdQuery) -> DocSet:
        return constant(wanted.within(self._searcher.reader()))

    def _by_matcher(self, wanted: query.Query) -> DocSet:
        return evaluate_by_matcher(wanted, self._searcher)


def evaluate_by_matcher(wanted: query.Query, searcher: Searcher) -> DocSet:
    """The matching documents in the only segment of a searcher, by Whoosh's own matcher."""
    matcher = wanted.matcher(searcher, searcher.context())
    docs, scores = [], []
    while matcher.is_active():
        docs.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    found = np.array(scores, dtype=np.float64)
    return DocSet(np.array(docs, dtype=np.int64), lambda at: found if at is None else found[at])


_METHODS: dict[type[Any], Callable[[SegmentEvaluator, Any], DocSet]] = {
    query.Term: SegmentEvaluator._term,
    query.Phrase: SegmentEvaluator._phrase,
    query.Prefix: SegmentEvaluator._pattern,
    query.Wildcard: SegmentEvaluator._pattern,
    query.Regex: SegmentEvaluator._pattern,
    query.FuzzyTerm: SegmentEvaluator._pattern,
    query.TermRange: SegmentEvaluator._pattern,
    query.NumericRange: SegmentEvaluator._numeric_range,
    query.DateRange: SegmentEvaluator._numeric_range,
    query.Every: SegmentEvaluator._every,
    query.And: SegmentEvaluator._and,
    query.Or: SegmentEvaluator._or,
    query.DisjunctionMax: SegmentEvaluator._disjunction_max,
    query.AndNot: SegmentEvaluator._and_not,
    query.AndMaybe: SegmentEvaluator._and_maybe,
    query.Otherwise: SegmentEvaluator._otherwise,
    query.Require: SegmentEvaluator._require,
    query.Not: SegmentEvaluator._not,
    query.ConstantScoreQuery: SegmentEvaluator._constant,
    type(query.NullQuery): SegmentEvaluator._null,
    DocIdQuery: SegmentEvaluator._doc_ids,
}
