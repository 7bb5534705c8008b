"""Postings builders: collect the terms of a field in memory, document by document, and invert the field at the end.

While a segment is built, a term has an id, in the order of first occurrences. Its ordinal, in the order of bytes, is
known only when all terms are known.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import numpy as np
from whoosh import formats
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.segments.format.array_file import Array
from index.segments.format.posting_values import decode_posting_values
from index.segments.language_text import LongText, language_of
from index.segments.writing.batch_tokenizer import BATCH_SIZE, BatchAnalyzer, BatchTokenizer
from index.segments.writing.fingerprinter import fingerprints
from index.segments.writing.form_ids import FormIds, LanguageWordIds
from index.segments.writing.inverted_field import InvertedField, gathered, sort_by_term

_LARGE_TEXT = 1 << 16
"""Code points above which a text is tokenized alone, since a batch would not make it faster."""
_MIN_BATCH = 1 << 15
"""Code points below which texts are tokenized one by one: the arrays of a batch would cost more than they save."""
_WHITE_SPACE = re.compile(r"\s")
_CHARS_PER_WORD = 6
"""Estimated code points per word, separators included."""
FieldValue: TypeAlias = str | LongText | Iterable[str]
"""A text, or the terms of one that is analyzed already."""


class TermPostingsBuilder:
    """Builds the postings of a field without creating Whoosh's tokens."""

    def __init__(self, field: FieldType) -> None:
        self._ids: dict[str, int] = {}
        """The id of each term."""
        self._forms: FormIds | None = None
        """The surface forms; None if the field has none."""
        self._has_positions = type(field.format) is formats.Positions
        self._boost: float = field.format.field_boost
        self._word_ids = array("I")
        """The ids of the terms of all documents, in order; those of forms if the field has any."""
        self._docs: list[int] = []
        """The documents that have terms."""
        self._lengths: list[int] = []
        """The number of terms of each of `_docs`."""
        self._boosts: dict[int, float] = {}
        """The boosts that are not 1, by document."""

    def __len__(self) -> int:
        self._tokenize_waiting()
        return len(self._word_ids)

    def add(self, doc: int, value: FieldValue, boost: float = 1.0) -> int:
        """Add the value of a document; returns its number of terms, which may be an estimate."""
        raise NotImplementedError

    def lengths(self) -> dict[int, int]:
        """The field's length in each document that has terms."""
        self._tokenize_waiting()
        return dict(zip(self._docs, self._lengths, strict=True))

    def _tokenize_waiting(self) -> None:
        """Tokenize the texts that wait for a batch, if there are any."""

    def _ids_of(self, terms: Iterable[str]) -> array[int]:
        ids = self._ids
        return array("I", [ids.setdefault(term, len(ids)) for term in terms])

    def _append(self, doc: int, word_ids: array[int], boost: float) -> None:
        if word_ids:
            if self._word_ids:
                self._word_ids.extend(word_ids)
            else:  # without a copy, as it may be those of millions of words
                self._word_ids = word_ids
            self._docs.append(doc)
            self._lengths.append(len(word_ids))
            boost *= self._boost
            if boost != 1.0:
                self._boosts[doc] = boost

    def _all_term_ids(self) -> Array:
        """The ids of the terms of all documents, in order (uint32)."""
        word_ids = np.frombuffer(self._word_ids, dtype=np.uint32)
        return word_ids if self._forms is None else self._forms.term_ids()[word_ids]

    def build(self) -> InvertedField:
        """Invert the field; the builder is empty afterwards."""
        self._tokenize_waiting()
        word_ids = np.frombuffer(self._word_ids, dtype=np.uint32)
        unsorted = [term.encode("utf-8", "surrogatepass") for term in self._ids]
        terms, term_starts, order = sort_by_term(unsorted, word_ids, self._forms.term_ids() if self._forms else None)
        forms = self._forms.build(unsorted, terms) if self._forms else None
        form_numbers = None if forms is None else gathered(forms[1], word_ids, order)
        del word_ids
        self._word_ids = array("I")  # of a text of millions of words it is as large as the text
        lengths = np.array(self._lengths, dtype=np.int64)
        places = np.arange(lengths.size, dtype=np.min_scalar_type(lengths.size))
        places = gathered(np.repeat(places, lengths), order)  # of the documents in `_docs`
        is_first = np.ones(order.size, dtype=bool)  # among the occurrences of a term in a document
        is_first[1:] = places[1:] != places[:-1]
        is_first[term_starts[:-1][np.diff(term_starts) > 0]] = True
        first = np.flatnonzero(is_first)
        freqs = np.diff(first, append=order.size)
        docs = np.array(self._docs, dtype=np.uint32)[places[first]]
        if self._has_positions:
            order -= gathered((np.cumsum(lengths) - lengths).astype(np.uint32), places)
        return InvertedField(
            terms=terms,
            starts=np.searchsorted(first, term_starts),
            docs=docs,
            freqs=freqs,
            weights=self._weights(docs, freqs),
            positions=order if self._has_positions else None,
            forms=None if forms is None else forms[0],
            form_numbers=form_numbers,
        )

    def _weights(self, docs: Array, freqs: Array) -> Array | None:
        if not self._boosts:
            return None
        factors = np.ones(int(docs.max()) + 1)
        factors[list(self._boosts)] = list(self._boosts.values())
        return freqs * factors[docs]


class TextPostingsBuilder(TermPostingsBuilder):
    """Builds the postings of a text field; tokenizes many texts at a time."""

    def __init__(self, field: FieldType, analyzer: BatchAnalyzer) -> None:
        super().__init__(field)
        self._forms = FormIds() if analyzer.has_surface_forms else None
        self._languages = LanguageWordIds(analyzer, self._ids, self._forms)
        self._words = analyzer.words
        self._tokenizer = BatchTokenizer(analyzer.character_classes, has_hyphens=analyzer.has_surface_forms)
        self._waiting: list[tuple[int, str | array[int], float]] = []
        """Documents in order: the id, the text (or the word ids, if a document before it waits), and the boost."""
        self._waiting_size = 0
        """Code points of the waiting texts, and one more for each."""

    def add(self, doc: int, value: FieldValue, boost: float = 1.0) -> int:
        """Add the text of a document, or its terms if it is analyzed already; returns an estimate of their number."""
        if isinstance(value, LongText):
            return self._add_ids(doc, self._tokenized_alone(value.whole, value.language, value.start), boost)
        if not isinstance(value, str):
            return self._add_ids(doc, self._ids_of(value), boost)
        if len(value) > _LARGE_TEXT:
            return self._add_ids(doc, self._tokenized_alone(value, language_of(value)), boost)
        if self._waiting_size + len(value) > BATCH_SIZE - _LARGE_TEXT:
            self._tokenize_waiting()
        self._waiting_size += len(value) + 1
        self._waiting.append((doc, value, boost))
        return len(value) // _CHARS_PER_WORD

    def _ids_of(self, terms: Iterable[str]) -> array[int]:
        ids = super()._ids_of(terms)
        if self._forms is None:
            return ids
        return array("I", [self._forms.add(term, term, at) for term, at in zip(terms, ids, strict=True)])

    def fingerprints(self, count: int) -> Array:
        """The fingerprints of all documents; see `fingerprinter`.

        Args:
            count: The number of documents in the segment.

        """
        self._tokenize_waiting()
        terms = [term.encode("utf-8", "surrogatepass") for term in self._ids]
        term_ids = self._all_term_ids()
        return fingerprints(terms, term_ids, np.array(self._docs, np.int64), np.array(self._lengths, np.int64), count)

    def _tokenized_alone(self, text: str, language: str, start: int = 0) -> array[int]:
        ids, found = self._languages[language], array("I")
        for part in _parts(text, start):
            found.extend(map(ids.__getitem__, self._words(part)))
        return found

    def _add_ids(self, doc: int, word_ids: array[int], boost: float) -> int:
        """Add the word ids of a document after those of the waiting documents."""
        if self._waiting:
            self._waiting.append((doc, word_ids, boost))
        else:
            self._append(doc, word_ids, boost)
        return len(word_ids)

    def _tokenize_waiting(self) -> None:
        waiting, size = self._waiting, self._waiting_size
        self._waiting, self._waiting_size = [], 0
        if not waiting:
            return
        texts: dict[str, list[str]] = {}
        for _, value, _ in waiting:
            if isinstance(value, str):
                texts.setdefault(language_of(value), []).append(value)
        lists = {language: self._tokenized(language, each, size) for language, each in texts.items()}
        for doc, value, boost in waiting:
            self._append(doc, next(lists[language_of(value)]) if isinstance(value, str) else value, boost)

    def _tokenized(self, language: str, texts: list[str], size: int) -> Iterator[array[int]]:
        """The word ids of each of some texts of one language, in a batch if the texts are long enough together."""
        if size < _MIN_BATCH:
            return (self._tokenized_alone(text, language) for text in texts)
        ids = self._languages[language]
        return _split(*self._tokenizer.word_ids(texts, ids.__getitem__, ids.salt))


def _parts(text: str, start: int) -> Iterator[str]:
    """Yield parts of a text from an offset on that end at white space: the words of a long one are not held at once."""
    while len(text) - start > 2 * _LARGE_TEXT:
        space = _WHITE_SPACE.search(text, start + _LARGE_TEXT)
        if space is None:
            break
        yield text[start : space.start()]
        start = space.start()
    yield text[start:]


class KeyPostingsBuilder(TermPostingsBuilder):
    """Builds the postings of a field of exact keys: each distinct key of a document is a term."""

    def add(self, doc: int, value: FieldValue, boost: float = 1.0) -> int:
        """Add the keys of a document; returns their number."""
        assert not isinstance(value, LongText)
        term_ids = self._ids_of((value,) if isinstance(value, str) else dict.fromkeys(value))
        self._append(doc, term_ids, boost)
        return len(term_ids)


def _split(word_ids: Array, counts: Array) -> Iterator[array[int]]:
    """Split the word ids of all texts (uint32) into those of each text, by their counts."""
    raw, at = word_ids.tobytes(), 0
    for count in counts.tolist():
        yield array("I", raw[at : at + 4 * count])
        at += 4 * count


class RawPostingsBuilder:
    """Builds the postings of a field from single postings that its Whoosh field type makes."""

    def __init__(self, format_: Format) -> None:
        self._format = format_
        self._ids: dict[bytes, int] = {}
        self._term_ids = array("I")
        self._docs = array("I")
        self._weights = array("f")
        self._values: list[bytes] = []

    def __len__(self) -> int:
        return len(self._term_ids)

    def add(self, doc: int, term: bytes, weight: float, value: bytes | None) -> None:
        """Add a posting. The documents of a term must ascend."""
        self._term_ids.append(self._ids.setdefault(term, len(self._ids)))
        self._docs.append(doc)
        self._weights.append(weight)
        self._values.append(value or b"")

    def last_doc(self) -> int:
        """The greatest document id; -1 without postings."""
        return max(self._docs, default=-1)

    def build(self) -> InvertedField:
        """Invert the field. Posting values of Whoosh's three usual formats are decoded."""
        terms, starts, order = sort_by_term(list(self._ids), np.frombuffer(self._term_ids, dtype=np.uint32))
        values = decode_posting_values(self._format, [self._values[at] for at in order.tolist()])
        return InvertedField(
            terms=terms,
            starts=starts,
            docs=np.frombuffer(self._docs, dtype=np.uint32)[order],
            freqs=values.freqs,
            weights=np.frombuffer(self._weights, dtype=np.float32)[order],
            positions=values.positions,
            values=values.encoded,
        )
