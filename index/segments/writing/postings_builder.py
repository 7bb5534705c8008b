"""Postings collected in memory, then grouped by term with one sort."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from whoosh import formats
from whoosh.fields import FieldType
from whoosh.formats import Format

from index.segments.format.array_file import Array, ArrayFileWriter, shrink
from index.segments.format.positions import write_positions
from index.segments.format.posting_values import decode_values
from index.segments.format.term_dictionary import write_forms, write_terms
from index.segments.format.term_freqs import write_frequencies
from index.segments.writing.batch_tokenizer import BATCH, BatchAnalyzer, WordNumbers

_LARGE = 1 << 16
"""A text with more letters is cut by itself: it would not be faster with others."""
_FEW = 1 << 15
"""Fewer letters are cut text by text: the arrays of a batch would cost more than they save."""
_WORD = 6
"""Letters of a word, roughly, with what is between two."""


@dataclass(slots=True)
class FieldArrays:
    """One field's postings in the order of a segment's file; see `postings` for what the arrays mean."""

    terms: list[bytes]
    first: Array
    docs: Array
    freqs: Array
    weights: Array | None = None
    positions: Array | None = None
    payload: list[bytes] | None = None
    forms: dict[bytes, int] | None = None
    """The words as written, folded, to the places of their terms."""

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Put the field into a segment's file, in the smallest types that hold its numbers."""
        write_terms(file, name, self.terms)
        if self.forms:
            write_forms(file, name, self.forms)
        file.add(f"first:{name}", shrink(self.first, np.uint32))
        file.add(f"docs:{name}", shrink(self.docs))
        plain = bool((self.freqs == 1).all())
        if not plain:
            write_frequencies(file, name, [self.freqs])
        if self.weights is not None and (self.weights != self.freqs).any():
            file.add(f"weights:{name}", self.weights.astype(np.float32))
        if self.positions is not None:
            places = np.zeros(self.docs.size + 1, dtype=np.uint64)
            np.cumsum(self.freqs, out=places[1:])
            file.add(f"places:{name}", shrink(places[self.first], np.uint32))
            write_positions(file, name, int(self.positions.max(initial=0)), [self.positions])
        if self.payload is not None:
            ends = np.cumsum([0, *map(len, self.payload)], dtype=np.uint64)
            file.add(f"payload_ends:{name}", shrink(ends, np.uint32))
            file.add(f"payload:{name}", b"".join(self.payload))


def sort_by_term(words: list[bytes], numbers: Array) -> tuple[list[bytes], Array, Array]:
    """Bring occurrences into the order of their terms.

    `words` are the distinct terms in the order they were met, `numbers` the place in it of each occurrence.
    Gives the terms sorted, the places in that sorting of the occurrences once sorted, and the order that
    sorts them (stable).
    """
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.empty(len(words), dtype=np.uint32)
    rank[order] = np.arange(len(words), dtype=np.uint32)
    ranks = rank[numbers]
    # Numbers of 16 bits are put in order by counting, seven times as fast as larger ones: lower half first, then upper.
    places = np.argsort(ranks.astype(np.uint16), kind="stable")
    if len(words) > 1 << 16:
        places = places[np.argsort((ranks >> 16).astype(np.uint16)[places], kind="stable")]
    return [words[at] for at in order], ranks[places], places


def _first_of_each(count: int, ranks: Array) -> Array:
    """Where each of `count` terms starts among sorted ranks; one more at the end."""
    first = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(ranks.astype(np.int64), minlength=count), out=first[1:])
    return first


class TermField:
    """Collects a field whose terms are known without tokens, by their numbers."""

    def __init__(self, field: FieldType) -> None:
        self._terms: dict[str, int] = {}
        self._forms: dict[str, int] | None = None
        self._keep_positions = type(field.format) is formats.Positions
        self._boost: float = field.format.field_boost
        self._numbers = array("I")
        self._docs: list[int] = []
        self._counts: list[int] = []
        self._boosts: dict[int, float] = {}

    def __len__(self) -> int:
        self._complete()
        return len(self._numbers)

    def add(self, doc: int, value: str | Iterable[str], boost: float = 1.0) -> int:
        """Index a document's value; gives roughly the number of terms."""
        raise NotImplementedError

    def lengths(self) -> dict[int, int]:
        """The number of terms of each document that has any."""
        self._complete()
        return dict(zip(self._docs, self._counts, strict=True))

    def _complete(self) -> None:
        """Take what is still waiting."""

    def _numbered(self, terms: Iterable[str]) -> array[int]:
        known = self._terms
        return array("I", [known.setdefault(term, len(known)) for term in terms])

    def _take(self, doc: int, numbers: array[int], boost: float) -> None:
        if numbers:
            self._numbers.extend(numbers)
            self._docs.append(doc)
            self._counts.append(len(numbers))
            boost *= self._boost
            if boost != 1.0:
                self._boosts[doc] = boost

    def arrays(self) -> FieldArrays:
        """All that was collected, grouped."""
        self._complete()
        numbers = np.frombuffer(self._numbers, dtype=np.uint32)
        counts = np.array(self._counts, dtype=np.int64)
        docs = np.repeat(np.array(self._docs, dtype=np.uint32), counts)
        positions = np.arange(numbers.size, dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        words = [term.encode("utf-8", "surrogatepass") for term in self._terms]
        terms, ranks, order = sort_by_term(words, numbers)
        docs, positions = docs[order], positions[order]
        fresh = np.ones(numbers.size, dtype=bool)
        fresh[1:] = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
        starts = np.flatnonzero(fresh)
        freqs = np.diff(starts, append=numbers.size)
        docs = docs[starts]
        return FieldArrays(
            terms=terms,
            first=_first_of_each(len(terms), ranks[starts]),
            docs=docs,
            freqs=freqs,
            weights=self._weights(docs, freqs),
            positions=positions if self._keep_positions else None,
            forms=self._placed_forms(words, terms),
        )

    def _placed_forms(self, words: list[bytes], terms: list[bytes]) -> dict[bytes, int] | None:
        if self._forms is None:
            return None
        place = {term: at for at, term in enumerate(terms)}
        return {form.encode("utf-8", "surrogatepass"): place[words[number]] for form, number in self._forms.items()}

    def _weights(self, docs: Array, freqs: Array) -> Array | None:
        if not self._boosts:
            return None
        factors = np.ones(int(docs.max()) + 1)
        factors[list(self._boosts)] = list(self._boosts.values())
        return freqs * factors[docs]


class WordField(TermField):
    """Collects a field of texts, whose words are cut many texts at a time."""

    def __init__(self, field: FieldType, analyzer: BatchAnalyzer) -> None:
        super().__init__(field)
        self._forms = {} if analyzer.has_forms else None
        self._memo = _Memo(analyzer, self._terms, self._forms)
        self._words = analyzer.words
        self._batch = WordNumbers(analyzer.letters, self._memo.__getitem__)
        self._waiting: list[tuple[int, str | array[int], float]] = []
        """Documents' texts that are to be cut together with others, or their terms, and boosts."""
        self._waiting_size = 0

    def add(self, doc: int, value: str | Iterable[str], boost: float = 1.0) -> int:
        """Index a document's text, or the terms of an analysis done elsewhere; gives roughly the number of terms."""
        if not isinstance(value, str):
            return self._wait(doc, self._numbered(value), boost)
        if len(value) > _LARGE:
            return self._wait(doc, self._looked_up(value), boost)
        if self._waiting_size + len(value) > BATCH - _LARGE:
            self._complete()
        self._waiting_size += len(value) + 1
        self._waiting.append((doc, value, boost))
        return len(value) // _WORD

    def _looked_up(self, text: str) -> array[int]:
        """The numbers of a text's words, one by one."""
        return array("I", list(map(self._memo.__getitem__, self._words(text))))

    def _wait(self, doc: int, numbers: array[int], boost: float) -> int:
        """Take a document's terms by their numbers, behind those of the documents before it."""
        if self._waiting:
            self._waiting.append((doc, numbers, boost))
        else:
            self._take(doc, numbers, boost)
        return len(numbers)

    def _complete(self) -> None:
        """Cut the texts that are waiting into words, and take the documents in their order."""
        waiting, size = self._waiting, self._waiting_size
        self._waiting, self._waiting_size = [], 0
        if not waiting:
            return
        texts = [value for _, value, _ in waiting if isinstance(value, str)]
        lists = _split(*self._batch.of(texts)) if size >= _FEW else map(self._looked_up, texts)
        for doc, value, boost in waiting:
            self._take(doc, next(lists) if isinstance(value, str) else value, boost)


class KeyField(TermField):
    """Collects a field of exact keys: each distinct one is a term."""

    def add(self, doc: int, value: str | Iterable[str], boost: float = 1.0) -> int:
        """Index a document's keys; gives their number."""
        numbers = self._numbered((value,) if isinstance(value, str) else dict.fromkeys(value))
        self._take(doc, numbers, boost)
        return len(numbers)


def _split(numbers: Array, counts: Array) -> Iterator[array[int]]:
    """The numbers of each text."""
    raw, at = numbers.tobytes(), 0
    for count in counts.tolist():
        yield array("I", raw[at : at + 4 * count])
        at += 4 * count


class _Memo(dict[str, int]):
    """Word to number of its term; a word is folded and stemmed when it is first met."""

    def __init__(self, analyzer: BatchAnalyzer, terms: dict[str, int], forms: dict[str, int] | None) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._terms = terms
        self._forms = forms

    def __missing__(self, word: str) -> int:
        number = self._terms.setdefault(self._analyzer.term(word), len(self._terms))
        if self._forms is not None:
            self._forms[self._analyzer.form(word)] = number
        self[word] = number
        return number


class PostingField:
    """Collects postings one by one, as any Whoosh field type makes them."""

    def __init__(self, format_: Format) -> None:
        self._format = format_
        self._terms: dict[bytes, int] = {}
        self._numbers = array("I")
        self._docs = array("I")
        self._weights = array("f")
        self._values: list[bytes] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, doc: int, term: bytes, weight: float, value: bytes | None) -> None:
        """One posting."""
        self._numbers.append(self._terms.setdefault(term, len(self._terms)))
        self._docs.append(doc)
        self._weights.append(weight)
        self._values.append(value or b"")

    def last_doc(self) -> int:
        """The highest document number; -1 without postings."""
        return max(self._docs, default=-1)

    def arrays(self) -> FieldArrays:
        """All that was collected, grouped; values of Whoosh's three usual formats are decoded."""
        terms, ranks, order = sort_by_term(list(self._terms), np.frombuffer(self._numbers, dtype=np.uint32))
        values = decode_values(self._format, [self._values[at] for at in order.tolist()])
        return FieldArrays(
            terms=terms,
            first=_first_of_each(len(terms), ranks),
            docs=np.frombuffer(self._docs, dtype=np.uint32)[order],
            freqs=values.freqs,
            weights=np.frombuffer(self._weights, dtype=np.float32)[order],
            positions=values.positions,
            payload=values.payload,
        )
