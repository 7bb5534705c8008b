"""The query engine: evaluates a Whoosh query over all segments of a searcher, with arrays as results."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import OpenSegment
from index.segments.memo import Memo
from index.segments.searching.bm25 import BM25Scorer, is_bm25f
from index.segments.searching.bm25f_statistics import BM25FStatistics
from index.segments.searching.doc_sets import DocSet
from index.segments.searching.edit_distance import similar_terms
from index.segments.searching.evaluator import SegmentEvaluator, evaluate_by_matcher
from index.segments.searching.multi_field import MultiFieldQuery, WordSequence
from index.segments.searching.patterns import Pattern, PatternEvaluator, matching_words
from index.segments.searching.word_occurrences import occurrences_of
from index.segments.whoosh.per_document_reader import ArrayPerDocumentReader, live_docs
from index.segments.whoosh.private_api import per_document_reader

_CACHED_WORDS = 1024
_ENGINE_ATTRIBUTE = "array_engine"
"""The attribute of a searcher that holds its engine, which therefore lives as long as the searcher."""


def open_segment_of(reader: IndexReader) -> OpenSegment | None:
    """The open segment behind Whoosh's reader of one segment; None if the segment is of another codec."""
    documents = per_document_reader(reader)
    return documents.data if isinstance(documents, ArrayPerDocumentReader) else None


class _Leaf:
    """One segment of a searcher.

    Args:
        searcher: Whoosh's searcher of the segment.
        offset: The id of its first document in the whole index.
        data: The open segment; None if it is of another codec.
        scoring: Scorers and the evaluator of patterns; None if Whoosh's matchers have to evaluate queries.

    """

    def __init__(
        self,
        searcher: Searcher,
        offset: int,
        data: OpenSegment | None,
        scoring: tuple[BM25Scorer, PatternEvaluator, BM25FStatistics] | None,
    ) -> None:
        self.offset = offset
        self._searcher = searcher
        self._evaluator: SegmentEvaluator | None = None
        if data and scoring:
            segment = searcher.reader().segment()
            alive = live_docs(segment) if segment is not None and segment.has_deletions() else None
            self._evaluator = SegmentEvaluator(data, searcher, *scoring, alive)

    def evaluate(self, wanted: Query) -> DocSet:
        """The matching documents without deleted ones."""
        if self._evaluator is None:
            return evaluate_by_matcher(wanted, self._searcher)
        return self._evaluator.evaluate_live(wanted)

    def field_scores(self, wanted: MultiFieldQuery, doc: int) -> dict[str, float]:
        """The score of a document of the segment by field; none where Whoosh's matchers evaluate queries."""
        return self._evaluator.field_scores(wanted, doc) if self._evaluator else {}


class Engine:
    """Evaluates queries for one searcher. Keep it as long as the searcher, for its caches: see `engine`.

    Args:
        searcher: Whoosh's searcher of an index. Queries are evaluated over arrays if its weighting is BM25F and all
            segments are of our codec; otherwise by Whoosh's own matchers.

    """

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        # An index without documents has a reader too, but that has no segment.
        leaves = [leaf for leaf in searcher.leaf_searchers() if leaf[0].reader().segment() is not None]
        datas = self._datas = [open_segment_of(leaf.reader()) for leaf, _ in leaves]
        self._offsets = [offset for _, offset in leaves]
        self._postings = _Fields([data for data in datas if data])
        self._vocabularies: dict[tuple[str, ...], Vocabulary] = {}
        scoring = None
        weighting = searcher.weighting
        if all(datas) and is_bm25f(weighting):
            scorer = BM25Scorer(searcher.reader(), self._postings, weighting)
            statistics = BM25FStatistics(searcher.reader(), [data for data in datas if data])
            scoring = (scorer, PatternEvaluator(scorer, self._postings), statistics)
        self._leaves = [_Leaf(leaf, offset, data, scoring) for (leaf, offset), data in zip(leaves, datas, strict=True)]

    def fields(self, name: str) -> list[FieldPostings]:
        """The inverted indexes of a field in the segments that have it."""
        return self._postings[name]

    def prepare(self, *names: str) -> None:
        """Compute in advance what the first pattern in each of some fields needs."""
        for name in names:
            fields = self.fields(name)
            for field in fields:
                _ = (field.forms or field).character_sets
                if len(fields) > 1:
                    field.find_hashes(np.empty(0, dtype=np.uint64))

    def vocabulary(self, *names: str) -> Vocabulary:
        """The words of some fields; the same object for the same fields, for its caches."""
        found = self._vocabularies.get(names)
        if found is None:
            found = self._vocabularies[names] = Vocabulary([field for name in names for field in self.fields(name)])
        return found

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document except COLD fields; `doc` is its id in the whole index."""
        at = bisect_right(self._offsets, doc) - 1
        data = self._datas[at]
        if data is None:
            fields: dict[str, Any] = self.searcher.stored_fields(doc)
            return fields
        return data.stored.hot(doc - self._offsets[at])

    def evaluate(self, wanted: Query) -> tuple[Array, Array]:
        """Find and score all matching documents.

        Returns:
            Their ids in the whole index (int64), ascending, and their scores (float64).

        """
        found = [(leaf.evaluate(wanted), leaf.offset) for leaf in self._leaves]
        docs = [each.docs + offset for each, offset in found]
        scores = [np.broadcast_to(each.scores(None), each.docs.shape) for each, _ in found]
        return _concatenated(docs, np.int64), _concatenated(scores, np.float64)

    def field_scores(self, wanted: MultiFieldQuery, doc: int) -> dict[str, float]:
        """The score of a document by field; `doc` is its id in the whole index."""
        at = bisect_right(self._offsets, doc) - 1
        return self._leaves[at].field_scores(wanted, doc - self._offsets[at])

    def matching(self, wanted: Query) -> Array:
        """The ids in the whole index of all matching documents (int64), ascending, without scoring them."""
        return _concatenated([leaf.evaluate(wanted).docs + leaf.offset for leaf in self._leaves], np.int64)


class Vocabulary:
    """The words of some fields in all segments, as written but without case and accents."""

    def __init__(self, fields: list[FieldPostings]) -> None:
        self._fields = fields
        self._terms_of: Memo[str, list[str]] = Memo(_CACHED_WORDS)
        self._forms_of: Memo[str, list[str]] = Memo(_CACHED_WORDS)
        self._has_words: Memo[WordSequence, bool] = Memo(_CACHED_WORDS)

    @cached_property
    def joined_words(self) -> frozenset[str]:
        """The words that a hyphen joins to the next one."""
        numbers = [field.form_numbers for field in self._fields]
        return frozenset().union(*(each.joined_words for each in numbers if each))

    def terms(self) -> set[str]:
        """All terms."""
        return {term for field in self._fields for term in field.words(range(len(field)))}

    def terms_ending(self, suffix: str) -> frozenset[str]:
        """The terms that end with a suffix."""
        return frozenset(term for field in self._fields for term in field.ending(suffix.encode()))

    def has_term(self, term: str) -> bool:
        """Whether any field has a term."""
        encoded = term.encode("utf-8", "surrogatepass")
        return any(field.find(encoded) >= 0 for field in self._fields)

    def has_words(self, words: WordSequence) -> bool:
        """Whether any document has some adjacent words in one of the fields."""
        # The search and its highlighting ask for the same words.
        return self._has_words.get(words, lambda: any(map(partial(_occur_in, words), self._fields)))

    def terms_of(self, form: str) -> list[str]:
        """The terms under which a surface form is indexed."""
        return self._terms_of.get(form, lambda: self._find_terms_of(form))

    def _find_terms_of(self, form: str) -> list[str]:
        encoded = form.encode("utf-8", "surrogatepass")
        found: dict[str, None] = {}
        for field in self._fields:
            ordinals = field.forms.terms_of[as_slice(field.forms.equal(encoded))].tolist() if field.forms else []
            found |= dict.fromkeys(field.term(ordinal).decode("utf-8", "replace") for ordinal in ordinals)
        return list(found)

    def forms_of(self, term: str) -> list[str]:
        """The surface forms that are indexed under a term."""
        return self._forms_of.get(term, lambda: self._find_forms_of(term))

    def _find_forms_of(self, term: str) -> list[str]:
        encoded = term.encode("utf-8", "surrogatepass")
        found: dict[str, None] = {}
        for field in self._fields:
            ordinal = field.find(encoded)
            if ordinal >= 0:
                found |= dict.fromkeys(field.forms.of(ordinal) if field.forms else (term,))
        return list(found)

    def matching_words(self, pattern: Pattern) -> list[str]:
        """The words that match a pattern."""
        found: dict[str, None] = {}
        for field in self._fields:
            words = field.forms or field
            found |= dict.fromkeys(words.term(at).decode("utf-8", "replace") for at in matching_words(field, pattern))
        return list(found)

    def document_count(self, word: str) -> int:
        """The number of documents with a word or another form of its stem, summed over the fields."""
        return sum(_doc_freq(field, word.encode("utf-8", "surrogatepass")) for field in self._fields)

    def similar_words(self, word: str, distance: int) -> dict[str, int]:
        """The words within an edit distance, mapped to their distances."""
        found: dict[str, int] = {}
        for field in self._fields:
            words = field.forms or field
            similar = similar_terms(words, word, distance)
            found |= {words.term(at).decode("utf-8", "replace"): each for at, each in similar.items()}
        return found


def _occur_in(words: WordSequence, field: FieldPostings) -> bool:
    return occurrences_of(field, words) is not None


def _doc_freq(field: FieldPostings, word: bytes) -> int:
    """The number of documents of a segment that have a word in a field, or another form of one of its stems."""
    if field.forms is None:
        ordinals = [field.find(word)]
    else:
        ordinals = field.forms.terms_of[as_slice(field.forms.equal(word))].tolist()
    return sum(field.doc_freq(ordinal) for ordinal in ordinals if ordinal >= 0)


def as_slice(numbers: range) -> slice:
    """A range of successive numbers as a slice."""
    return slice(numbers.start, numbers.stop)


class _Fields(dict[str, list[FieldPostings]]):
    """Maps the name of a field to its inverted indexes in the segments that have it, opened at first use."""

    def __init__(self, datas: list[OpenSegment]) -> None:
        super().__init__()
        self._datas = datas

    def __missing__(self, name: str) -> list[FieldPostings]:
        fields = [data.postings.field(name) for data in self._datas]
        self[name] = found = [field for field in fields if field is not None]
        return found


def _concatenated(pieces: list[Array], dtype: npt.DTypeLike) -> Array:
    if len(pieces) == 1:
        return pieces[0]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=dtype)


def engine(searcher: Searcher) -> Engine:
    """The engine of a searcher; always the same object."""
    found: Engine | None = getattr(searcher, _ENGINE_ATTRIBUTE, None)
    if found is None:
        found = Engine(searcher)
        setattr(searcher, _ENGINE_ATTRIBUTE, found)
    return found
