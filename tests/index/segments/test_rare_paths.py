"""What few indexes need: small buffers and caches, queries with odd values, numbers of any size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from index.segments.array_index import ArrayIndex
from index.segments.format import form_numbers, postings
from index.segments.format.array_file import Array, downcast
from index.segments.format.form_numbers import pack_form_numbers
from index.segments.format.term_dictionary import hash_terms
from index.segments.searching.engine import engine
from index.segments.searching.phrases import following
from index.segments.whoosh.field_types import ORDINAL
from tests.index.segments.oracle import Corpus, both, unique_name

SCHEMA = fields.Schema(key=fields.ID(unique=True, stored=True), body=fields.TEXT(stored=True), year=ORDINAL())


def created(schema: fields.Schema = SCHEMA) -> ArrayIndex:
    """An empty index."""
    return ArrayIndex.create(RamStorage(), schema, unique_name())


def add(index: FileIndex, *keys: str) -> None:
    """Commit documents, each with its key as a word."""
    writer = index.writer()
    for key in keys:
        writer.add_document(key=key, body=f"oil {key}", year=1990)
    writer.commit(merge=False)


def matching(index: FileIndex, wanted: query.Query) -> list[int]:
    """The documents that match, by the engine."""
    with index.searcher() as searcher:
        found: list[int] = engine(searcher).matching(wanted).tolist()
        return found


def test_a_writer_deletes_what_it_has_added() -> None:
    """Once; the count is of documents that were still there."""
    index = created()
    add(index, "a", "b")
    writer = index.writer()
    writer.add_document(key="c", body="oil")

    assert [writer.delete_by_key("key", key) for key in ("c", "c", "a", "a")] == [1, 0, 1, 0]
    writer.commit(merge=False)
    assert matching(index, query.Term("body", "oil")) == [1]


def test_a_full_buffer_is_written_as_a_segment() -> None:
    """One commit then has several; a buffer with room left has one."""
    for megabytes, segments in ((0, 3), (100, 1)):
        index = created()
        writer = index.writer(limitmb=megabytes)
        for key in "abc":
            writer.add_document(key=key, body="oil")
        writer.commit(merge=False)
        assert len(index._segments()) == segments
        assert matching(index, query.Term("body", "oil")) == [0, 1, 2]


@pytest.mark.parametrize(
    "wanted",
    [
        query.Term("year", "oil"),
        query.Term("nothing", "oil"),
        query.TermRange("year", "a", "b"),
        query.Phrase("nothing", ["oil", "a"]),
        query.Phrase("body", []),
        query.Or([]),
        query.Every("nothing"),
    ],
    ids=repr,
)
def test_a_query_that_fits_no_field_matches_nothing(wanted: query.Query) -> None:
    """It is no error."""
    index = created()
    add(index, "a", "b")

    assert matching(index, wanted) == []


@pytest.mark.parametrize(
    "wanted",
    [
        query.Or([query.Term("body", "oil"), query.Term("title", "tin")], scale=0.5),
        query.Or([query.Term("body", "oil"), query.Term("title", "tin")], minmatch=2),
    ],
    ids=repr,
)
def test_what_only_whoosh_evaluates_has_its_results(wanted: query.Query) -> None:
    """Its own matchers run on our segments."""
    documents = [{"title": "tin", "body": "oil bank"}, {"title": "bank"}, {"body": "oil"}]
    stock, arrays = both(Corpus([documents, documents], deleted=["0-2"]))
    with stock.searcher() as searcher:
        expected = sorted(hit.docnum for hit in searcher.search(wanted, limit=None))

    assert matching(arrays, wanted) == expected


def test_terms_are_found_whatever_the_cache_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is emptied when it is full."""
    monkeypatch.setattr(postings, "_MAX_LOOKUPS", 2)
    index = created()
    add(index, "elm", "fir", "oak", "yew")
    with index.searcher() as searcher:
        (field,) = engine(searcher).fields("body")
        for word in (b"elm", b"fir", b"oil", b"elm", b"nothing", b"yew", b"nothing", b"fir"):
            ordinal = field.find(word)
            assert ordinal == (-1 if word == b"nothing" else list(field.terms(range(len(field)))).index(word))
            assert len(field._found) <= 2


def test_terms_are_found_by_their_hashes() -> None:
    """Unknown ones are not, and a field without terms has none."""
    index = created(fields.Schema(body=fields.TEXT, other=fields.TEXT))
    writer = index.writer()
    writer.add_document(body="oil tin bank", other="gas")
    writer.commit()
    with index.searcher() as searcher:
        (field,) = engine(searcher).fields("body")
        words = [b"tin", b"bank", b"zinc", b"a"]
        data = np.frombuffer(b"".join(words), np.uint8)
        hashes = hash_terms(data, np.cumsum([0, *map(len, words)]))
        assert [field.term(ordinal) for ordinal in field.find_hashes(hashes)] == [b"bank", b"tin"]
        assert field.find_hashes(hashes[:0]).size == 0


ascending = st.lists(st.integers(0, 60), unique=True, max_size=40).map(sorted)


@given(ascending, ascending, st.integers(1, 4))
def test_words_that_follow_each_other(ends: list[int], words: list[int], slop: int) -> None:
    """However many there are of one and of the other."""
    found = following(np.array(ends, np.int64), np.array(words, np.int64), slop)

    assert found.tolist() == [word for word in words if any(0 < word - end <= slop for end in ends)]


@pytest.mark.parametrize(
    ("greatest", "least", "kind"),
    [
        (0, np.uint8, np.uint8), (255, np.uint8, np.uint8), (256, np.uint8, np.uint16),
        (65_535, np.uint8, np.uint16), (65_536, np.uint8, np.uint32), (2**32 - 1, np.uint8, np.uint32),
        (2**32, np.uint8, np.uint64), (1, np.uint16, np.uint16), (1, np.uint32, np.uint32),
    ],
)  # fmt: skip
def test_integers_take_as_little_room_as_the_greatest_needs(greatest: int, least: type, kind: type) -> None:
    """And not less than asked for."""
    numbers = np.array([0, greatest], np.uint64)

    assert downcast(numbers, least).dtype == kind
    assert downcast(numbers, least).tolist() == [0, greatest]
    assert downcast(numbers[:0], least).dtype == least


@pytest.mark.parametrize("width", [0, 1, 2, 4, 8, 16])
def test_packed_numbers_are_unpacked(width: int) -> None:
    """Of any width."""
    numbers: Array = (np.arange(11) * 5987 % (1 << width)).astype(np.uint16)
    packed = pack_form_numbers(numbers, np.array([numbers.size]), np.array([width]))

    assert form_numbers._unpack(packed, width, numbers.size).tolist() == numbers.tolist()


def test_a_boosted_field_weighs_more() -> None:
    """Whoever cuts its text into words, and for one field or for the whole document."""
    document = {"title": "oil tin", "body": "oil bank oil", "notes": "oil trade", "tags": "oil,gas"}
    options = [{"_notes_boost": 2.5}, {"_boost": 3.0}, {"_boost": 3.0, "_tags_boost": 0.5}, {}]
    stock, arrays = both(Corpus([[document | boosts for boosts in options]]))

    def weights(index: FileIndex, name: str) -> list[float]:
        with index.reader() as reader:
            matcher = reader.postings(name, "oil")
            found = []
            while matcher.is_active():
                found.append(matcher.weight())
                matcher.next()
            return found

    for name in ("title", "body", "notes", "tags"):
        assert weights(arrays, name) == weights(stock, name)
    assert weights(arrays, "notes") == [2.5, 3.0, 3.0, 1.0]
