"""Large files read in pieces give the same documents as when they are read as a whole."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from corpus.formats.source import Source
from corpus.model.document import Document, FileStamp, Skipped
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.reading.pieces import Piece, is_large, pieces, read_piece
from corpus.reading.read import read
from tests.corpus.office import docx, tar

Item = Document | Skipped
TEXT = "The minister Ona Petraitė spoke of airspace in Vilnius. Two ships were sent to Poland."
RECORDS = [{"id": f"r{number}", "title": f"Report {number}", "text": f"{TEXT} {number}"} for number in range(40)]


def jsonl(records: list[dict[str, str]]) -> bytes:
    """A record on each line, and a broken line."""
    lines = [json.dumps(record) for record in records]
    return "\n".join([*lines[:20], "{broken", *lines[20:]]).encode()


def mbox() -> bytes:
    """Messages with quoted separators, the third one with an attachment, the fifth one too broken to be read."""
    messages = [
        f"From a@example.org Tue Mar  4 10:00:00 2025\nFrom: a@example.org\nSubject: Message {number}\n\n"
        f"{TEXT}\n>From here on.\n\n"
        for number in range(40)
    ]
    messages[2] = (
        "From a@example.org Tue Mar  4 10:00:00 2025\nFrom: a@example.org\nSubject: Attached\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee below.\n'
        f'--b\nContent-Disposition: attachment; filename="rows.csv"\n\ntitle,text\nOne,{TEXT}\nTwo,{TEXT}\n--b--\n\n'
    )
    messages[4] = "From a@example.org Tue Mar  4 10:00:00 2025\nX-Nothing: a\n\nText.\n\n"
    return "".join(messages).encode()


def table() -> bytes:
    """Rows with line feeds in quoted cells."""
    return ("title,text\n" + "".join(f'Row {number},"{TEXT}\n{number}"\n' for number in range(40))).encode()


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def members() -> dict[str, bytes]:
    """Files of many formats, among them an archive and compressed records."""
    return {
        **{f"in/{number}.txt": f"{TEXT} {number}".encode() for number in range(20)},
        "report.docx": docx(),
        "rows.csv": table(),
        "inner.zip": packed({"deep.txt": TEXT.encode(), "records.jsonl": jsonl(RECORDS)}),
        "records.jsonl.gz": gzip.compress(jsonl(RECORDS)),
        "broken.zip": b"PK\x03\x04 and no more",
        "picture.png": b"\x89PNG\r\n",
        "list.mbox": mbox(),
    }


FILES: dict[str, Callable[[], bytes]] = {
    "a.jsonl": lambda: jsonl(RECORDS),
    "same-ids.jsonl": lambda: jsonl([{**RECORDS[0], "text": f"{TEXT} {number}"} for number in range(40)]),
    "a.json": lambda: json.dumps(RECORDS).encode(),
    "a.csv": table,
    "wide.csv": lambda: table().decode().encode("utf-16"),
    "a.mbox": mbox,
    "Inbox": mbox,
    "a.zip": lambda: packed(members()),
    "a.tar": lambda: tar(members()),
    "a.tgz": lambda: gzip.compress(tar(members())),
    "a.jsonl.gz": lambda: gzip.compress(jsonl(RECORDS)),
    "a.mbox.gz": lambda: gzip.compress(mbox()),
}


def split(folder: Path, name: str, limits: Limits | None = None, size: int = 1000) -> list[Piece | Skipped]:
    """The pieces of a file."""
    found = pieces(Source(folder, name, limits, ReadingOptions()), size)
    assert found is not None
    return list(found)


def read_in_pieces(folder: Path, name: str, limits: Limits | None = None) -> list[list[Item]]:
    """What is read of each piece of a file, sent to another process."""
    read_of: list[list[Item]] = []
    for piece in split(folder, name, limits):
        if isinstance(piece, Skipped):
            read_of.append([piece])
        else:
            sent = pickle.loads(pickle.dumps(piece))
            read_of.append(list(read_piece(folder, name, sent, limits or Limits(), ReadingOptions())))
    return read_of


def without_records(found: list[Item]) -> list[object]:
    """All but the names of documents, which an update makes unique over all pieces."""
    return [
        (each.title, each.text, each.date, each.kind, each.metadata, each.columns, each.blocks)
        if isinstance(each, Document)
        else each
        for each in found
    ]


@pytest.mark.parametrize("name", FILES)
def test_pieces_hold_the_documents_of_the_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, with the same names, and with what could not be read."""
    monkeypatch.setattr("corpus.formats.archives._LARGE_MEMBER", 1000)
    (tmp_path / name).write_bytes(FILES[name]())
    whole = list(read(tmp_path, name))
    parts = read_in_pieces(tmp_path, name)
    found = [each for part in parts for each in part]

    assert len(parts) > 3
    if name == "same-ids.jsonl":
        assert without_records(found) == without_records(whole)
    else:
        assert found == whole


def test_the_beginning_of_a_file_that_has_grown_has_the_same_fingerprints(tmp_path: Path) -> None:
    """All pieces but the last one."""
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox())
    before = [piece.fingerprint for piece in split(tmp_path, "a.mbox") if isinstance(piece, Piece)]
    path.write_bytes(mbox() * 2)
    after = [piece.fingerprint for piece in split(tmp_path, "a.mbox") if isinstance(piece, Piece)]

    assert before[:-1] == after[: len(before) - 1]
    assert len(set(after)) == len(after)


def test_fingerprints_depend_on_limits_and_options(tmp_path: Path) -> None:
    """They decide what is read."""
    (tmp_path / "a.jsonl").write_bytes(jsonl(RECORDS))
    marks = set()
    for limits in (Limits(), Limits(pages=3)):
        for options in (ReadingOptions(), ReadingOptions(only_prose=False)):
            found = pieces(Source(tmp_path, "a.jsonl", limits, options), 1000)
            assert found is not None
            first = next(found)
            assert isinstance(first, Piece)
            marks.add(first.fingerprint)

    assert len(marks) == 4


def test_only_one_piece_is_in_memory(tmp_path: Path) -> None:
    """The file is read as the pieces are asked for."""
    (tmp_path / "a.mbox").write_bytes(mbox() * 20)
    source = Source(tmp_path, "a.mbox")
    found = pieces(source, 1000)
    assert found is not None
    next(found)

    assert source.consumed < 3000


def test_a_bomb_in_an_archive_is_refused(tmp_path: Path) -> None:
    """Archives in an archive share its limit of unpacked bytes, whichever process unpacks them."""
    bomb = packed({"zeros.txt": b"0" * 100_000})
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.zip": bomb for number in range(50)}))
    found = [each for part in read_in_pieces(tmp_path, "a.zip", Limits(unpacked_bytes=1_000_000)) for each in part]

    assert found[-1] == Skipped("a.zip", Reason.UNPACKED_TOO_LARGE, number=1_000_000)
    assert sum(isinstance(each, Document) for each in found) <= 10


@pytest.mark.parametrize("pack", [packed, tar])
@pytest.mark.parametrize("is_split", [True, False])
def test_a_file_unpacks_to_a_hundred_times_its_size_at_most(
    pack: Callable[[dict[str, bytes]], bytes], is_split: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its members are: archives, compressed files or office documents, alone or in further archives."""
    monkeypatch.setattr("corpus.formats.budget._LEAST_BOMB", 1000)
    text = f"<w:p><w:r><w:t>{'word ' * 200_000}</w:t></w:r></w:p>"
    bombs = {
        "zip": packed({"a.txt": b"word " * 200_000}),
        "gz": gzip.compress(b"word " * 200_000),
        "docx": docx(text),
        "docx.zip": packed({"a.docx": docx(text)}),
    }
    for suffix, bomb in bombs.items():
        (tmp_path / "a.zip").write_bytes(pack({f"{number}.{suffix}": bomb for number in range(12)}))
        most = 100 * (tmp_path / "a.zip").stat().st_size
        found = [*chain(*read_in_pieces(tmp_path, "a.zip"))] if is_split else [*read(tmp_path, "a.zip")]
        texts = [each.text for each in found if isinstance(each, Document)]
        reasons = {each.reason for each in found if isinstance(each, Skipped)}

        assert sum(map(len, texts)) <= most, suffix
        assert reasons == {Reason.UNPACKED_TOO_LARGE}, suffix


def test_a_compressed_bomb_in_an_archive_counts(tmp_path: Path) -> None:
    """The next one was unpacked up to the same limit."""
    limits = Limits(unpacked_bytes=1_000_000)
    bomb = gzip.compress(jsonl(RECORDS) * 200)
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.jsonl.gz": bomb for number in range(5)}))
    found = [each for part in read_in_pieces(tmp_path, "a.zip", limits) for each in part]

    assert found[-1] == Skipped("a.zip", Reason.UNPACKED_TOO_LARGE, number=1_000_000)
    assert sum(len(each.text) for each in found if isinstance(each, Document)) < 1_000_000


def test_a_compressed_bomb_is_refused_after_the_limit(tmp_path: Path) -> None:
    """With the records before."""
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl(RECORDS) * 50))
    found = [each for part in read_in_pieces(tmp_path, "a.jsonl.gz", Limits(unpacked_bytes=50_000)) for each in part]

    assert found[-1] == Skipped("a.jsonl.gz", Reason.UNPACKED_TOO_LARGE, number=50_000)
    assert len(found) > 50


def test_a_compressed_file_of_millions_of_records_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No text can be compressed so well; a file of much less is read in any case."""
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a b c d e f"}\n' * 50_000))
    assert not any(isinstance(each, Skipped) for each in split(tmp_path, "a.jsonl.gz", size=100_000))
    monkeypatch.setattr("corpus.formats.compressed._LEAST_BOMB", 300_000)
    *_, last = split(tmp_path, "a.jsonl.gz", size=100_000)

    assert isinstance(last, Skipped)
    assert last.reason is Reason.UNPACKED_TOO_LARGE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps({"title": "An article", "text": TEXT})),
        ("a.csv", "year,number\n" + "1999,4\n" * 50),
        ("a.txt", TEXT),
        ("a.mbox", "no mailbox"),
        ("a.zip", "PK\x03\x04 damaged"),
    ],
)
def test_files_of_one_document_are_not_split(name: str, content: str, tmp_path: Path) -> None:
    """Nor those that cannot be read: reading them as a whole says why."""
    (tmp_path / name).write_text(content)

    found = pieces(Source(tmp_path, name), 1000)

    assert found is None or all(isinstance(each, Skipped) for each in found)


def test_only_large_files_are_split() -> None:
    """By name and size; a compressed file holds more than its size."""
    assert is_large(FileStamp("a.jsonl", 1_000_000, 0))
    assert is_large(FileStamp("Inbox", 1_000_000, 0))
    assert is_large(FileStamp("a.jsonl.gz", 100_000, 0))
    assert not is_large(FileStamp("a.jsonl", 100_000, 0))
    assert not is_large(FileStamp("a.pdf", 40_000_000, 0))
