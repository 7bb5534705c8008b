"""The state of a large file during an update, by itself."""

from __future__ import annotations

import pytest

from corpus.model.document import Document, Skipped
from corpus.model.document_id import document_id
from corpus.model.reason import Reason
from corpus.reading.read import MOST_REPORTED
from index.storage.id_set import IdHashes, ids_of
from index.storage.piece_table import PieceRecord
from index.update.large_file import LargeFile

PATH = "wire.jsonl"


def document(record: str) -> Document:
    """A document of the file."""
    return Document(id=document_id(PATH, record), path=PATH, title=record, text=record, record=record)


def large(known: tuple[PieceRecord, ...] = (), stored: tuple[str, ...] = ()) -> LargeFile:
    """A file with known pieces and stored documents."""
    ids = ((document(record).id, "0" * 24) for record in stored)
    return LargeFile(PATH, IdHashes(ids), {piece.fingerprint: piece for piece in known})


def piece(fingerprint: str, *records: str, skipped: tuple[Skipped, ...] = ()) -> PieceRecord:
    """A piece whose documents are in the index."""
    return PieceRecord(fingerprint, ids_of(document(record).id for record in records).tobytes(), skipped)


def test_only_a_known_piece_with_new_names_is_taken_over() -> None:
    """Another is read."""
    file = large((piece("a", "1", "2"), piece("b", "2", "3"), piece("c", "4")), stored=("1", "2", "3", "4", "5"))

    assert [file.take_known(name) for name in ("a", "b", "c", "d")] == [True, False, True, False]
    assert file.documents == 3
    assert [record.fingerprint for record in file.done] == ["a", "c"]
    assert set(file.left()) == {document("3").id, document("5").id}


def test_documents_of_one_name_get_others() -> None:
    """In one piece, and in different ones; however many have the name."""
    file = large()
    found = [[each.record for each in file.unique([document("1"), document("2")])]]
    file.take_read("a", [document("1"), document("2")], ())
    again = file.unique([document("2"), document("3"), document("3")])
    file.take_read("b", again, ())
    found += [[each.record for each in again], [each.record for each in file.unique([document("2")])]]

    assert found == [["1", "2"], ["2'", "3", "3'"], ["2''"]]
    assert file.documents == 5


def test_names_are_found_also_when_no_longer_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many repeated names are remembered; each search then begins at its beginning."""
    monkeypatch.setattr("index.update.large_file._MOST_REPEATED", 2)
    file = large()
    found = file.unique([document(name) for name in "aabbccaabb"])

    assert [each.record for each in found] == ["a", "a'", "b", "b'", "c", "c'", "a''", "a'''", "b''", "b'''"]
    assert len(file._repeated) <= 2


@pytest.mark.parametrize(
    ("reason", "is_done"), [(Reason.INVALID_ROW, True), (Reason.CRASHED, False), (Reason.UNREADABLE, False)]
)
def test_a_piece_that_may_be_read_next_time_is_not_done(reason: Reason, is_done: bool) -> None:
    """What crashed or was refused is tried again."""
    file = large()
    file.take_read("a", [document("1")], [Skipped(f"{PATH}#2", Reason.INVALID_ROW), Skipped(f"{PATH}#3", reason)])

    assert [record.fingerprint for record in file.done] == ["a"] * is_done


def test_only_so_much_that_was_skipped_is_listed() -> None:
    """The rest is counted, with what a piece has only counted; what concerns the whole file is always listed."""
    file = large()
    file.skip([Skipped(f"{PATH}#{number}", Reason.INVALID_ROW) for number in range(MOST_REPORTED + 3)])
    file.skip([Skipped(PATH, Reason.MORE_INVALID_RECORDS, number=4), Skipped(PATH, Reason.DAMAGED)])
    listed = file.skipped()

    assert [entry.path for entry in listed[:MOST_REPORTED]] == [f"{PATH}#{number}" for number in range(MOST_REPORTED)]
    assert listed[MOST_REPORTED:] == [
        Skipped(PATH, Reason.DAMAGED),
        Skipped(PATH, Reason.MORE_INVALID_RECORDS, number=7),
    ]
    assert file.skipped() == listed


def test_what_will_be_tried_again_is_listed_behind_any_number_of_others() -> None:
    """Otherwise nothing would be read again, and the document be removed."""
    file = large()
    file.skip([Skipped(f"{PATH}#{number}", Reason.INVALID_ROW) for number in range(MOST_REPORTED + 3)])
    file.skip([Skipped(f"{PATH}#{number}", Reason.NO_MEMORY) for number in (97, 98)])

    assert [entry.path for entry in file.skipped() if entry.reason.is_temporary] == [f"{PATH}#97"]
    assert file.skipped()[-1] == Skipped(PATH, Reason.MORE_INVALID_RECORDS, number=4)


def test_a_file_without_documents_says_so() -> None:
    """Unless something else says why."""
    assert large().skipped() == [Skipped(PATH, Reason.NO_DOCUMENTS)]

    empty, read = large(), large()
    empty.skip([Skipped(PATH, Reason.DAMAGED)])
    read.take_read("a", [document("1")], ())
    assert [entry.reason for entry in empty.skipped()] == [Reason.DAMAGED]
    assert read.skipped() == []
