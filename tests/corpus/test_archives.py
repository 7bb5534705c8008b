"""Archives of documents, and archives in archives under the same limits."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import archive_of, docx, tar

PROSE = "The minister Ona Petraitė spoke of airspace in Vilnius. Two ships were sent to Poland."
Members = dict[str, bytes]


def packed_tgz(members: Members) -> bytes:
    """A compressed tar archive."""
    return gzip.compress(tar(members))


def packed_tbz(members: Members) -> bytes:
    """The same with bzip2."""
    return bz2.compress(tar(members))


def packed_txz(members: Members) -> bytes:
    """The same with xz, in two streams."""
    whole = tar(members)
    return lzma.compress(whole[:700]) + bytes(8) + lzma.compress(whole[700:])


PACKERS: dict[str, Callable[[Members], bytes]] = {
    "a.tar.bz2": packed_tbz,
    "a.txz": packed_txz,
    "a.zip": archive_of,
    "a.tar": tar,
    "a.tar.gz": packed_tgz,
    "a.tgz": packed_tgz,
    "a": archive_of,
}


def read_all(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Document | Skipped]:
    """All that is read of a file."""
    (folder / name).write_bytes(data)
    return list(read(folder, name, limits))


@pytest.mark.parametrize("name", PACKERS)
def test_members_are_documents_with_their_path(name: str, tmp_path: Path) -> None:
    """Each by its own format; records by their number below the path; hidden files are left out."""
    members = {
        "in/2024-10-18-talks.txt": b"Just words here.",
        "in/report.docx": docx(),
        "rows.csv": f"title,text\nA row,{PROSE}\n".encode(),
        "pic.png": b"\x89PNG\r\n",
        "__MACOSX/in/._talks.txt": b"Mac",
        ".DS_Store": b"Mac",
    }
    found = read_all(tmp_path, name, PACKERS[name](members))

    documents = {each.record: each for each in found if isinstance(each, Document)}
    assert {record: each.kind for record, each in documents.items()} == {
        "in/2024-10-18-talks.txt": "text",
        "in/report.docx": "word",
        "rows.csv/2": "csv",
    }
    assert documents["in/2024-10-18-talks.txt"].date == dt.date(2024, 10, 18)
    assert documents["rows.csv/2"].title == "A row"
    assert {each.path for each in documents.values()} == {name}
    assert [each for each in found if isinstance(each, Skipped)] == [Skipped(f"{name}#pic.png", Reason.IMAGE)]


def test_archives_in_archives_are_read_to_the_limit_of_nesting(tmp_path: Path) -> None:
    """Deeper ones are reported, the others read."""
    inner = archive_of({"deep.txt": PROSE.encode()})
    for depth in range(5):
        inner = archive_of({f"level{depth}.zip": inner, f"text{depth}.txt": PROSE.encode()})
    found = read_all(tmp_path, "a.zip", inner)

    records = [each.record for each in found if isinstance(each, Document)]
    assert records == ["level4.zip/level3.zip/text2.txt", "level4.zip/text3.txt", "text4.txt"]
    assert {each.reason for each in found if isinstance(each, Skipped)} == {Reason.FILES_NESTED_TOO_DEEPLY}


@pytest.mark.parametrize("pack", [archive_of, tar, packed_tgz])
def test_one_limit_of_size_holds_for_all_that_is_unpacked(tmp_path: Path, pack: Callable[[Members], bytes]) -> None:
    """Also for bombs spread over archives in the archive, or over compressed files in it."""
    limits = Limits(unpacked_bytes=1_000_000)
    bomb = b"word " * 60_000
    spread = pack({f"{number}.zip": archive_of({"a.txt": bomb}) for number in range(5)})
    compressed = pack({f"{number}.txt.gz": gzip.compress(bomb) for number in range(5)})

    for data in (pack({"a.txt": b"a " * 600_000}), spread, compressed):
        last = read_all(tmp_path, "a", data, limits)[-1]
        assert isinstance(last, Skipped)
        assert last.reason is Reason.UNPACKED_TOO_LARGE


def test_damage_costs_the_member_or_the_archive(tmp_path: Path) -> None:
    """With its reason, and never an exception."""
    data = bytearray(archive_of({"a.txt": PROSE.encode() * 50, "b.txt": PROSE.encode()}))
    data[45] ^= 0xFF
    found = read_all(tmp_path, "a.zip", bytes(data))
    assert [each.record for each in found if isinstance(each, Document)] == ["b.txt"]
    assert [each for each in found if isinstance(each, Skipped)] == [Skipped("a.zip#a.txt", Reason.DAMAGED)]
    assert read_all(tmp_path, "b.zip", bytes(data[:60])) == [Skipped("b.zip", Reason.DAMAGED)]
    cut = tar({"a.txt": PROSE.encode(), "b.txt": PROSE.encode() * 50})[:2000]
    assert [type(each) for each in read_all(tmp_path, "a.tar", cut)] == [Document, Skipped]


def test_encrypted_members_are_named(tmp_path: Path) -> None:
    """The others are read."""
    data = bytearray(archive_of({"a.txt": PROSE.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert read_all(tmp_path, "a.zip", bytes(data)) == [Skipped("a.zip#a.txt", Reason.ENCRYPTED)]


def test_packages_of_programs_are_no_archives_of_documents(tmp_path: Path) -> None:
    """Nor are office documents of formats that are not read."""
    package = archive_of({"META-INF/MANIFEST.MF": b"", "readme.txt": PROSE.encode()})
    letter = archive_of({"Data/a.txt": PROSE.encode()})

    assert read_all(tmp_path, "a.zip", package) == [Skipped("a.zip", Reason.OTHER_ZIP)]
    assert read_all(tmp_path, "a.pages", letter) == [Skipped("a.pages", Reason.OTHER_ZIP, "Pages")]


def test_an_empty_archive_holds_no_documents(tmp_path: Path) -> None:
    """Nor does one of hidden files."""
    assert read_all(tmp_path, "a.zip", archive_of({})) == [Skipped("a.zip", Reason.NO_DOCUMENTS)]
    assert read_all(tmp_path, "a.tar", tar({".hidden": b"x"})) == [Skipped("a.tar", Reason.NO_DOCUMENTS)]


def test_names_in_old_archives_are_decoded(tmp_path: Path) -> None:
    """They state no encoding; Windows wrote them in that of the country."""
    data = archive_of({"Bericht_Muenchen.txt": PROSE.encode()}).replace(b"Muenchen", "München".encode())
    (found,) = read_all(tmp_path, "a.zip", data)

    assert isinstance(found, Document)
    assert found.record == "Bericht_München.txt"


def test_an_archive_that_begins_with_a_pdf_is_an_archive(tmp_path: Path, scan: bytes) -> None:
    """Its first member may be stored as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.pdf", scan)
        packed.writestr("b.txt", PROSE)
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    (tmp_path / "a%.tar").write_bytes(tar({"a%.pdf": scan, "b.txt": PROSE.encode()}))

    for name in ("a.zip", "a%.tar"):
        found = list(read(tmp_path, name))
        assert [getattr(each, "record", "") or getattr(each, "path", "") for each in found][1] == "b.txt"


def test_links_and_devices_in_a_tar_archive_have_a_reason(tmp_path: Path) -> None:
    """A hard link, too: its target is a member itself. Folders and hidden files have none."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        for name, kind in (("a.txt", tarfile.REGTYPE), ("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE),
                           ("pipe", tarfile.FIFOTYPE), ("tty", tarfile.CHRTYPE), ("in", tarfile.DIRTYPE),
                           (".git/config", tarfile.REGTYPE), ("in/sparse.txt", tarfile.GNUTYPE_SPARSE)):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "a.txt"
            member.size = len(PROSE.encode()) if kind == tarfile.REGTYPE else 0
            packed.addfile(member, io.BytesIO(PROSE.encode()))
    (tmp_path / "a.tar").write_bytes(stream.getvalue())

    first, *left = read(tmp_path, "a.tar")
    assert isinstance(first, Document)
    assert left == [
        Skipped("a.tar#link", Reason.LINK, "a.txt"), Skipped("a.tar#hard", Reason.LINK, "a.txt"),
        Skipped("a.tar#pipe", Reason.NOT_REGULAR_FILE), Skipped("a.tar#tty", Reason.NOT_REGULAR_FILE),
        Skipped("a.tar#in/sparse.txt", Reason.EMPTY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("../../etc/passwd.txt", "../../etc/passwd.txt"),
        ("/root/a.txt", "/root/a.txt"),
        ("a\nb\x1b[31m.txt", "a b[31m.txt"),
        ("Zażółć.txt", "Zażółć.txt"),
        ("Письмо министра.txt".encode("cp1251").decode("utf-8", "surrogateescape"), "Письмо министра.txt"),
        ("x" * 300 + ".txt", "x" * 300 + ".txt"),
    ],
)
def test_odd_names_in_a_tar_archive_are_harmless(name: str, record: str, tmp_path: Path) -> None:
    """They are names only: nothing is written under them."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as packed:
        member = tarfile.TarInfo(name)
        member.size = len(PROSE.encode())
        packed.addfile(member, io.BytesIO(PROSE.encode()))
    (tmp_path / "a.tar").write_bytes(stream.getvalue())

    (found,) = read(tmp_path, "a.tar")
    assert isinstance(found, Document)
    assert found.record == record


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files_are_damaged_or_over_the_limit(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Whatever they are compressed with; the content decides the format."""
    packed = pack(PROSE.encode() * 40)
    assert [getattr(each, "kind", "") for each in read_all(tmp_path, "a.bin", packed)] == ["text"]
    assert read_all(tmp_path, "a.txt.gz", packed[:-20]) == [Skipped("a.txt.gz", Reason.DAMAGED)]
    (tmp_path / "b.txt.xz").write_bytes(packed)
    left = list(read(tmp_path, "b.txt.xz", Limits(unpacked_bytes=1000)))
    assert left == [Skipped("b.txt.xz", Reason.UNPACKED_TOO_LARGE, number=1000)]
