"""Parts of Whoosh's reader interface that its searcher uses seldom: matchers, cursors and vectors of our codec."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.matching import ReadTooFar

from index.segments.array_index import ArrayIndex
from index.segments.searching.doc_id_query import DocIdQuery, segment_offsets
from index.segments.searching.engine import engine
from index.segments.whoosh.matcher import ArrayMatcher
from tests.index.segments.oracle import unique_name

Reader = Any
"""Whoosh's `IndexReader`, of which our stubs have what Pressroom uses."""
COUNT = 700
"""Documents: three blocks of postings."""
LONG = 256
"""Documents with a long text, which are a block."""


def pair(schema: fields.Schema) -> Iterator[FileIndex]:
    """An index with Whoosh's codec, and one with ours."""
    yield FileIndex.create(RamStorage(), schema, unique_name())
    yield ArrayIndex.create(RamStorage(), schema, unique_name())


@pytest.fixture(scope="module")
def readers() -> tuple[Reader, Reader]:
    """Readers of the same 700 documents; the word "bank" is in three of four, more often in the later ones."""
    found = []
    for index in pair(fields.Schema(body=fields.TEXT)):
        writer = index.writer()
        for number in range(COUNT):
            word = "bank " * (1 if number < LONG else 2) if number % 4 else ""
            writer.add_document(body=word + "oil " * (30 if number < LONG else 3) + f"number{number}")
        writer.commit()
        found.append(index.reader())
    stock, arrays = found
    return stock, arrays


def bank(reader: Reader) -> ArrayMatcher:
    """The matcher of the word."""
    matcher: ArrayMatcher = reader.postings("body", "bank")
    return matcher


def test_a_matcher_skips_as_whooshs_does(readers: tuple[Reader, Reader]) -> None:
    """To a document, or to the next one that matches; never back."""
    theirs, ours = map(bank, readers)
    for target in (0, 1, 5, 4, 299, 300, 600, 3):
        theirs.skip_to(target)
        ours.skip_to(target)
        assert (ours.id(), ours.weight()) == (theirs.id(), theirs.weight())
        assert ours.value_as("positions") == theirs.value_as("positions")
        assert ours.value_as("frequency") == theirs.value_as("frequency")
        expected = [number for number in range(ours.id(), COUNT) if number % 4]
        assert list(ours.all_ids()) == list(ours.copy().all_ids()) == expected

    ours.skip_to(COUNT)
    assert not ours.is_active()
    assert not ours.replace().is_active()
    with pytest.raises(ReadTooFar):
        ours.skip_to(COUNT)
    ours.reset()
    assert ours.id() == 1
    assert list(ours.all_items()) == list(bank(readers[0]).all_items())


def test_a_copy_of_a_matcher_moves_by_itself(readers: tuple[Reader, Reader]) -> None:
    """It starts where the first one is, in any block."""
    matcher = bank(readers[1])
    for target in (1, 401):
        matcher.skip_to(target)
        twin = matcher.copy()
        assert (twin.id(), twin.replace()) == (target, twin)
        twin.next()
        assert (matcher.id(), twin.id()) == (target, target + 1)


def test_a_matcher_tells_of_its_block(readers: tuple[Reader, Reader]) -> None:
    """Of its ids, lengths and weights; `next` tells when it changes."""
    matcher = bank(readers[1])
    changes = [matcher.next() for _ in range(525)]
    assert [number for number, change in enumerate(changes) if change] == [255, 511, 524]

    matcher.reset()
    assert (matcher.block_min_id(), matcher.block_max_id()) == (1, 341)
    assert (matcher.block_min_length(), matcher.block_max_length(), matcher.block_max_weight()) == (6, 32, 2.0)
    matcher.skip_to(600)
    assert (matcher.block_min_id(), matcher.block_max_id()) == (342, 682)
    assert (matcher.block_min_length(), matcher.block_max_length()) == (6, 6)


def test_blocks_without_a_good_score_are_skipped(readers: tuple[Reader, Reader]) -> None:
    """The number of skipped blocks is returned."""
    index = ArrayIndex.create(RamStorage(), fields.Schema(body=fields.TEXT), unique_name())
    writer = index.writer()
    for number in range(COUNT):
        writer.add_document(body="bank " + "oil " * (30 if number < LONG else 3))
    writer.commit()
    searcher: Any = index.searcher()
    with searcher:
        matcher = searcher.postings("body", "bank")
        low = matcher.block_quality()
        assert matcher.skip_to_quality(low / 2) == 0
        assert matcher.id() == 0
        assert matcher.skip_to_quality(low) == 1
        assert matcher.id() == LONG
        assert matcher.block_quality() > low
        assert matcher.skip_to_quality(1e9) == 2
        assert not matcher.is_active()


def test_a_cursor_walks_through_the_terms_of_a_field(readers: tuple[Reader, Reader]) -> None:
    """From a term on, or from the first one; at the end there is none."""
    for reader in readers:
        cursor = reader.cursor("body")
        assert cursor.find("bar") == cursor.text() == "number0"
        assert cursor.term_info().doc_frequency() == 1
        assert cursor.first() == "bank"
        assert cursor.term_info().doc_frequency() == COUNT * 3 // 4
    assert cursor.next() == "number0"
    assert cursor.find(b"oil") == "oil"
    assert cursor.is_valid()
    assert (cursor.next(), cursor.text(), cursor.term_info(), cursor.is_valid()) == (None, None, None, False)


def test_terms_can_be_read_from_any_on(readers: tuple[Reader, Reader]) -> None:
    """With their statistics, in every field."""
    theirs, ours = (
        [(term, info.doc_frequency(), info.weight()) for term, info in reader.iter_from("body", "number69")]
        for reader in readers
    )
    assert ours == theirs
    assert [term for (_, term), _, _ in ours][-2:] == [b"number99", b"oil"]
    assert [(term, info.max_weight()) for term, info in readers[1]] == [
        (term, info.max_weight()) for term, info in readers[0]
    ]
    for name in ("frequency", "doc_frequency", "min_field_length", "max_field_length"):
        arguments = ("body", "bank") if "frequency" in name else ("body",)
        assert getattr(readers[1], name)(*arguments) == getattr(readers[0], name)(*arguments)
    assert readers[1].frequency("body", "nothing") == 0


def vectors(index: FileIndex) -> dict[str, list[tuple[str, int]]]:
    """The frequencies in the vector of each document, by key."""
    with index.reader() as reader:
        return {
            fields["key"]: list(reader.vector_as("frequency", doc, "body")) if reader.has_vector(doc, "body") else []
            for doc, fields in reader.iter_docs()
        }


def test_vectors_are_merged() -> None:
    """Without those of deleted documents, and from segments without any."""
    schema = fields.Schema(key=fields.ID(stored=True, unique=True), body=fields.TEXT(vector=True))
    stock, arrays = pair(schema)
    for index in (stock, arrays):
        for batch in ({"a": "oil bank oil", "b": "gas"}, {"c": None}, {"d": "tin", "e": None}):
            writer = index.writer()
            for key, body in batch.items():
                writer.add_document(key=key, body=body)
            writer.commit(merge=False)
        writer = index.writer()
        writer.delete_by_term("key", "b")
        writer.commit(merge=False)
    before = vectors(arrays)
    arrays.optimize()

    assert before == vectors(arrays) == vectors(stock)
    assert before == {"a": [("bank", 1), ("oil", 2)], "c": [], "d": [("tin", 1)], "e": []}
    reader: Reader = arrays.reader()
    with pytest.raises(KeyError):
        reader.vector(1, "body")
    reader.close()


def test_a_deletion_can_be_undone_before_the_commit() -> None:
    """Which Whoosh's own codec offers, too, but fails at."""
    _, index = pair(fields.Schema(body=fields.TEXT))
    writer = index.writer()
    writer.add_document(body="oil")
    writer.commit()
    undoing: Any = index.writer()
    undoing.delete_document(0)
    assert undoing.is_deleted(0)
    undoing.delete_document(0, delete=False)
    assert not undoing.is_deleted(0)
    undoing.commit()
    assert index.doc_count() == 1


@pytest.fixture
def searched() -> ArrayIndex:
    """Two segments of four documents; one of each is deleted."""
    index = ArrayIndex.create(RamStorage(), fields.Schema(key=fields.ID(unique=True), body=fields.TEXT), unique_name())
    for first in (0, 4):
        writer = index.writer()
        for number in range(first, first + 4):
            writer.add_document(key=str(number), body="oil" if number % 2 else "gas")
        writer.commit(merge=False)
    writer = index.writer()
    for key in ("1", "6"):
        writer.delete_by_term("key", key)
    writer.commit(merge=False)
    return index


def test_a_set_of_documents_is_a_query_of_whoosh(searched: ArrayIndex) -> None:
    """Whoosh's own matchers ask it where the engine leaves a query to them."""
    with searched.searcher() as searcher:
        offsets = segment_offsets(searcher.reader())
        some = DocIdQuery(np.array([1, 2, 6, 7]), offsets)
        none = DocIdQuery(np.array([], dtype=np.int64), offsets)
        for wanted, expected in (
            (query.Or([some, query.Term("body", "oil")], scale=0.5), [2, 3, 5, 7]),
            (query.Or([none, query.Term("body", "gas")], scale=0.5), [0, 2, 4]),
        ):
            assert engine(searcher).matching(wanted).tolist() == expected

    assert (some.field(), some.is_leaf(), some.estimate_size(searcher.reader())) == (None, True, 4)
    assert some == DocIdQuery(np.array([1, 2, 6, 7]), {})
    assert hash(some) == hash(DocIdQuery(np.array([1, 2, 6, 7]), {}))
    assert some != none


def test_a_phrase_needs_positions() -> None:
    """As Whoosh's own search says."""
    index = ArrayIndex.create(RamStorage(), fields.Schema(body=fields.TEXT(phrase=False)), unique_name())
    writer = index.writer()
    writer.add_document(body="oil bank")
    writer.commit()
    with index.searcher() as searcher, pytest.raises(query.QueryError):
        engine(searcher).matching(query.Phrase("body", ["oil", "bank"]))
