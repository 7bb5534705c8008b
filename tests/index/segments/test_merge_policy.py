"""Merging changes nothing but the number of segments, and does not block searches or writers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import DTypeLike
from whoosh import query
from whoosh.analysis import StandardAnalyzer
from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex, LockError

from index.segments.array_index import ArrayIndex, create_in
from index.segments.format.array_file import ArrayFileWriter
from index.segments.searching.doc_values import KeyDocValues, NumberDocValues
from index.segments.searching.engine import engine
from index.segments.whoosh.field_types import FACET
from index.segments.whoosh.private_api import segments_of
from index.segments.writing import merge_policy, postings_merger
from index.segments.writing.codec import ArraySegment
from index.segments.writing.merge_policy import (
    MAX_MERGED_DOCS,
    MERGE_FACTOR,
    SegmentMerge,
    merge_all,
    merge_once,
    select_merge,
)
from tests.index.segments.oracle import SCHEMA, Corpus, both, corpora, unique_name

SMALL = Schema(key=KEYWORD(unique=True, stored=True), text=TEXT(StandardAnalyzer(), stored=True), place=FACET())


def keys_of(values: KeyDocValues, doc: int) -> set[str]:
    """The keys of a document."""
    return {values.keys[number] for number in values.by_document.of(doc)}


def content_of(index: FileIndex) -> dict[str, Any]:
    """Everything that can be read from an index, by document key."""
    with index.searcher() as searcher:
        reader = searcher.reader()
        keys = {doc: searcher.stored_fields(doc)["key"] for doc in reader.all_doc_ids()}
        terms: dict[Any, Any] = {}
        for name, term in reader.all_terms():
            matcher, found = reader.postings(name, term), {}
            while matcher.is_active():
                found[keys[matcher.id()]] = (matcher.weight(), matcher.value())
                matcher.next()
            if found:
                terms[name, term] = found
        docs = engine(searcher).matching(query.Every())
        places, years = KeyDocValues(reader, "places"), NumberDocValues(reader, "year")
        return {
            "terms": terms,
            "stored": {key: searcher.stored_fields(doc) for doc, key in keys.items()},
            "lengths": {
                (name, key): searcher.doc_field_length(doc, name, 0)
                for doc, key in keys.items()
                for name in ("title", "body", "notes", "tags")
            },
            "order": [keys[hit.docnum] for hit in searcher.search(query.Every(), sortedby="number", limit=None)],
            "places": {keys[doc]: keys_of(places, doc) for doc in docs.tolist()},
            "years": {keys[doc]: int(years.by_document[doc]) for doc in docs.tolist()},
        }


@given(corpora(), st.integers(1, 40))
@settings(max_examples=15)
def test_an_optimized_index_has_the_same_content(corpus: Corpus, run: int) -> None:
    """The same terms, postings, stored fields, lengths, columns and doc values, without deleted documents."""
    _, arrays = both(corpus)
    before = content_of(arrays)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings_merger, "POSTINGS_PER_RUN", run)
        arrays.writer().commit(optimize=True)

    assert before == content_of(arrays)
    assert arrays.doc_count_all() == arrays.doc_count()
    assert len(segments_of(arrays)) == 1


def test_a_merge_copies_the_positions_of_a_frequent_term_in_steps(
    index: ArrayIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A term may have many positions in few documents; they were all in memory at once."""
    for key in "abc":
        writer = index.writer()
        writer.add_document(key=key, text="word " * 300)
        writer.commit(merge=False)
    writer = index.writer()
    writer.delete_by_term("key", "b")
    writer.commit(merge=False)
    written: dict[str, list[int]] = {}
    add_chunks = ArrayFileWriter.add_chunks

    def spied(self: ArrayFileWriter, name: str, dtype: DTypeLike, chunks: Iterable[Any]) -> int:
        held = [chunk.copy() for chunk in chunks]
        written[name] = [chunk.size for chunk in held if chunk.size]
        return add_chunks(self, name, dtype, held)

    monkeypatch.setattr(ArrayFileWriter, "add_chunks", spied)
    monkeypatch.setattr(postings_merger, "POSTINGS_PER_RUN", 100)
    index.writer().commit(optimize=True)

    assert written["positions:text"] == [100] * 6
    with index.searcher() as searcher:
        assert [hit["key"] for hit in searcher.search(query.Phrase("text", ["word", "word"]))] == ["a", "c"]


@given(corpora())
@settings(max_examples=15)
def test_a_merged_segment_scores_as_one_that_was_written_at_once(corpus: Corpus) -> None:
    """Without deletions it also finds the same documents."""
    documents = [{**each, "key": str(at)} for at, each in enumerate(chain.from_iterable(corpus.batches))]
    arrays = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    for start in range(0, len(documents), 3):
        writer = arrays.writer()
        for document in documents[start : start + 3]:
            writer.add_document(**document)
        writer.commit(merge=False)
    arrays.writer().commit(optimize=True)
    whole = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    writer = whole.writer()
    for document in documents:
        writer.add_document(**document)
    writer.commit()
    wanted = query.Or([query.Term("body", "trade"), query.Phrase("title", ["oil", "bank"]), query.Prefix("notes", "a")])
    with arrays.searcher() as one, whole.searcher() as other:
        ours, theirs = engine(one).evaluate(wanted), engine(other).evaluate(wanted)

    assert ours[0].tolist() == theirs[0].tolist()
    assert ours[1].tolist() == pytest.approx(theirs[1].tolist())


@pytest.fixture
def index(tmp_path: Path) -> ArrayIndex:
    """An empty index on disk."""
    return create_in(tmp_path, SMALL)


@pytest.fixture
def add(index: ArrayIndex) -> Callable[..., None]:
    """Adds documents in one commit, without merging."""

    def adding(*keys: str, merge: bool = False) -> None:
        writer = index.writer()
        for key in keys:
            writer.add_document(key=key, text=f"words of {key}", place=[key])
        writer.commit(merge=merge)

    return adding


def keys(index: FileIndex) -> set[str]:
    """The keys of all documents."""
    with index.searcher() as searcher:
        return {fields["key"] for fields in searcher.documents()}


def test_many_small_commits_leave_few_segments(index: ArrayIndex, add: Callable[..., None]) -> None:
    """Each commit merges small segments."""
    names = [f"k{number}" for number in range(40)]
    for name in names:
        add(name, merge=True)

    assert len(segments_of(index)) <= MERGE_FACTOR
    assert keys(index) == set(names)
    assert select_merge(segments_of(index)) == []


def test_a_document_deleted_during_a_merge_stays_deleted(index: ArrayIndex, add: Callable[..., None]) -> None:
    """A deletion after the merged segment was written is applied to it."""
    for name in ("a", "b", "c", "d"):
        add(name)
    merge = SegmentMerge(index.storage, index.schema, index.indexname, segments_of(index))
    writer = index.writer()
    writer.delete_by_term("key", "b")
    writer.add_document(key="e", text="new")
    writer.commit(merge=False)

    writer = index.writer()
    writer.commit_toc(merge.apply(writer.segments) or [])
    writer.cancel()
    assert keys(index) == {"a", "c", "d", "e"}
    assert len(segments_of(index)) == 2


def test_a_merge_of_segments_no_longer_in_use_is_discarded(index: ArrayIndex, add: Callable[..., None]) -> None:
    """Another merge of the same segments was faster."""
    for name in ("a", "b"):
        add(name)
    merge = SegmentMerge(index.storage, index.schema, index.indexname, segments_of(index))
    index.optimize()

    assert merge.apply(segments_of(index)) is None
    assert not [name for name in index.storage if name.startswith("merging-")]
    assert keys(index) == {"a", "b"}


def test_a_searcher_can_be_used_after_its_segments_are_merged(index: ArrayIndex, add: Callable[..., None]) -> None:
    """It still has the old segments; a new one has the merged segment."""
    for number in range(MERGE_FACTOR):
        add(f"k{number}")
    with index.searcher() as old:
        thread = threading.Thread(target=merge_all, args=(index,))
        thread.start()
        thread.join()

        assert len(segments_of(index)) == 1
        assert len(old.search(query.Term("text", "words"))) == MERGE_FACTOR
        assert old.stored_fields(1)["key"] == "k1"
    assert len(keys(index)) == MERGE_FACTOR


def test_a_merge_excludes_another_and_waits_for_a_writer(
    index: ArrayIndex, add: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The merge lock excludes a second merge; the writers' lock is taken only at the end."""
    is_merged, put_in_use = threading.Event(), merge_policy._put_in_use

    def told(*args: Any) -> None:
        is_merged.set()
        put_in_use(*args)

    for number in range(MERGE_FACTOR):
        add(f"k{number}")
    lock = index.lock("MERGELOCK")
    lock.acquire()
    assert not merge_once(index)
    lock.release()
    writer = index.writer()
    with pytest.raises(LockError):
        merge_once(index, timeout=0.05)
    monkeypatch.setattr(merge_policy, "_put_in_use", told)
    done = threading.Thread(target=merge_once, args=(index,))
    done.start()
    assert is_merged.wait(60)
    writer.add_document(key="late", text="words")
    writer.commit(merge=False)
    done.join(30)

    assert (len(keys(index)), len(segments_of(index))) == (MERGE_FACTOR + 1, 2)


def test_the_file_of_a_crashed_merge_is_deleted(index: ArrayIndex, add: Callable[..., None]) -> None:
    """By the next merge, and by no commit before."""
    for number in range(MERGE_FACTOR):
        add(f"k{number}")
    SegmentMerge(index.storage, index.schema, index.indexname, segments_of(index))
    add("x")
    assert [name for name in index.storage if name.startswith("merging-")]
    merge_all(index)

    assert not [name for name in index.storage if name.startswith("merging-")]
    assert len(keys(index)) == MERGE_FACTOR + 1


def test_a_segment_with_many_deletions_is_rewritten(index: ArrayIndex, add: Callable[..., None]) -> None:
    """A segment without documents that are not deleted is dropped."""
    add("a", "b", "c")
    writer = index.writer()
    writer.delete_by_term("key", "a")
    writer.commit()
    assert index.doc_count_all() == 2
    writer = index.writer()
    writer.delete_by_term("key", "b")
    writer.delete_by_term("key", "c")
    writer.commit()

    assert keys(index) == set()
    assert segments_of(index) == []


@given(st.lists(st.integers(1, MAX_MERGED_DOCS), max_size=40))
def test_merging_ends(sizes: list[int]) -> None:
    """Few segments remain, none larger than the maximum."""
    segments = [sized(size) for size in sizes]
    while chosen := select_merge(segments):
        assert len(chosen) > 1
        segments = [segment for segment in segments if segment not in chosen]
        segments.append(sized(sum(segment.doc_count() for segment in chosen)))

    assert all(segment.doc_count() <= MAX_MERGED_DOCS for segment in segments)
    assert len([segment for segment in segments if segment.doc_count() <= MAX_MERGED_DOCS / 2]) <= 16


def sized(documents: int) -> ArraySegment:
    """A segment without a file, of which only the number of documents is known."""
    segment = ArraySegment("MAIN")
    segment.set_doc_count(documents)
    return segment
