"""Facet counts are what counting the documents one by one gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Query
from whoosh.searching import Searcher

from index.segments.array_index import ArrayIndex
from index.segments.format.array_file import Array
from index.segments.searching.engine import engine
from index.segments.searching.facet_counts import KeyFacet, NumberFacet, facet_counts
from index.segments.whoosh.field_types import FACET, ORDINAL
from tests.index.segments.arrays_oracle import Corpus, both, corpora, named

PLACES = ("LT", "PL", "JP")
questions = st.sampled_from(
    [query.Every(), query.Term("places", "LT"), query.Term("body", "trade"), query.Prefix("title", "b")]
)


def stored(searcher: Searcher, docs: Array, name: str) -> list[Any]:
    """The stored values of a field, of the documents that have it."""
    values = [searcher.stored_fields(doc).get(name) for doc in docs.tolist()]
    return [value for value in values if value is not None]


@given(corpora(), questions, st.lists(st.integers(-1, 1), min_size=3, max_size=3))
@settings(max_examples=30)
def test_keys_and_groups_are_counted_once_a_document(corpus: Corpus, wanted: Query, grouping: list[int]) -> None:
    """A document counts once for a key given twice, and once for two keys of a group."""
    _, arrays = both(corpus)
    with arrays.searcher() as searcher:
        docs = engine(searcher).matching(wanted)
        facet = KeyFacet(searcher.reader(), "places")
        lists = stored(searcher, docs, "places")
        group_of = dict(zip(PLACES, grouping, strict=True))
        expected = Counter(key for keys in lists for key in set(keys))
        expected_groups = Counter(group for keys in lists for group in {group_of[key] for key in keys} - {-1})

        counts = facet.counts(docs)
        assert expected == Counter({key: int(counts[n]) for n, key in enumerate(facet.keys) if counts[n]})
        counts = facet.grouped([group_of[key] for key in facet.keys]).counts(docs)
        assert expected_groups == Counter({n: int(count) for n, count in enumerate(counts) if count})
        for doc in docs.tolist():
            assert set(searcher.stored_fields(doc).get("places", ())) == set(facet.keys_of(doc))


@given(corpora(), questions)
@settings(max_examples=30)
def test_numbers_are_counted(corpus: Corpus, wanted: Query) -> None:
    """Years are counted, documents without one are not."""
    _, arrays = both(corpus)
    with arrays.searcher() as searcher:
        docs = engine(searcher).matching(wanted)
        years, counts = NumberFacet(searcher.reader(), "year").counts(docs)
        expected = Counter(stored(searcher, docs, "year"))

    assert sorted(expected.items()) == list(zip(years.tolist(), counts.tolist(), strict=True))


def test_one_question_gives_values_with_counts() -> None:
    """The most frequent keys come first, numbers ascend."""
    documents: list[dict[str, Any]] = [
        {"places": ["LT", "PL"], "year": 1990},
        {"places": ["PL"], "year": 1988},
        {"title": "none"},
    ]
    _, arrays = both(Corpus([documents[:1], documents[1:]]))
    with arrays.searcher() as searcher:
        docs = np.arange(3)

        assert facet_counts(searcher.reader(), docs, "places") == (["PL", "LT"], [2, 1])
        assert facet_counts(searcher.reader(), docs, "year") == ([1988, 1990], [1, 1])


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=5), min_size=1, max_size=4))
@settings(max_examples=30)
def test_a_column_alone_counts_the_same(batches: list[list[int | None]]) -> None:
    """Without postings, in several segments, and once they are merged with some documents deleted."""
    schema = Schema(key=FACET(unique=True, stored=True), plain=ORDINAL(indexed=False), searched=ORDINAL())
    index = ArrayIndex.create(RamStorage(), schema, named())
    for at, batch in enumerate(batches):
        writer = index.writer()
        for place, number in enumerate(batch):
            writer.add_document(key=f"{at}-{place}", plain=number, searched=number)
        writer.commit(merge=False)
    writer = index.writer()
    writer.delete_by_key("key", "0-0")
    for _ in range(2):
        writer.commit(merge=False)
        with index.reader() as reader:
            assert NumberFacet(reader, "plain").column.tolist() == NumberFacet(reader, "searched").column.tolist()
        index.writer().commit(optimize=True)
        writer = index.writer()
    writer.cancel()
