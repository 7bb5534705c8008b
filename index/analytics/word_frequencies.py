"""Document frequencies of all words in sets of documents, over the arrays of the index, and how words are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.analytics.view import View
from index.schema.analysis import split, term
from index.schema.fields import summary_of
from index.schema.languages import analyzed_as
from index.segments.format.postings import FieldPostings
from index.segments.format.ragged import Ints
from index.segments.format.types import Docs
from index.segments.searching.engine import open_segment_of

_FIELD = "body"
"""The titles of documents are left out: what they say of a story, its text says, too."""
_SAMPLE = 3
"""The number of documents that are read for the spelling of a word."""


class WordTable:
    """The words of a library with their document frequencies in some sets of documents.

    Args:
        view: The view of the commit.
        sets: Document numbers, ascending.

    """

    def __init__(self, view: View, sets: Sequence[Docs]) -> None:
        self._view = view
        self._fields: list[tuple[FieldPostings, int]] = []
        """The field in each segment that has it, with the number of the segment's first document."""
        counts, hashes = [np.zeros((len(sets), 0), np.int64)], [np.zeros(0, np.uint64)]
        for leaf, offset in view.searcher.reader().leaf_readers():
            data = open_segment_of(leaf)
            field = data.postings.field(_FIELD) if data else None
            if data is not None and field is not None:
                self._fields.append((field, offset))
                counts.append(_frequencies(field, [_within(docs, offset, data.count) for docs in sets], data.count))
                hashes.append(field.hashes)
        joined = np.concatenate(hashes)
        order = np.argsort(joined, kind="stable")
        is_first = np.append(True, joined[order][1:] != joined[order][:-1])[: len(order)]
        self._first = order[is_first]
        """The first place of each word in the joined term dictionaries of the segments."""
        starts = np.flatnonzero(is_first)
        every = np.concatenate(counts, axis=1)[:, order]
        self.counts: Ints = np.add.reduceat(every, starts, axis=1) if len(starts) else every
        """The number of documents of each set (row) that have each word (column)."""

    def term(self, word: int) -> str:
        """The term of a word."""
        place = int(self._first[word])
        for field, _ in self._fields:
            if place < len(field):
                return field.term(place).decode("utf-8", "replace")
            place -= len(field)
        raise IndexError(word)

    def spellings(self, words: Sequence[int], docs: Docs) -> list[str]:
        """How each word is mostly written in some of the documents that have it.

        Args:
            words: Indices of columns of `counts`.
            docs: The set of documents.

        """
        terms = [self.term(word) for word in words]
        samples = [self._sample(each, docs) for each in terms]
        written = {doc: _written(self._view, doc) for doc in {doc for sample in samples for doc in sample}}
        return [
            usual_spelling(each, [written[doc] for doc in sample]) for each, sample in zip(terms, samples, strict=True)
        ]

    def _sample(self, text: str, docs: Docs) -> list[int]:
        """A few documents of a set that have a term."""
        encoded = text.encode("utf-8", "surrogatepass")
        found: list[int] = []
        for field, offset in self._fields:
            ordinal = field.find(encoded)
            if ordinal >= 0 and len(found) < _SAMPLE:
                having = field.docs[field.span(ordinal)].astype(np.int64) + offset
                found += having[np.isin(having, docs, assume_unique=True)][: _SAMPLE - len(found)].tolist()
        return found


def _within(docs: Docs, offset: int, count: int) -> Docs:
    """The documents of a segment among some documents, by their numbers in the segment."""
    first, last = np.searchsorted(docs, [offset, offset + count])
    return docs[first:last] - offset


def _frequencies(field: FieldPostings, sets: Sequence[Docs], count: int) -> Ints:
    """The number of documents of each set (row) that have each term of a segment (column)."""
    having, starts = field.docs[:], field.starts[:-1].astype(np.int64)
    rows = []
    for docs in sets:
        flags = np.zeros(count, np.uint8)
        flags[docs] = 1
        rows.append(np.add.reduceat(flags[having], starts, dtype=np.int64))
    return np.array(rows)


def _written(view: View, doc: int) -> dict[str, Counter[str]]:
    """The words of a document's body as written, with their numbers, by term."""
    fields = view.engine.stored(doc)
    summary = summary_of(fields)
    return spellings_of(fields["text"][summary.body_start :], summary.language)


def spellings_of(text: str, language: str) -> dict[str, Counter[str]]:
    """The words of a text in a language as written, with their numbers, by term."""
    language = analyzed_as(language)
    found: dict[str, Counter[str]] = {}
    for word in split(text):
        found.setdefault(term(word, language), Counter())[word] += 1
    return found


def usual_spelling(text: str, documents: Sequence[dict[str, Counter[str]]]) -> str:
    """The most frequent spelling of a term in some documents; the first in the alphabet of several."""
    total: Counter[str] = Counter()
    for words in documents:
        total.update(words.get(text, Counter()))
    return min(total, key=lambda word: (-total[word], word), default=text)
