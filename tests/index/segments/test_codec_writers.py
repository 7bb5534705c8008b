"""The codec's two writers can be used separately, as Whoosh's multiprocess writer uses them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from whoosh import fields, formats
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Format

from index.segments.format.array_file import ArrayFile
from index.segments.writing.codec import ArrayCodec, ArrayFieldWriter, ArrayPerDocumentWriter, ArraySegment

TEXT = fields.TEXT(stored=True, vector=formats.Frequency())
POSITIONS = formats.Positions()
CODEC = ArrayCodec()


@pytest.fixture
def storage() -> RamStorage:
    """An empty storage."""
    return RamStorage()


@pytest.fixture
def segment(storage: RamStorage) -> ArraySegment:
    """A segment that has not been written yet."""
    return CODEC.new_segment(storage, "test")


def write_documents(writer: ArrayPerDocumentWriter) -> None:
    """Two documents, the second one empty."""
    writer.start_doc(0)
    writer.add_field("text", TEXT, "one two three", 3)
    writer.add_vector_items("text", TEXT, [("one", 1.0, b"\0\0\0\1")])
    writer.finish_doc()
    writer.start_doc(1)
    writer.finish_doc()


def write_postings(writer: ArrayFieldWriter, values: dict[int, tuple[float, bytes, int]]) -> None:
    """One term with a weight, a value and a length for each document."""
    writer.start_field("text", TEXT)
    writer.start_term(b"one")
    for doc, (weight, value, length) in values.items():
        writer.add(doc, weight, value, length)
    writer.finish_term()
    writer.finish_field()


def values_of(storage: RamStorage, segment: ArraySegment) -> list[tuple[int, float, bytes]]:
    """All postings of the term."""
    matcher = CODEC.terms_reader(storage, segment).matcher("text", b"one", TEXT.format)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), matcher.value()))
        matcher.next()
    return found


def test_documents_without_postings_are_a_segment(storage: RamStorage, segment: ArraySegment) -> None:
    """Closing the only writer writes the file; the segment can be pickled for another process."""
    writer = CODEC.per_document_writer(storage, segment)
    write_documents(writer)
    writer.close()

    segment = pickle.loads(pickle.dumps(segment))
    reader = CODEC.per_document_reader(storage, segment)
    assert list(reader.all_stored_fields()) == [{"text": "one two three"}, {}]
    assert [reader.doc_field_length(doc, "text") for doc in (0, 1)] == [3, 0]
    assert str(reader.vector(0, "text", formats.Frequency()).id()) == "one"
    assert list(CODEC.terms_reader(storage, segment).terms()) == []


def test_the_readers_of_a_segment_share_one_open_file(
    tmp_path: Path, segment: ArraySegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the two is opened first."""
    storage = FileStorage(str(tmp_path))
    writer = CODEC.per_document_writer(storage, segment)
    write_documents(writer)
    writer.close()
    opened: list[Path] = []
    map_file = ArrayFile.map

    def counted(path: Path) -> ArrayFile:
        opened.append(path)
        return map_file(path)

    monkeypatch.setattr(ArrayFile, "map", counted)

    terms = CODEC.terms_reader(storage, segment)
    documents = CODEC.per_document_reader(storage, segment)
    assert (list(terms.terms()), documents.doc_count(), len(opened)) == ([], 2, 1)


def test_postings_without_documents_are_a_segment(storage: RamStorage, segment: ArraySegment) -> None:
    """Lengths are those passed with the postings, and documents have no stored fields."""
    writer = CODEC.field_writer(storage, segment)
    write_postings(writer, {0: (2.0, b"", 2), 7: (1.0, b"", 5)})
    writer.close()

    info = CODEC.terms_reader(storage, segment).term_info("text", b"one")
    assert (info.doc_frequency(), info.weight(), info.min_length(), info.max_length()) == (2, 3.0, 2, 5)
    reader = CODEC.per_document_reader(storage, segment)
    assert list(reader.all_stored_fields()) == [{}] * 8
    assert reader.doc_field_length(7, "text") == 5


def test_documents_can_be_read_before_the_postings_are_written(storage: RamStorage, segment: ArraySegment) -> None:
    """Documents read between closing the two writers are in the file as well, with their exact lengths."""
    documents, postings = CODEC.per_document_writer(storage, segment), CODEC.field_writer(storage, segment)
    write_documents(documents)
    documents.add_column_value("text", VarBytesColumn(), b"one")
    documents.close()
    early = CODEC.per_document_reader(storage, segment)
    assert storage.list() == []
    write_postings(postings, {0: (1.0, POSITIONS.encode([0]), 9)})
    postings.close()

    late = CODEC.per_document_reader(storage, segment)
    for reader in (early, late):
        assert reader.doc_count_all() == 2
        assert reader.stored_fields(0) == {"text": "one two three"}
        assert reader.doc_field_length(0, "text") == 3
        assert reader.has_vector(0, "text")
    assert values_of(storage, segment) == [(0, 1.0, POSITIONS.encode([0]))]


def test_values_that_the_format_cannot_decode_are_kept(storage: RamStorage, segment: ArraySegment) -> None:
    """Values are read back as written; those that fit the format can be decoded to positions."""
    writer = CODEC.field_writer(storage, segment)
    known = POSITIONS.encode([3, 5])
    write_postings(writer, {0: (2.0, b"test", 2), 1: (5.0, known, 5), 2: (3.0, b"", 3)})
    writer.close()

    assert values_of(storage, segment) == [(0, 2.0, b"test"), (1, 5.0, known), (2, 3.0, b"")]
    matcher = CODEC.terms_reader(storage, segment).matcher("text", b"one", TEXT.format)
    matcher.skip_to(1)
    assert matcher.value_as("positions") == [3, 5]


@pytest.mark.parametrize("format_", [formats.Frequency(), formats.Characters(), formats.PositionBoosts()])
def test_values_of_unexpected_length_are_kept(storage: RamStorage, segment: ArraySegment, format_: Format) -> None:
    """A value that is too short or too long for a frequency is not an error."""
    writer = CODEC.field_writer(storage, segment)
    writer.start_field("text", fields.FieldType(format_, analyzer=TEXT.analyzer))
    writer.start_term(b"one")
    for doc, value in enumerate((b"", b"\0\0\0\2", b"longer than that")):
        writer.add(doc, 1.0, value, None)
    writer.close()

    assert [value for _, _, value in values_of(storage, segment)] == [b"", b"\0\0\0\2", b"longer than that"]


def test_a_complete_segment_is_not_overwritten(storage: RamStorage, segment: ArraySegment) -> None:
    """A writer that is opened after the file was written is refused."""
    CODEC.per_document_writer(storage, segment).close()
    with pytest.raises(FileExistsError):
        CODEC.field_writer(storage, segment)
