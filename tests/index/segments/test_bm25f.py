"""Words in several fields are found and scored as a plain-Python model of BM25F says."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, AndNot, Or
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.query.term_patterns import PrefixPattern
from index.schema.analysis import WordAnalyzer
from index.segments.array_index import ArrayIndex
from index.segments.format.array_file import Array
from index.segments.searching.doc_sets import union_docs
from index.segments.searching.engine import engine
from index.segments.searching.multi_field import MultiFieldPattern, MultiFieldPhrase, MultiFieldTerm, MultiFieldWord
from tests.index.segments.oracle import unique_name

SCHEMA = fields.Schema(
    title=fields.TEXT(WordAnalyzer(stemmed=False)),
    body=fields.TEXT(WordAnalyzer(stemmed=False)),
    key=fields.ID(unique=True, stored=True),
)
WEIGHTS = (("title", 5.0), ("body", 1.0))
WORDS = ("oil", "oily", "bank", "trade", "talks", "the")
K1, B = 1.2, 0.75

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@dataclass(frozen=True)
class Doc:
    """A document of two fields."""

    title: str
    body: str


class Model:
    """BM25F over plain documents, deleted ones included in the statistics; ids are indices of `docs`."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self.docs = docs

    def term(self, matches: Callable[[str], bool], doc_freq: int | None = None) -> dict[int, float]:
        """The scores of the documents that have a matching word."""
        tf = {number: self._frequency(doc, matches) for number, doc in enumerate(self.docs)}
        found = {number: value for number, value in tf.items() if value}
        n = len(found) if doc_freq is None else doc_freq
        idf = math.log(1 + (len(self.docs) - n + 0.5) / (n + 0.5))
        return {number: idf * value * (K1 + 1) / (value + K1) for number, value in found.items()}

    def phrase(self, words: Sequence[str]) -> dict[int, float]:
        """The scores of the documents that have the words next to each other, in this order."""
        pattern = re.compile(rf"\b{' '.join(words)}\b")
        each = [self.term(word.__eq__) for word in words]
        numbers = (n for n, doc in enumerate(self.docs) if pattern.search(doc.title) or pattern.search(doc.body))
        return {number: sum(scores[number] for scores in each) for number in numbers}

    def near(self, words: Sequence[str], slop: int) -> set[int]:
        """The documents that have the words in any order in a window; a word that is there twice, twice."""
        return {
            n for n, doc in enumerate(self.docs) if any(_is_near(text, words, slop) for text in (doc.title, doc.body))
        }

    def beginning(self, prefix: str) -> dict[int, float]:
        """The scores of the documents that have a word with this prefix."""
        words = [word for word in WORDS if word.startswith(prefix)]
        posted = {
            name: sum(word in getattr(doc, name).split() for doc in self.docs for word in words)
            for name in ("title", "body")
        }
        return self.term(lambda word: word in words, min(max(posted.values()), len(self.docs)))

    def _frequency(self, doc: Doc, matches: Callable[[str], bool]) -> float:
        return sum(weight * self._normed(doc, name, matches) for name, weight in WEIGHTS)

    def _normed(self, doc: Doc, name: str, matches: Callable[[str], bool]) -> float:
        lengths = [len(getattr(each, name).split()) for each in self.docs]
        average = sum(lengths) / len(lengths) or 1
        words = getattr(doc, name).split()
        length = byte_to_length(length_to_byte(len(words)))  # as far as one byte tells
        return sum(map(matches, words)) / (1 - B + B * length / average)


def _is_near(text: str, words: Sequence[str], slop: int) -> bool:
    """Whether one of all choices of places for the words is close enough."""
    places = [[at for at, word in enumerate(text.split()) if word == wanted] for wanted in words]
    chosen = (each for each in product(*places) if len(set(each)) == len(each))
    return any(max(each) - min(each) <= slop + len(words) - 2 for each in chosen)


def indexed(batches: list[list[Doc]], deleted: int) -> ArrayIndex:
    """An index with a segment for each batch; some documents are then deleted, by their number modulo 3."""
    index = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    keys = iter(range(1000))
    for batch in batches:
        writer = index.writer()
        for doc in batch:
            writer.add_document(title=doc.title, body=doc.body, key=str(next(keys)))
        writer.commit(merge=False)
    writer = index.writer()
    for number in range(deleted, next(keys), 3):
        writer.delete_by_term("key", str(number))
    writer.commit(merge=False)
    return index


batches = st.lists(st.lists(st.builds(Doc, texts, texts), min_size=1, max_size=6), min_size=1, max_size=3)


@given(batches, st.sampled_from((0, 1, 1000)), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_scores_are_those_of_the_model(corpus: list[list[Doc]], deleted: int, one: str, other: str) -> None:
    """Terms, phrases, prefixes, and their combinations; over segments, with deleted documents."""
    model = Model([doc for batch in corpus for doc in batch])
    alive = {number for number in range(len(model.docs)) if number < deleted or (number - deleted) % 3}
    with indexed(corpus, deleted).searcher() as searcher:

        def check(query: object, expected: dict[int, float]) -> None:
            docs, scores = engine(searcher).evaluate(query)  # type: ignore[arg-type]
            found = dict(zip(docs.tolist(), scores.tolist(), strict=True))
            assert found == pytest.approx({number: score for number, score in expected.items() if number in alive})

        first, second = model.term(one.__eq__), model.term(other.__eq__)
        terms = [MultiFieldTerm(WEIGHTS, one), MultiFieldTerm(WEIGHTS, other, boost=2.0)]
        check(terms[0], first)
        check(MultiFieldPhrase(WEIGHTS, (one, other)), model.phrase((one, other)))
        check(MultiFieldPattern(WEIGHTS, PrefixPattern("", "oil")), model.beginning("oil"))
        check(And(terms), {n: first[n] + 2 * second[n] for n in first.keys() & second.keys()})
        either = first.keys() | second.keys()
        check(Or(terms), {n: first.get(n, 0) + 2 * second.get(n, 0) for n in either})
        check(AndNot(terms[0], terms[1]), {n: score for n, score in first.items() if n not in second})


@given(
    batches,
    st.sampled_from((0, 1000)),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=4),
    st.sampled_from((2, 3, 7)),
)
def test_words_near_each_other_in_any_order(corpus: list[list[Doc]], deleted: int, words: list[str], slop: int) -> None:
    """As trying all places says; with a prefix as the last word, for any word with that prefix."""
    model = Model([doc for batch in corpus for doc in batch])
    alive = {number for number in range(len(model.docs)) if number < deleted or (number - deleted) % 3}
    with indexed(corpus, deleted).searcher() as searcher:
        near = MultiFieldPhrase(WEIGHTS, tuple(words), slop)
        docs, scores = engine(searcher).evaluate(near)
        assert set(docs.tolist()) == model.near(words, slop) & alive
        each = [model.term(word.__eq__) for word in words]
        assert scores.tolist() == pytest.approx([sum(found[doc] for found in each) for doc in docs.tolist()])

        ending = MultiFieldPhrase(WEIGHTS, tuple(words), slop, ending=PrefixPattern("", "oil"))
        expected = model.near([*words, "oil"], slop) | model.near([*words, "oily"], slop)
        assert set(engine(searcher).matching(ending).tolist()) == expected & alive


def test_a_word_in_all_documents_hardly_counts() -> None:
    """However often it occurs: a document that has the rarer word comes first."""
    docs = [Doc("", "the the the the the the the"), Doc("", "the oil"), Doc("", "the bank"), Doc("", "the trade")]
    with indexed([docs], 1000).searcher() as searcher:
        query = Or([MultiFieldTerm(WEIGHTS, "the"), MultiFieldTerm(WEIGHTS, "oil")])
        found, scores = engine(searcher).evaluate(query)

        assert found[scores.argmax()] == 1


def test_a_word_is_counted_once_in_each_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once more for each segment whose scores need the count; boosts have the same count."""
    counted: list[int] = []

    def count(lists: Sequence[Array], size: int) -> Array:
        counted.append(size)
        return union_docs(lists, size)

    monkeypatch.setattr("index.segments.searching.bm25f_statistics.union_docs", count)
    with indexed([[Doc("oil", "oil oily")]] * 4, 1000).searcher() as searcher:
        for boost in (1.0, 2.0):
            docs, _ = engine(searcher).evaluate(MultiFieldWord(WEIGHTS, (("oil",), ("oily",)), boost))
            assert docs.size == 4
    assert len(counted) == 4
