"""Doc values of all segments are equal to the stored values of the documents."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage

from index.segments.array_index import ArrayIndex
from index.segments.format.doc_values import NO_NUMBER
from index.segments.searching.doc_values import KeyDocValues, NumberDocValues
from index.segments.whoosh.field_types import FACET, ORDINAL
from tests.index.segments.oracle import Corpus, both, corpora, unique_name


@given(corpora())
@settings(max_examples=30)
def test_doc_values_are_the_stored_values(corpus: Corpus) -> None:
    """In several segments; a repeated key counts once, and documents without values have none."""
    _, arrays = both(corpus)
    with arrays.reader() as reader:
        places, years = KeyDocValues(reader, "places"), NumberDocValues(reader, "year")
        for doc, stored in reader.iter_docs():
            keys = [places.keys[number] for number in places.by_document.of(doc)]
            assert sorted(keys) == sorted(set(stored.get("places", ())))
            assert years.by_document[doc] == stored.get("year", NO_NUMBER)

        assert len(set(places.keys)) == len(places.keys)
        assert len(places.by_document.starts) == len(years.by_document) + 1 == reader.doc_count_all() + 1


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=5), min_size=1, max_size=4))
@settings(max_examples=30)
def test_a_field_without_terms_has_the_same_doc_values(batches: list[list[int | None]]) -> None:
    """In several segments, and after they are merged with documents deleted."""
    schema = Schema(key=FACET(unique=True, stored=True), plain=ORDINAL(indexed=False), searched=ORDINAL())
    index = ArrayIndex.create(RamStorage(), schema, unique_name())
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
            plain, searched = NumberDocValues(reader, "plain"), NumberDocValues(reader, "searched")
            assert plain.by_document.tolist() == searched.by_document.tolist()
        index.writer().commit(optimize=True)
        writer = index.writer()
    writer.cancel()
