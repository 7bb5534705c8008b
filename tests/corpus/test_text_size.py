"""How much text a file seems to hold."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from corpus.model.document import FileStamp
from corpus.reading.text_size import text_size
from tests.corpus.office import archive_of


def size_of(folder: Path, name: str, data: bytes) -> int:
    """The size of the text of a file with this content."""
    (folder / name).write_bytes(data)
    return text_size(folder, FileStamp.of(name, (folder / name).stat()))


@pytest.fixture(autouse=True)
def _all_files_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.text_size.SMALL", 10)


def test_what_a_document_unpacks_to_counts(tmp_path: Path) -> None:
    """Its images do not."""
    members = {"word/document.xml": b"a" * 5000, "word/media/image.png": b"b" * 9000}
    assert size_of(tmp_path, "a.docx", archive_of(members)) == 5000


def test_other_files_have_the_size_of_their_kind(tmp_path: Path) -> None:
    """Text has all of its size, images have little text, compressed text has more."""
    assert size_of(tmp_path, "a.txt", b"a" * 1000) == 1000
    assert size_of(tmp_path, "a.pdf", b"%PDF-1.4" + bytes(7992)) == 1000
    packed = gzip.compress(os.urandom(100))
    assert size_of(tmp_path, "a.txt.gz", packed) == 4 * len(packed)
    assert size_of(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0" + bytes(996)) == 500


def test_a_file_that_cannot_be_looked_into_has_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken archive, one of too many members, a pipe, a file that is gone."""
    assert size_of(tmp_path, "a.docx", b"PK\x03\x04" + bytes(96)) == 100
    monkeypatch.setattr("corpus.formats.packed._MOST_DIRECTORY_BYTES", 10)
    many = archive_of({"a.xml": b"a" * 5000})
    assert size_of(tmp_path, "b.docx", many) == len(many)
    os.mkfifo(tmp_path / "pipe")
    assert text_size(tmp_path, FileStamp("pipe", 100, 0)) == 100
    assert text_size(tmp_path, FileStamp("gone", 100, 0)) == 100
