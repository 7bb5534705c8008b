"""Statistics of words over all segments of an index, for BM25F."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeAlias

from whoosh.reading import IndexReader

from index.segments.format.array_file import Array
from index.segments.format.field_norms import DECODED_LENGTHS
from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import OpenSegment
from index.segments.memo import Memo
from index.segments.searching.doc_sets import union_docs
from index.segments.searching.multi_field import MultiFieldTerm, MultiFieldWord
from index.segments.searching.word_occurrences import Occurrences, find_occurrences

B = 0.75
_CACHED_DOC_FREQS = 4096
_CACHED_BYTES = 32
"""Bytes of a cache of words for each document of the index: enough for two words that all documents have."""
_LEAST_CACHED = 1 << 20
"""Bytes of such a cache, at least."""
_OVERHEAD = 1000
"""Bytes of a cached value besides its arrays, roughly: its objects and those of its key."""
FieldOccurrences: TypeAlias = list[tuple[FieldPostings, Occurrences]]
"""The occurrences of a word in each field that has any, in one segment."""


class ScoredDocs:
    """The documents of a word in a segment, with its frequencies there.

    Args:
        docs: The documents (int64), ascending.
        find: Computes the frequencies, which are summed over the fields.

    """

    def __init__(self, docs: Array, find: Callable[[], Array]) -> None:
        self.docs = docs
        self._find = find

    @cached_property
    def frequencies(self) -> Array:
        """Weighted and divided by the field norms, in the order of the documents; computed at first use."""
        return self._find()


class BM25FStatistics:
    """What scores need of the whole index. Keep it as long as the searcher, for its caches.

    Args:
        reader: Whoosh's reader of the index.
        segments: The open segments of the index.

    """

    def __init__(self, reader: IndexReader, segments: Sequence[OpenSegment]) -> None:
        self._reader = reader
        self._segments = segments
        self._count = reader.doc_count_all()
        self._norms: dict[str, Array] = {}
        self._doc_freqs: Memo[MultiFieldTerm | MultiFieldWord, int] = Memo(_CACHED_DOC_FREQS)
        size = _CACHED_BYTES * self._count + _LEAST_CACHED
        self.words: Memo[object, ScoredDocs] = Memo(size, lambda found: _OVERHEAD + 2 * found.docs.nbytes)
        """The documents of words in segments: the next key mostly leaves all words but the last in the query."""
        self._words: Memo[tuple[MultiFieldWord, int], FieldOccurrences] = Memo(
            size, lambda found: _OVERHEAD + sum(each.docs.nbytes + each.freqs.nbytes for _, each in found)
        )

    def idf(self, doc_freq: int) -> float:
        """The inverse document frequency of a word in this many documents."""
        doc_freq = min(doc_freq, self._count)
        return math.log(1 + (self._count - doc_freq + 0.5) / (doc_freq + 0.5))

    def doc_freq(self, term: MultiFieldTerm) -> int:
        """The number of documents that have a term in any of its fields."""
        plain = MultiFieldTerm(term.fields, term.text)
        return self._doc_freqs.get(plain, lambda: sum(_doc_freq(segment, plain) for segment in self._segments))

    def word(self, word: MultiFieldWord, segment: OpenSegment) -> FieldOccurrences:
        """The occurrences of a word in each of its fields in one segment."""
        plain = MultiFieldWord(word.fields, word.alternatives)
        return self._words.get((plain, id(segment)), lambda: _word(segment, plain))

    def doc_freq_of_word(self, word: MultiFieldWord) -> int:
        """The number of documents that have a word in any of its fields, in any of its ways."""
        plain = MultiFieldWord(word.fields, word.alternatives)
        return self._doc_freqs.get(plain, lambda: sum(self._doc_freq_in(segment, plain) for segment in self._segments))

    def _doc_freq_in(self, segment: OpenSegment, word: MultiFieldWord) -> int:
        lists = [each.docs for _, each in self.word(word, segment)]
        return int(union_docs(lists, segment.count).size) if lists else 0

    def norms(self, name: str) -> Array:
        """The divisor of a field's frequencies by the code of the field's length: 256 values."""
        norms = self._norms.get(name)
        if norms is None:
            average = self._reader.field_length(name) / (self._count or 1) or 1
            norms = self._norms[name] = 1 - B + B * DECODED_LENGTHS / average
        return norms


def _doc_freq(segment: OpenSegment, term: MultiFieldTerm) -> int:
    """The number of documents of a segment that have a term in any of its fields."""
    lists = []
    for name, _ in term.fields:
        field = segment.postings.field(name)
        ordinal = -1 if field is None else ordinal_of(field, term.text)
        if field is not None and ordinal >= 0:
            lists.append(field.docs[field.span(ordinal)])
    if len(lists) == 1:
        return int(lists[0].size)
    return int(union_docs(lists, segment.count).size) if lists else 0


def _word(segment: OpenSegment, word: MultiFieldWord) -> FieldOccurrences:
    found = []
    for name, _ in word.fields:
        field = segment.postings.field(name)
        each = None if field is None else find_occurrences(field, word.alternatives, segment.count)
        if field is not None and each is not None:
            found.append((field, each))
    return found


def ordinal_of(field: FieldPostings, text: str) -> int:
    """The ordinal of a term in a field, or -1."""
    return field.find(text.encode("utf-8", "surrogatepass"))
