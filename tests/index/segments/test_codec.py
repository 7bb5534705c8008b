"""Through Whoosh's API, an index with our codec returns what one with Whoosh's own codec returns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from whoosh import query
from whoosh.reading import IndexReader, TermNotFound
from whoosh.writing import SegmentWriter

from index.segments.writing.codec import ArrayCodec
from tests.index.segments.oracle import SCHEMA, Corpus, both, corpora

INDEXED = ("body", "date", "grams", "key", "loose", "notes", "number", "places", "tags", "title", "year")


def postings(reader: IndexReader, name: str, term: bytes) -> list[tuple[int, float, bytes]]:
    """All postings of a term, by Whoosh's matcher."""
    matcher = reader.postings(name, term)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), matcher.value() or b""))
        matcher.next()
    return found


@given(corpora())
@settings(max_examples=12)
def test_terms_postings_and_statistics_are_equal_to_whooshs(corpus: Corpus) -> None:
    """Every term has the same postings, values included, and the same statistics."""
    stock, arrays = both(corpus)
    with stock.reader() as expected, arrays.reader() as reader:
        terms = list(expected.all_terms())

        assert terms == list(reader.all_terms())
        for name, term in terms:
            assert postings(expected, name, term) == postings(reader, name, term)
            ours, theirs = reader.term_info(name, term), expected.term_info(name, term)
            assert (ours.weight(), ours.doc_frequency()) == (theirs.weight(), theirs.doc_frequency())
            assert (ours.max_weight(), ours.min_id(), ours.max_id()) == (
                theirs.max_weight(),
                theirs.min_id(),
                theirs.max_id(),
            )
            assert (ours.min_length() or 0, ours.max_length()) == (
                theirs.min_length() or 0,
                theirs.max_length(),
            )


@given(corpora())
@settings(max_examples=12)
def test_documents_lengths_and_columns_are_equal_to_whooshs(corpus: Corpus) -> None:
    """Stored fields, field lengths, deletions and sortable columns are the same."""
    stock, arrays = both(corpus)
    with stock.reader() as expected, arrays.reader() as reader:
        assert dict(expected.iter_docs()) == dict(reader.iter_docs()) if expected.is_atomic() else True
        assert list(expected.all_doc_ids()) == list(reader.all_doc_ids())
        for name in ("title", "body", "notes", "loose", "tags", "grams"):
            assert expected.field_length(name) == reader.field_length(name)
            for doc in range(expected.doc_count_all()):
                length = expected.doc_field_length(doc, name, 0) or 0
                assert length == reader.doc_field_length(doc, name, 0)
        for doc in expected.all_doc_ids():
            assert expected.stored_fields(doc) == reader.stored_fields(doc)
    with stock.searcher() as expected, arrays.searcher() as searcher:
        theirs = expected.search(query.Every(), sortedby="number", limit=None)
        ours = searcher.search(query.Every(), sortedby="number", limit=None)
        assert [hit.docnum for hit in theirs] == [hit.docnum for hit in ours]


@given(corpora())
@settings(max_examples=12)
def test_whooshs_searcher_returns_the_same_results_and_scores(corpus: Corpus) -> None:
    """With matchers that skip, highlights and spelling suggestions."""
    stock, arrays = both(corpus)
    queries = [
        query.Term("body", "trade"),
        query.Or([query.Term("title", "bank"), query.Term("body", "bank"), query.Term("notes", "oil")]),
        query.Phrase("body", ["oil", "trade"]),
        query.Phrase("notes", ["oil", "bank"], slop=2),
        query.And([query.Prefix("body", "b"), query.Term("tags", "oil")]),
        query.NumericRange("number", -5, 20),
        query.FuzzyTerm("title", "tradd"),
    ]
    with stock.searcher() as expected, arrays.searcher() as searcher:
        for wanted in queries:
            for limit in (None, 3):
                theirs = [(hit.docnum, hit.score) for hit in expected.search(wanted, limit=limit)]
                ours = [(hit.docnum, hit.score) for hit in searcher.search(wanted, limit=limit)]
                assert ours == pytest.approx(theirs)
        for hit, other in zip(expected.search(queries[0]), searcher.search(queries[0]), strict=True):
            assert hit.highlights("body") == other.highlights("body")
        if expected.is_atomic():
            assert expected.suggest("title", "trede") == searcher.suggest("title", "trede")


def test_whooshs_own_writer_can_use_the_codec() -> None:
    """Whoosh's SegmentWriter writes the same segment as ours."""
    corpus = Corpus([[{"title": "Oil in trade", "body": "bank " * 300, "places": ["LT", "PL"], "year": 1988}]])
    stock, arrays = both(corpus)
    writer = SegmentWriter(arrays, codec=ArrayCodec(), compound=False)
    writer.add_document(key="plain", title="Oil in trade", body="bank " * 300, places=["LT", "PL"], year=1988)
    writer.commit(merge=False)
    with arrays.reader() as reader:
        (first, _), (second, _) = reader.leaf_readers()

        assert [term for term in first.all_terms() if term[0] != "key"] == [
            term for term in second.all_terms() if term[0] != "key"
        ]
        assert postings(first, "body", b"bank") == postings(second, "body", b"bank")
        assert first.stored_fields(0)["body"] == second.stored_fields(0)["body"]
        assert first.field_length("body") == second.field_length("body")
    assert stock.doc_count() == 1


def test_an_index_with_whooshs_codec_can_be_added() -> None:
    """`add_reader` copies its documents and postings, without deleted documents."""
    documents = [{"title": f"oil {place}", "body": "bank trade", "number": place} for place in range(5)]
    stock, arrays = both(Corpus([documents], deleted=["0-3"]))
    writer = arrays.writer()
    with stock.reader() as reader:
        writer.add_reader(reader)
    writer.commit()
    with arrays.searcher() as searcher:
        assert len(searcher.search(query.Term("title", "oil"), limit=None)) == 8
        assert len(searcher.search(query.Phrase("body", ["bank", "trade"]), limit=None)) == 8


def test_a_missing_term_raises_whooshs_error() -> None:
    """Its postings cannot be read; its document frequency is 0."""
    _, arrays = both(Corpus([[{"title": "oil"}]]))
    with arrays.reader() as reader:
        with pytest.raises(TermNotFound):
            reader.postings("title", "gas")
        assert ("title", "gas") not in reader
        assert reader.doc_frequency("body", "oil") == 0


def test_every_field_of_the_schema_is_compared() -> None:
    """The fields compared above are all fields of the schema."""
    assert sorted(SCHEMA.names()) == list(INDEXED)
