"""Answers over all segments of a searcher: documents and scores as arrays, and the best of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import SegmentData
from index.segments.searching.bm25 import Statistics, is_known
from index.segments.searching.doc_sets import Hits
from index.segments.searching.evaluator import SegmentEvaluator, by_matcher
from index.segments.searching.patterns import Pattern, Patterns, fitting
from index.segments.whoosh.per_document_reader import ArrayDocumentReader, live_docs
from index.segments.whoosh.private_api import per_document_reader

_ATTRIBUTE = "array_engine"
"""Of a searcher: its engine, so that both go together."""


def segment_data(reader: IndexReader) -> SegmentData | None:
    """The arrays under one of Whoosh's segment readers, or None if it is of another codec."""
    documents = per_document_reader(reader)
    return documents.data if isinstance(documents, ArrayDocumentReader) else None


class _Leaf:
    """One segment of a searcher."""

    def __init__(
        self, searcher: Searcher, offset: int, data: SegmentData | None, scoring: tuple[Statistics, Patterns] | None
    ) -> None:
        self.offset = offset
        self._searcher = searcher
        self._evaluator: SegmentEvaluator | None = None
        if data and scoring:
            segment = searcher.reader().segment()
            alive = live_docs(segment) if segment is not None and segment.has_deletions() else None
            self._evaluator = SegmentEvaluator(data, searcher, *scoring, alive)

    def hits(self, wanted: Query) -> Hits:
        """What the query matches among the documents that are there."""
        return by_matcher(wanted, self._searcher) if self._evaluator is None else self._evaluator.living(wanted)


class Engine:
    """Evaluates queries for one searcher; keep it as long as the searcher, for what it remembers."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        # An index without a document has one reader all the same, of no segment.
        leaves = [leaf for leaf in searcher.leaf_searchers() if leaf[0].reader().segment() is not None]
        datas = self._datas = [segment_data(leaf.reader()) for leaf, _ in leaves]
        self._offsets = [offset for _, offset in leaves]
        self._postings = _Fields([data for data in datas if data])
        scoring = None
        weighting = searcher.weighting
        if all(datas) and is_known(weighting):
            statistics = Statistics(searcher.reader(), self._postings, weighting)
            scoring = (statistics, Patterns(statistics, self._postings))
        self._leaves = [_Leaf(leaf, offset, data, scoring) for (leaf, offset), data in zip(leaves, datas, strict=True)]

    def fields(self, name: str) -> list[FieldPostings]:
        """A field's postings in each segment that has it."""
        return self._postings[name]

    def prepare(self, *names: str) -> None:
        """Work out now what the first pattern in one of the fields would wait for."""
        for name in names:
            fields = self.fields(name)
            for field in fields if len(fields) > 1 else ():
                field.hashed(np.empty(0, dtype=np.uint64))

    def vocabulary(self, name: str) -> Vocabulary:
        """The words of a field."""
        return Vocabulary(self.fields(name))

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document but those kept apart."""
        at = bisect_right(self._offsets, doc) - 1
        data = self._datas[at]
        if data is None:
            fields: dict[str, Any] = self.searcher.stored_fields(doc)
            return fields
        return data.stored.shown(doc - self._offsets[at])

    def evaluate(self, wanted: Query) -> tuple[Array, Array]:
        """All documents that match, ascending, and their scores.

        Args:
            wanted: a Whoosh query.

        Returns:
            The documents' numbers in the searcher (int64) and their scores (float64).

        """
        found = [(leaf.hits(wanted), leaf.offset) for leaf in self._leaves]
        docs = [hits.docs + offset for hits, offset in found]
        scores = [np.broadcast_to(hits.scores(None), hits.docs.shape) for hits, _ in found]
        return _joined(docs, np.int64), _joined(scores, np.float64)

    def matching(self, wanted: Query) -> Array:
        """All documents that match a Whoosh query, ascending; nothing is scored."""
        return _joined([leaf.hits(wanted).docs + leaf.offset for leaf in self._leaves], np.int64)


class Vocabulary:
    """The words of a field in all segments, as written, without case and accents."""

    def __init__(self, fields: list[FieldPostings]) -> None:
        self._fields = fields

    def forms_of(self, term: str) -> list[str]:
        """The words that are indexed under a term."""
        encoded = term.encode("utf-8", "surrogatepass")
        found: dict[str, None] = {}
        for field in self._fields:
            place = field.find(encoded)
            if place >= 0:
                found |= dict.fromkeys(field.forms.of(place) if field.forms else (term,))
        return list(found)

    def fitting(self, pattern: Pattern) -> list[str]:
        """The words that a pattern stands for."""
        found: dict[str, None] = {}
        for field in self._fields:
            words = field.forms or field
            found |= dict.fromkeys(words.term(place).decode("utf-8", "replace") for place in fitting(field, pattern))
        return list(found)


class _Fields(dict[str, list[FieldPostings]]):
    """Each field's postings in the segments that have it, opened when first asked for."""

    def __init__(self, datas: list[SegmentData]) -> None:
        super().__init__()
        self._datas = datas

    def __missing__(self, name: str) -> list[FieldPostings]:
        fields = [data.postings.field(name) for data in self._datas]
        self[name] = found = [field for field in fields if field is not None]
        return found


def _joined(pieces: list[Array], dtype: npt.DTypeLike) -> Array:
    if len(pieces) == 1:
        return pieces[0]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=dtype)


def engine(searcher: Searcher) -> Engine:
    """The engine of a searcher, the same one each time."""
    found: Engine | None = getattr(searcher, _ATTRIBUTE, None)
    if found is None:
        found = Engine(searcher)
        setattr(searcher, _ATTRIBUTE, found)
    return found
