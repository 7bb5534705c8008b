"""Patterns: prefix, wildcard and fuzzy queries, which match words as written and not their stems.

The terms of a stemmed field are stems: "security" is indexed as "secur", so the prefix "securit" would match no term. A
pattern is therefore matched against the field's surface forms, and searches the terms of those that match.

All matching words count as one term, whose weight in a document and whose document frequency are the sums of theirs, so
that a rare word does not outweigh the usual one. A `broad` pattern says nothing about relevance and is not scored.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from whoosh.query import Query

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.format.term_dictionary import TermDictionary, TermOrdinals
from index.segments.memo import Memo
from index.segments.searching.bm25 import BM25Scorer
from index.segments.searching.doc_sets import DocSet, constant, distinct, flags_of

_CACHED_PATTERNS = 256
"""The number of patterns to cache per searcher."""


class Pattern(Query):
    """A query for all words of a field that match a pattern.

    Args:
        fieldname: The name of the field.
        text: The pattern, without case and accents like the words of the field.
        boost: A factor for the scores.

    """

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.boost = boost

    @property
    def broad(self) -> bool:
        """Whether the pattern matches so many words that documents are not scored."""
        raise NotImplementedError

    def matching_words(self, words: TermDictionary) -> TermOrdinals:
        """The ordinals of the words that match."""
        raise NotImplementedError

    def key(self) -> tuple[object, ...]:
        """A cache key, equal for patterns that match the same words, whatever the field."""
        return type(self), self.text

    def field(self) -> str:
        """The field that is searched."""
        return self.fieldname

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r})"


def matching_words(field: FieldPostings, pattern: Pattern) -> TermOrdinals:
    """The ordinals of matching words among a field's surface forms, or among its terms if it has none; cached."""
    return field.matching_words.get(pattern.key(), lambda: pattern.matching_words(field.forms or field))


class PatternEvaluator:
    """Evaluates patterns in all segments of a searcher. Keep it as long as the searcher, for its cache.

    Args:
        scorer: The statistics of all segments.
        fields: The inverted indexes of each field, by its name, in the segments that have it.

    """

    def __init__(self, scorer: BM25Scorer, fields: Mapping[str, list[FieldPostings]]) -> None:
        self._scorer = scorer
        self._fields = fields
        self._memo: Memo[object, dict[int, list[slice]]] = Memo(_CACHED_PATTERNS)
        self._posting_counts: Memo[object, int] = Memo(_CACHED_PATTERNS)

    def spans(self, pattern: Pattern, field: FieldPostings) -> list[slice]:
        """The postings of the words that match a pattern, in a field of one segment; the pattern's field is ignored."""
        return self._spans(pattern, field.name)[id(field)]

    def frequent_terms(self, pattern: Pattern, field: FieldPostings, most: int) -> list[int]:
        """The ordinals of the most frequent terms of a field, in one segment, whose words match a pattern."""
        found = matching_words(field, pattern) if field.forms is None else _terms_of_matching_forms(field, pattern)
        ordinals = np.asarray(found, dtype=np.int64)
        if ordinals.size > most:
            ordinals = ordinals[np.argpartition(-field.doc_freqs[ordinals].astype(np.int64), most)[:most]]
        return list(map(int, ordinals))

    def posting_count(self, pattern: Pattern, name: str) -> int:
        """The number of postings in a field, over all segments, of the words that match a pattern."""

        def count() -> int:
            return sum(span.stop - span.start for each in self._spans(pattern, name).values() for span in each)

        return self._posting_counts.get((name, pattern.key()), count)

    def evaluate(self, pattern: Pattern, field: FieldPostings, count: int) -> DocSet:
        """The matching documents of a segment.

        Args:
            pattern: The query.
            field: The queried field in the segment.
            count: The number of documents in the segment.

        """
        spans = self.spans(pattern, field)
        docs = np.flatnonzero(flags_of((field.docs[span] for span in spans), count))
        if pattern.broad:
            return constant(docs, pattern.boost)

        def scores(at: Array | None) -> Array:
            postings = np.concatenate([np.empty(0, field.docs.dtype), *(field.docs[span] for span in spans)])
            weights = np.concatenate([np.empty(0), *(field.weights_in(span) for span in spans)])
            totals = np.bincount(postings, weights=weights, minlength=count)
            wanted = docs if at is None else docs[at]
            return self._scorer.score_weights(field, totals[wanted], wanted, self._idf(pattern))

        return DocSet(docs, scores).boosted(pattern.boost)

    def _idf(self, pattern: Pattern) -> float:
        return self._scorer.idf_of(self.posting_count(pattern, pattern.fieldname))

    def _spans(self, pattern: Pattern, name: str) -> dict[int, list[slice]]:
        """The postings of the matching terms in each segment, as slices, by the `id` of the segment's FieldPostings."""
        return self._memo.get((name, pattern.key()), lambda: self._find_spans(pattern, name))

    def _find_spans(self, pattern: Pattern, name: str) -> dict[int, list[slice]]:
        fields = self._fields[name]
        terms = _matching_terms(fields, pattern)
        return {id(field): _posting_runs(field, each) for field, each in zip(fields, terms, strict=True)}


def _matching_terms(fields: list[FieldPostings], pattern: Pattern) -> list[TermOrdinals | Array]:
    """The ordinals of the matching terms in each segment."""
    if any(field.forms is None for field in fields):
        return [matching_words(field, pattern) for field in fields]
    own = [_terms_of_matching_forms(field, pattern) for field in fields]
    if len(fields) < 2:
        return list(own)
    # A term is searched in all segments, even if a matching surface form of it is in one only.
    wanted = distinct(np.concatenate([field.hashes[ordinals] for field, ordinals in zip(fields, own, strict=True)]))
    return [field.find_hashes(wanted) for field in fields]


def _terms_of_matching_forms(field: FieldPostings, pattern: Pattern) -> Array:
    forms, found = field.forms, matching_words(field, pattern)
    assert forms is not None
    at = slice(found.start, found.stop) if isinstance(found, range) else found
    return distinct(forms.terms_of[at])


def _posting_runs(field: FieldPostings, ordinals: TermOrdinals | Array) -> list[slice]:
    """The postings of some terms, as one slice for each run of successive terms."""
    if not len(ordinals):
        return []
    if isinstance(ordinals, range):
        return [slice(int(field.starts[ordinals.start]), int(field.starts[ordinals.stop]))]
    at = np.asarray(ordinals, dtype=np.int64)
    breaks = np.flatnonzero(np.diff(at) > 1)
    starts = field.starts[at[np.append(0, breaks + 1)]].tolist()
    stops = field.starts[at[np.append(breaks, at.size - 1)] + 1].tolist()
    return list(map(slice, starts, stops))
