"""Whoosh's own writers and helpers work with our codec as with Whoosh's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from whoosh import fields, query, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.multiproc import SerialMpWriter
from whoosh.writing import CLEAR, SegmentWriter

from index.segments.array_index import ArrayIndex
from index.segments.searching.engine import engine
from index.segments.whoosh.private_api import segments_of
from index.segments.writing.codec import ArrayCodec
from index.segments.writing.merge_policy import SegmentMerge, merge_once
from tests.index.segments.oracle import unique_name

PLAIN = fields.Schema(key=fields.ID(stored=True), text=fields.TEXT(stored=True, vector=True))
SPELLED = fields.Schema(title=fields.TEXT(StemmingAnalyzer(), spelling=True))


def priced() -> Schema:
    """A schema without columns; `add_sortable` changes it."""
    return fields.Schema(chapter=fields.ID(stored=True), price=fields.NUMERIC)


def indexed(schema: Schema) -> FileIndex:
    """An empty index of Whoosh's own class, in memory."""
    return FileIndex.create(RamStorage(), schema, unique_name())


def writer_of(index: FileIndex) -> SegmentWriter:
    """Whoosh's own writer, with the codec."""
    return SegmentWriter(index, codec=ArrayCodec())


def array_index(schema: Schema) -> ArrayIndex:
    """An empty ArrayIndex, in memory."""
    return ArrayIndex.create(RamStorage(), schema, unique_name())


def commit(index: FileIndex, *documents: dict[str, Any], **options: Any) -> None:
    """Add documents with Whoosh's own writer."""
    writer = writer_of(index)
    for document in documents:
        writer.add_document(**document)
    writer.commit(**options)


def test_a_segment_without_documents_can_be_read() -> None:
    """Whoosh's writer leaves an empty segment when it optimizes an index whose documents are all deleted."""
    index = array_index(PLAIN)
    commit(index, {"key": "a", "text": "oil trade"}, {"key": "b", "text": "oil"})
    writer = writer_of(index)
    writer.delete_document(0)
    writer.delete_document(1)
    writer.commit(optimize=True)

    assert [segment.doc_count_all() for segment in segments_of(index)] == [0]
    with index.searcher() as searcher:
        assert list(searcher.reader().all_terms()) == []
        assert searcher.reader().max_field_length("text") == 0
        assert len(searcher.search(query.Term("text", "oil"))) == 0
        assert engine(searcher).matching(query.Or([query.Every(), query.Term("text", "oil")])).tolist() == []


def test_an_empty_segment_can_be_merged_and_cleared() -> None:
    """The next merge drops it; an index can be cleared to nothing."""
    index = array_index(PLAIN)
    commit(index, {"key": "a", "text": "oil"})
    writer = writer_of(index)
    writer.delete_document(0)
    writer.commit(optimize=True)
    index.writer().commit(optimize=True)
    assert segments_of(index) == []
    commit(index, {"key": "b", "text": "gas"})
    commit(index, mergetype=CLEAR)

    with index.reader() as reader:
        assert reader.doc_count_all() == 0


@pytest.mark.parametrize("ending", ["commit", "cancel"])
def test_an_empty_index_can_be_added(ending: str) -> None:
    """`add_reader` of an index without documents adds none, and can be cancelled."""
    index = array_index(PLAIN)
    writer = index.writer()
    with indexed(PLAIN).reader() as reader:
        writer.add_reader(reader)
    getattr(writer, ending)()

    assert index.doc_count_all() == 0
    assert [name for name in index.storage if name.endswith(".arrays")] == []


@pytest.mark.parametrize("title", ["rendering shading", ["rendering", "shading"]], ids=["a text", "terms"])
def test_words_for_spelling_suggestions_are_kept(title: str | list[str]) -> None:
    """Whoosh's writer gives them posting values that the format of their field cannot decode."""
    index = indexed(SPELLED)
    commit(index, {"title": title})
    commit(index, {"title": ["modelling"]}, merge=False)
    with index.searcher() as searcher:
        assert searcher.suggest("title", "renderink") == ["rendering"]
        before = list(searcher.reader().iter_postings())
    commit(index, optimize=True)

    with index.searcher() as searcher:
        assert list(searcher.reader().lexicon("spell_title")) == [b"modelling", b"rendering", b"shading"]
        assert sorted(before) == list(searcher.reader().iter_postings())


def test_encoded_and_decoded_posting_values_are_merged() -> None:
    """A segment with encoded values and one without become one with the values of both."""
    index = array_index(SPELLED)
    commit(index, {"title": "rendering"})
    writer = index.writer()
    writer.add_document(title="shading shading")
    writer.commit(merge=False)
    with index.reader() as reader:
        before = sorted(reader.iter_postings())
    index.writer().commit(optimize=True)

    assert len(segments_of(index)) == 1
    with index.reader() as reader:
        assert list(reader.iter_postings()) == before


def test_a_failed_document_leaves_nothing_behind() -> None:
    """The next document gets its id, but not its length, vector or column value."""
    index = indexed(fields.Schema(a=fields.TEXT(sortable=True, vector=True), n=fields.NUMERIC, z=fields.STORED))
    writer = writer_of(index)
    with pytest.raises(ValueError):
        writer.add_document(a="oil trade", n="not a number")
    writer.add_document(z=1)
    writer.add_document(a="gas")
    writer.commit()

    with index.reader() as reader:
        assert reader.stored_fields(0) == {"z": 1}
        assert reader.field_length("a") == 1
        assert [reader.doc_field_length(doc, "a", 0) for doc in (0, 1)] == [0, 1]
        assert [reader.has_vector(doc, "a") for doc in (0, 1)] == [False, True]
        assert list(reader.column_reader("a")) == ["", "gas"]


@pytest.mark.parametrize("make", [lambda index: index.writer(), writer_of])
def test_a_value_that_cannot_be_stored_leaves_nothing_behind(
    make: Callable[[ArrayIndex], SegmentWriter],
) -> None:
    """It is an error, and other documents keep their own stored fields and postings."""
    index = array_index(fields.Schema(key=fields.ID(stored=True), text=fields.TEXT(stored=True), more=fields.STORED))
    writer = make(index)
    writer.add_document(key="a", text="oil")
    with pytest.raises(TypeError, match="cannot be stored"):
        writer.add_document(key="b", text="oil", more=object())
    writer.add_document(key="c", text="gas", more="x" * 300)
    writer.commit()

    with index.searcher() as searcher:
        assert list(searcher.documents()) == [
            {"key": "a", "text": "oil"},
            {"key": "c", "text": "gas", "more": "x" * 300},
        ]
        assert [hit["key"] for hit in searcher.search(query.Term("text", "gas"))] == ["c"]


def test_a_document_that_cannot_be_stored_is_not_found() -> None:
    """Its postings are written before the error; they do not go to the next document."""
    index = array_index(fields.Schema(key=fields.ID(stored=True), text=fields.TEXT, more=fields.STORED))
    writer = index.writer()
    with pytest.raises(TypeError, match="cannot be stored"):
        writer.add_document(key="a", text="oil", more=object())
    writer.add_document(key="b", text="gas")
    writer.commit()

    with index.searcher() as searcher:
        assert list(searcher.search(query.Term("text", "oil"))) == []
        assert [hit["key"] for hit in searcher.search(query.Term("text", "gas"))] == ["b"]


def test_subwriters_become_one_segment() -> None:
    """The multiprocess writer combines postings, lengths, vectors and stored fields of several writers."""
    index = indexed(PLAIN)
    commit(index, {"key": "old", "text": "coal"})
    writer = SerialMpWriter(index, procs=3, codec=ArrayCodec())
    texts = {str(number): f"word{number} " * (number + 1) for number in range(10)}
    for key, text in texts.items():
        writer.add_document(key=key, text=text)
    writer.commit(optimize=True)

    assert [segment.doc_count_all() for segment in segments_of(index)] == [11]
    assert len([name for name in index.storage if name.endswith(".arrays")]) == 1
    with index.searcher() as searcher:
        reader = searcher.reader()
        assert reader.field_length("text") == 56
        (old,) = searcher.document_numbers(key="old")
        assert list(reader.vector_as("frequency", old, "text")) == [("coal", 1)]
        for number, (key, text) in enumerate(texts.items()):
            (hit,) = searcher.search(query.Term("text", f"word{number}"))
            assert hit.fields() == {"key": key, "text": text}
            assert reader.doc_field_length(hit.docnum, "text") == number + 1
            assert list(reader.vector_as("frequency", hit.docnum, "text")) == [(f"word{number}", number + 1)]


@pytest.mark.parametrize("make", [indexed, array_index])
def test_a_field_can_be_made_sortable_later(make: Callable[[Schema], FileIndex]) -> None:
    """`add_sortable` writes columns into files of their own; a merge moves them into the segment's file."""
    index = make(priced())
    commit(index, {"chapter": "b", "price": 30}, {"chapter": "a", "price": 10})
    commit(index, {"chapter": "c", "price": 20}, {"chapter": "d", "price": 40}, merge=False)
    with index.reader() as reader:
        assert not reader.has_column("price")
    writer = writer_of(index)
    sorting.add_sortable(writer, "chapter", sorting.StoredFieldFacet("chapter"))
    sorting.add_sortable(writer, "price", sorting.FieldFacet("price"))
    writer.delete_document(3)
    writer.commit(merge=False)
    assert sorted_chapters(index) == ["a", "c", "b"]
    writer = index.writer() if make is array_index else writer_of(index)
    writer.commit(optimize=True)

    assert [segment.doc_count_all() for segment in segments_of(index)] == [3]
    assert [name for name in index.storage if name.endswith(".col")] == []
    assert sorted_chapters(index) == ["a", "c", "b"]


def sorted_chapters(index: FileIndex) -> list[str]:
    """The chapters by price; checks the columns of both fields as well."""
    with index.searcher() as searcher:
        for leaf in searcher.reader().leaf_readers():
            assert leaf[0].has_column("price")
            chapters = leaf[0].column_reader("chapter")
            for doc, stored in leaf[0].iter_docs():
                assert chapters[doc] == stored["chapter"]
        return [hit["chapter"] for hit in searcher.search(query.Every(), sortedby="price")]


def test_a_column_added_during_a_merge_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge that began before is discarded, and the next one has the column."""
    index = array_index(priced())
    for chapter, price in zip("badc", (30, 10, 50, 40), strict=True):
        commit(index, {"chapter": chapter, "price": price}, merge=False)
    write = SegmentMerge.__init__

    def write_while_a_column_is_added(merge: SegmentMerge, *args: Any) -> None:
        write(merge, *args)
        writer = index.writer()
        sorting.add_sortable(writer, "chapter", sorting.StoredFieldFacet("chapter"))
        sorting.add_sortable(writer, "price", sorting.FieldFacet("price"))
        writer.commit(merge=False)

    with monkeypatch.context() as patch:
        patch.setattr(SegmentMerge, "__init__", write_while_a_column_is_added)
        merge_once(index)
    assert len(segments_of(index)) == 4
    assert [name for name in index.storage if name.startswith("merging-")] == []
    merge_once(index)

    assert len(segments_of(index)) == 1
    assert sorted_chapters(index) == ["a", "b", "c", "d"]


def test_a_cursor_over_several_segments_is_not_implemented() -> None:
    """As with Whoosh's own codec."""
    index = array_index(PLAIN)
    commit(index, {"key": "a"}, {"key": "c"})
    commit(index, {"key": "b"}, {"key": "d"}, merge=False)
    with index.reader() as reader:
        assert [leaf.cursor("key").text() for leaf, _ in reader.leaf_readers()] == ["a", "b"]
        with pytest.raises(NotImplementedError):
            reader.cursor("key")
