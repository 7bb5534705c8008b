"""Walks Whoosh's own query tree over the arrays of one segment.

Every kind of query scores as Whoosh's matcher for it does, quirks included (they are named where they are
followed). What is not known here is answered by Whoosh's matcher for that part of the tree.
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
from index.segments.format.segment_cache import SegmentData
from index.segments.searching.bm25 import Statistics
from index.segments.searching.doc_id_query import Documents
from index.segments.searching.doc_sets import (
    Hits,
    any_of,
    complement,
    constant,
    difference,
    intersection,
    nothing,
    preferring,
    union,
)
from index.segments.searching.expansion import Expander, Places
from index.segments.searching.patterns import Pattern, Patterns
from index.segments.searching.phrases import phrase
from index.segments.whoosh.private_api import range_as_terms

_MANY_CLAUSES = 1024
_SMALL_SEGMENT = 5000
_EVERYTHING = ((query.Prefix, ""), (query.Wildcard, "*"), (query.Regex, ".*"))


class SegmentEvaluator:
    """Evaluates queries in one segment of arrays."""

    def __init__(
        self, data: SegmentData, searcher: Searcher, statistics: Statistics, patterns: Patterns, alive: Array | None
    ) -> None:
        self._data = data
        self._searcher = searcher
        self._schema = searcher.schema
        self._statistics = statistics
        self._patterns = patterns
        self._alive = alive
        self._count = data.count
        self._expanders: dict[str, Expander] = {}

    def living(self, wanted: query.Query) -> Hits:
        """What the query matches, without deleted documents."""
        found = self.hits(wanted)
        return found if self._alive is None else found.among(np.flatnonzero(self._alive[found.docs]))

    def hits(self, wanted: query.Query) -> Hits:
        """What the query matches, deleted documents included where it is cheaper."""
        how = _HOW.get(type(wanted))
        if how is not None:
            return how(self, wanted)
        return self._words(wanted) if isinstance(wanted, Pattern) else self._by_matcher(wanted)

    def _field(self, name: str) -> FieldPostings | None:
        return self._data.postings.field(name) if name in self._schema else None

    # Terms

    def _term(self, wanted: query.Term) -> Hits:
        field = self._field(wanted.fieldname)
        if wanted.minquality:
            return self._by_matcher(wanted)
        place = -1 if field is None else self._find(field, wanted.text)
        if field is None or place < 0:
            return nothing()
        return self._statistics.term(field, place).boosted(wanted.boost)

    def _find(self, field: FieldPostings, text: str | bytes) -> int:
        try:
            return field.find(self._schema[field.name].to_bytes(text))
        except ValueError:
            return -1

    def _phrase(self, wanted: query.Phrase) -> Hits:
        format_ = self._schema[wanted.fieldname].format if wanted.fieldname in self._schema else None
        if wanted.fieldname in self._schema and not (format_ and format_.supports("positions")):
            raise query.QueryError(f"Phrase search: {wanted.fieldname!r} field has no positions")
        field = self._field(wanted.fieldname)
        if field is None or not wanted.words:
            return nothing()
        places = [self._find(field, word) for word in wanted.words]
        if min(places) < 0:
            return nothing()
        if field.positions is None:
            return self._by_matcher(wanted)
        docs, at = phrase(field, places, wanted.slop)
        words = [self._statistics.term(field, place).among(mine) for place, mine in zip(places, at, strict=True)]
        # Whoosh scores a phrase as the sum of its words.
        return Hits(docs, lambda of: sum((word.scores(of) for word in words), np.zeros(1))).boosted(wanted.boost)

    def _pattern(self, wanted: query.MultiTerm) -> Hits:
        if (type(wanted), getattr(wanted, "text", None)) in _EVERYTHING:
            return self._every(query.Every(wanted.fieldname, boost=wanted.boost))
        field = self._field(wanted.fieldname)
        if field is None:
            return nothing() if wanted.fieldname in self._schema else self._by_matcher(wanted)
        expander = self._expanders.get(field.name)
        if expander is None:
            expander = self._expanders[field.name] = Expander(field, self._schema[field.name])
        places = expander.places(wanted)
        if places is None:
            return self._by_matcher(wanted)
        return self._terms(field, places, wanted)

    def _words(self, wanted: Pattern) -> Hits:
        field = self._field(wanted.fieldname)
        return nothing() if field is None else self._patterns.hits(wanted, field, self._count)

    def _terms(self, field: FieldPostings, places: Places, wanted: query.MultiTerm) -> Hits:
        if places and field.term(places[0]) == b"":
            places = places[1:]
        if len(places) == 0:
            return nothing()
        if len(places) == 1:
            return self._statistics.term(field, places[0])  # Whoosh forgets the boost here
        # Whoosh keeps the promise of a constant score only where it chooses its matcher for small segments or
        # very many terms; there it also forgets the boost.
        scored = len(places) == 2 or self._count > _SMALL_SEGMENT
        postings, counts = self._postings(field, places)
        docs = field.docs[postings].astype(np.int64)
        found = any_of([docs], self._count)
        if wanted.constantscore and not (scored and len(places) < _MANY_CLAUSES):
            return constant(found)

        def scores(at: Array | None) -> Array:
            idfs = self._statistics.idfs(field.name, [field.term(place) for place in places])
            each = self._statistics.scores(field, postings, docs, np.repeat(idfs, counts))
            total = np.bincount(docs, weights=each, minlength=self._count)
            return total[found if at is None else found[at]]

        return Hits(found, scores).boosted(wanted.boost)

    def _postings(self, field: FieldPostings, places: Places) -> tuple[Any, Array]:
        at = np.arange(places.start, places.stop) if isinstance(places, range) else np.array(places)
        counts = field.doc_freqs[at].astype(np.int64)
        if isinstance(places, range):
            return slice(int(field.first[at[0]]), int(field.first[at[-1] + 1])), counts
        ends = np.cumsum(counts)
        starts = field.first[at].astype(np.int64)
        return np.arange(int(ends[-1])) + np.repeat(starts - (ends - counts), counts), counts

    def _numbers(self, wanted: query.NumericRange) -> Hits:
        column = self._data.file.optional(f"numbers:{wanted.fieldname}")
        if column is None or not wanted.constantscore:
            return self.hits(range_as_terms(wanted, self._searcher.reader()))
        flags = column != NO_NUMBER
        if wanted.start is not None:
            flags &= column > wanted.start if wanted.startexcl else column >= wanted.start
        if wanted.end is not None:
            flags &= column < wanted.end if wanted.endexcl else column <= wanted.end
        return constant(np.flatnonzero(flags), wanted.boost or 1.0)

    def _every(self, wanted: query.Every) -> Hits:
        if wanted.fieldname is None:
            return constant(np.arange(self._count), wanted.boost or 1.0)
        field = self._field(wanted.fieldname)
        return nothing() if field is None else constant(any_of([field.docs], self._count), wanted.boost or 1.0)

    # Combinations

    def _parts(self, wanted: query.CompoundQuery) -> list[Hits]:
        return [self.hits(part) for part in wanted.subqueries]

    def _compound(self, wanted: query.CompoundQuery, combine: Callable[[list[Hits]], Hits]) -> Hits:
        parts = self._parts(wanted)
        if len(parts) < 2:
            return parts[0] if parts else nothing()  # Whoosh forgets the boost here
        return combine(parts).boosted(wanted.boost)

    def _and(self, wanted: query.And) -> Hits:
        return self._compound(wanted, intersection)

    def _or(self, wanted: query.Or) -> Hits:
        if wanted.scale or wanted.matcher_type != query.Or.AUTO_MATCHER:
            return self._by_matcher(wanted)
        return self._compound(wanted, lambda parts: union(parts, self._count))

    def _best(self, wanted: query.DisjunctionMax) -> Hits:
        return self._compound(wanted, lambda parts: union(parts, self._count, greatest=True))

    def _and_not(self, wanted: query.AndNot) -> Hits:
        return difference(self.hits(wanted.a), self.hits(wanted.b).docs)

    def _and_maybe(self, wanted: query.AndMaybe) -> Hits:
        return preferring(self.hits(wanted.a), self.hits(wanted.b), self._count)

    def _otherwise(self, wanted: query.Otherwise) -> Hits:
        first = self.living(wanted.a)
        return first if first.docs.size else self.hits(wanted.b)

    def _require(self, wanted: query.Require) -> Hits:
        return intersection([self.hits(wanted.a), Hits(self.hits(wanted.b).docs, lambda at: np.zeros(1))])

    def _not(self, wanted: query.Not) -> Hits:
        return constant(complement(self.hits(wanted.query).docs, self._count))

    def _constant(self, wanted: query.ConstantScoreQuery) -> Hits:
        return constant(self.hits(wanted.child).docs, wanted.score or 1.0)

    def _null(self, wanted: query.Query) -> Hits:
        return nothing()

    def _given(self, wanted: Documents) -> Hits:
        return constant(wanted.within(self._searcher.reader()))

    def _by_matcher(self, wanted: query.Query) -> Hits:
        return by_matcher(wanted, self._searcher)


def by_matcher(wanted: query.Query, searcher: Searcher) -> Hits:
    """What Whoosh's own matcher finds in the one segment of a searcher."""
    matcher = wanted.matcher(searcher, searcher.context())
    docs, scores = [], []
    while matcher.is_active():
        docs.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    found = np.array(scores, dtype=np.float64)
    return Hits(np.array(docs, dtype=np.int64), lambda at: found if at is None else found[at])


_HOW: dict[type[Any], Callable[[SegmentEvaluator, Any], Hits]] = {
    query.Term: SegmentEvaluator._term,
    query.Phrase: SegmentEvaluator._phrase,
    query.Prefix: SegmentEvaluator._pattern,
    query.Wildcard: SegmentEvaluator._pattern,
    query.Regex: SegmentEvaluator._pattern,
    query.FuzzyTerm: SegmentEvaluator._pattern,
    query.TermRange: SegmentEvaluator._pattern,
    query.NumericRange: SegmentEvaluator._numbers,
    query.DateRange: SegmentEvaluator._numbers,
    query.Every: SegmentEvaluator._every,
    query.And: SegmentEvaluator._and,
    query.Or: SegmentEvaluator._or,
    query.DisjunctionMax: SegmentEvaluator._best,
    query.AndNot: SegmentEvaluator._and_not,
    query.AndMaybe: SegmentEvaluator._and_maybe,
    query.Otherwise: SegmentEvaluator._otherwise,
    query.Require: SegmentEvaluator._require,
    query.Not: SegmentEvaluator._not,
    query.ConstantScoreQuery: SegmentEvaluator._constant,
    type(query.NullQuery): SegmentEvaluator._null,
    Documents: SegmentEvaluator._given,
}
