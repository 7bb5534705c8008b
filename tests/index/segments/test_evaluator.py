"""The evaluator returns what Whoosh's matchers return, in the same order, with the same scores.

Whoosh's own matchers have some bugs; `fix_matchers` corrects them while Whoosh serves as the reference.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.query import Query
from whoosh.scoring import BM25F, TF_IDF, WeightingModel

from index.schema.analysis import WordAnalyzer
from index.segments.array_index import ArrayIndex
from index.segments.format.array_file import Array
from index.segments.searching.engine import engine
from index.segments.whoosh.field_types import FACET
from tests.index.segments.oracle import Corpus, both, corpora, unique_name
from tests.index.segments.whoosh_fixes import fix_matchers

TERMS = ("a", "an", "ana", "bank", "trade", "oil", "strasse", "x", "日本", "none")
WEIGHTING = BM25F(B=0.6, K1=1.1, body_B=0.3)

texts = st.sampled_from(("title", "body", "notes", "loose"))
phrased = st.sampled_from(("title", "body", "notes"))
words = st.sampled_from(TERMS)
boosts = st.sampled_from((1.0, 1.0, 2.0, 0.5))
days = st.datetimes(dt.datetime(1987, 1, 1), dt.datetime(1987, 3, 1))


@st.composite
def numeric_ranges(draw: st.DrawFn) -> Query:
    """A range over one of two numeric fields."""
    name, values = draw(st.sampled_from((("year", st.integers(1986, 1991)), ("number", st.integers(-45, 45)))))
    ends = draw(st.tuples(values, values).map(sorted))
    startexcl, endexcl = draw(st.tuples(st.booleans(), st.booleans())) if ends[1] - ends[0] > 2 else (False, False)
    return query.NumericRange(name, ends[0], ends[1], startexcl, endexcl, boost=draw(boosts))


leaves = st.one_of(
    st.builds(query.Term, texts, words, boost=boosts),
    st.builds(query.Term, texts, words),
    st.builds(query.Term, st.just("tags"), st.sampled_from(("oil", "gas"))),
    st.builds(query.Term, st.just("places"), st.sampled_from(("LT", "PL", "US"))),
    st.builds(query.Term, st.just("grams"), st.sampled_from(("an", "ba", "il"))),
    st.builds(query.Phrase, phrased, st.lists(words, min_size=1, max_size=3), slop=st.integers(1, 4), boost=boosts),
    st.builds(query.Prefix, texts, st.sampled_from(("", "a", "an", "b", "tra", "zz")), boost=boosts),
    st.builds(query.Prefix, texts, st.sampled_from(("a", "t")), boost=boosts, constantscore=st.just(False)),
    st.builds(query.Wildcard, texts, st.sampled_from(("*", "a*a", "?an*", "*d*", "o?l")), boost=boosts),
    st.builds(query.Regex, texts, st.sampled_from((".*", "a.*", "(oil|trad.*)", "b[a-z]+"))),
    st.builds(query.FuzzyTerm, texts, words, maxdist=st.integers(1, 2), prefixlength=st.integers(0, 1)),
    st.builds(query.TermRange, texts, st.sampled_from((None, "an")), st.sampled_from((None, "oil")), st.booleans()),
    numeric_ranges(),
    st.builds(lambda ends: query.DateRange("date", *ends), st.tuples(days, days).map(sorted)),
    st.builds(query.Every, st.sampled_from((None, "title", "places")), boost=boosts),
    st.just(query.NullQuery),
    st.builds(query.Variations, texts, words),
)


def _compounds(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        st.builds(query.And, several, boost=boosts),
        st.builds(query.Or, several, boost=boosts),
        st.builds(query.And, st.lists(st.one_of(parts, st.builds(query.Not, parts)), min_size=1, max_size=3)),
        st.builds(query.DisjunctionMax, several, boost=boosts),
        st.builds(query.AndNot, parts, parts),
        st.builds(query.AndMaybe, parts, parts),
        st.builds(query.Require, parts, parts),
        st.builds(query.Otherwise, parts, parts),
        st.builds(query.Not, parts),
        st.builds(query.ConstantScoreQuery, parts, st.sampled_from((1.0, 2.5))),
        st.builds(query.Sequence, st.lists(st.builds(query.Term, phrased, words), min_size=2, max_size=2)),
    )


queries = st.recursive(leaves, _compounds, max_leaves=6)


def stock_answer(index: FileIndex, wanted: Query, weighting: WeightingModel) -> dict[int, float]:
    """Documents and scores by Whoosh, with its bugs corrected."""
    with pytest.MonkeyPatch.context() as patch, index.searcher(weighting=weighting) as searcher:
        fix_matchers(patch)
        return {hit.docnum: hit.score for hit in searcher.search(wanted, limit=None)}


def compare(expected: dict[int, float], docs: Array, scores: Array) -> None:
    """Compare documents and scores, and the order of results."""
    assert sorted(expected) == docs.tolist()
    assert scores.tolist() == pytest.approx([expected[doc] for doc in docs.tolist()], rel=1e-6, abs=1e-6)
    order = np.lexsort((docs, -scores))
    ranked = [(-expected[doc], doc) for doc in docs[order].tolist()]
    for one, other in pairwise(ranked):
        assert one[0] <= other[0] + 1e-9, "a document comes before one with a higher score"


@given(corpora(), st.lists(queries, min_size=1, max_size=6))
@settings(max_examples=25)
def test_any_query_returns_what_whoosh_returns(corpus: Corpus, wanted: list[Query]) -> None:
    """In several segments with deletions; queries of every kind, nested, with non-ASCII words."""
    stock, arrays = both(corpus)
    with arrays.searcher(weighting=WEIGHTING) as searcher:
        for each in wanted:
            docs, scores = engine(searcher).evaluate(each)
            compare(stock_answer(stock, each, WEIGHTING), docs, scores)
            assert docs.tolist() == engine(searcher).matching(each).tolist()


def test_phrases_in_long_documents_are_found() -> None:
    """With positions that do not fit in a byte, in a segment with short documents."""
    bodies = ["oil trade", "x " * 300 + "oil trade", "x " * 5000 + "oil oil x trade", "trade " + "x " * 255 + "oil"]
    stock, arrays = both(Corpus([[{"body": body} for body in bodies[:2]], [{"body": body} for body in bodies]]))
    for slop in (1, 2, 300):
        wanted = query.Phrase("body", ["oil", "trade"], slop=slop)
        with arrays.searcher() as searcher:
            docs, scores = engine(searcher).evaluate(wanted)
        compare(stock_answer(stock, wanted, BM25F()), docs, scores)


def test_the_few_documents_with_a_rare_field_are_found() -> None:
    """In segments with 8-bit document ids, whose documents have larger ids in the index."""
    schema = fields.Schema(all=FACET(), rare=FACET())
    index = ArrayIndex.create(RamStorage(), schema, unique_name())
    for _ in range(3):
        writer = index.writer()
        for number in range(200):
            writer.add_document(all="x", rare="x" if number == 100 else None)
        writer.commit(merge=False)
    with index.searcher() as searcher:
        assert engine(searcher).matching(query.Every("rare")).tolist() == [100, 300, 500]


def test_other_weightings_are_scored_by_whoosh() -> None:
    """Such as TF-IDF."""
    documents = [{"title": "oil " * count + "trade", "body": "bank"} for count in range(1, 5)]
    stock, arrays = both(Corpus([documents[:2], documents[2:]]))
    wanted = query.Or([query.Term("title", "oil"), query.Term("body", "bank")])
    with arrays.searcher(weighting=TF_IDF()) as searcher:
        docs, scores = engine(searcher).evaluate(wanted)

    compare(stock_answer(stock, wanted, TF_IDF()), docs, scores)


@pytest.mark.parametrize(
    "wanted",
    [
        query.Prefix("text", "wor", boost=3.0),
        query.Prefix("text", "word2", boost=3.0),
        query.Prefix("text", "w", constantscore=False),
        query.Wildcard("text", "*77"),
        query.Or([query.Term("text", "word5"), query.Term("text", "all"), query.Term("text", "word7", boost=2.0)]),
        query.And([query.Prefix("text", "word1"), query.Term("text", "all")]),
    ],
    ids=str,
)
def test_large_segments_and_many_terms_score_as_whoosh_does(large: tuple[FileIndex, ArrayIndex], wanted: Query) -> None:
    """With more than 5000 documents or 1024 terms, Whoosh uses other matchers, with other scores."""
    stock, arrays = large
    with arrays.searcher() as searcher:
        docs, scores = engine(searcher).evaluate(wanted)
        compare(stock_answer(stock, wanted, BM25F()), docs, scores)


@pytest.fixture(scope="module")
def large() -> tuple[FileIndex, ArrayIndex]:
    """Indexes with one segment of more than 5000 documents and one of fewer."""
    schema = fields.Schema(text=fields.TEXT(WordAnalyzer(stemmed=False), phrase=False))
    indexes = (
        FileIndex.create(RamStorage(), schema, unique_name()),
        ArrayIndex.create(RamStorage(), schema, unique_name()),
    )
    for index in indexes:
        for start, stop in ((0, 5100), (5100, 5200)):
            writer = index.writer()
            for number in range(start, stop):
                writer.add_document(text=f"all word{number % 1500} word{number % 7}")
            writer.commit(merge=False)
    return indexes
