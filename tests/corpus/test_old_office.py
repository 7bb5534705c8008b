"""Office files of 2003 and before: what they are, what reads them, and what is said where that is missing."""

from __future__ import annotations

import resource
import struct
import subprocess
from pathlib import Path

import pytest

from benchmarks.compound_file import compound_file
from corpus.formats.ole import CompoundFile
from corpus.formats.programs import program_output
from corpus.model.document import Document, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.extra import Extra
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read
from tui.text.reasons import reason_text


def only(folder: Path, name: str, data: bytes) -> Document | Skipped:
    """What is read of a file with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    return found


def script(folder: Path, name: str, *lines: str) -> None:
    """A program for the tests."""
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for, besides those of the shell."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}")
    return folder


@pytest.mark.parametrize(
    ("stream", "name", "extra"),
    [("WordDocument", "a.doc", Extra.OLD_WORD), ("PowerPoint Document", "a.ppt", Extra.OLD_SLIDES)],
)
def test_a_missing_program_is_named_with_its_installation(
    stream: str, name: str, extra: Extra, programs: Path, tmp_path: Path
) -> None:
    """Each file says what it needs."""
    found = only(tmp_path, name, compound_file({stream: b"x" * 5000}))

    assert isinstance(found, Skipped)
    assert (found.reason, found.detail) == (Reason.MISSING_EXTRA, extra)
    assert "apt install" in reason_text(found)


def test_a_missing_package_is_named_with_its_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an extra of Pressroom."""
    monkeypatch.setitem(__import__("sys").modules, "corpus.formats.old_excel", None)
    found = only(tmp_path, "a.xls", compound_file({"Workbook": b"x" * 5000}))

    assert isinstance(found, Skipped)
    assert found.reason is Reason.MISSING_EXTRA
    assert "pip install 'pressroom[xls]'" in reason_text(found)


def test_word_documents_are_read_by_antiword(programs: Path, tmp_path: Path) -> None:
    """As text in UTF-8."""
    script(programs, "antiword", 'echo "Ona Petraitė"', "echo", "echo 'Two ships.'")

    found = only(tmp_path, "a.doc", compound_file({"WordDocument": b"x\0" * 2500}))

    assert isinstance(found, Document)
    assert (found.text, found.kind) == ("Ona Petraitė\n\nTwo ships.", "word")


def test_a_program_that_fails_is_a_damaged_file(programs: Path, tmp_path: Path) -> None:
    """Not an error of the update."""
    script(programs, "antiword", "exit 1")
    found = only(tmp_path, "a.doc", compound_file({"WordDocument": b"x\0" * 2500}))

    assert isinstance(found, Skipped)
    assert found.reason is Reason.DAMAGED


def test_output_of_a_program_is_limited(programs: Path) -> None:
    """In size, before all of it is written."""
    script(programs, "writer", "while :; do echo 0123456789012345678901234567890123456789; done")
    with pytest.raises(UnreadableFile) as caught:
        program_output([str(programs / "writer")], b"", ".doc", Limits(document_bytes=1000, unpacked_bytes=10_000))
    assert caught.value.reason in (Reason.TOO_LARGE, Reason.DAMAGED)


def test_a_program_that_computes_without_end_is_stopped(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its processor time, also in a process that it starts, however long that takes by the clock."""
    monkeypatch.setattr("corpus.formats.programs.PATIENCE", 10_000)
    script(programs, "computer", "while :; do :; done")
    script(programs, "starter", f"{programs / 'computer'}; exit 3")
    for name in ("computer", "starter"):
        with pytest.raises(UnreadableFile) as caught:
            program_output([str(programs / name)], b"", ".doc", Limits(seconds=1))
        assert (caught.value.reason, caught.value.number) == (Reason.TIME_LIMIT, 1)


def test_a_lower_limit_of_the_system_is_kept(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be raised; the program is run all the same."""

    def refused(kind: int, limits: tuple[int, int]) -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refused)
    script(programs, "writer", "echo Ships.")
    assert program_output([str(programs / "writer")], b"", ".doc", Limits()) == b"Ships.\n"


def test_a_program_that_only_waits_is_stopped(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock, with more patience: the machine may be busy."""
    script(programs, "sleeper", "exec /bin/sleep 600")
    waited: list[float | None] = []
    wait = subprocess.Popen.wait

    def noted(self: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        waited.append(timeout)
        return wait(self, timeout and 0)

    monkeypatch.setattr(subprocess.Popen, "wait", noted)
    with pytest.raises(UnreadableFile) as caught:
        program_output([str(programs / "sleeper")], b"", ".doc", Limits(seconds=2))
    assert (caught.value.reason, caught.value.number) == (Reason.TIME_LIMIT, 20)
    assert waited == [20, None]


def word_stream(flags: int) -> bytes:
    """The main stream of a Word document with these flags."""
    return struct.pack("<5HH", 0xA5EC, 0xC1, 0, 0, 0, flags).ljust(5000, b"\0")


@pytest.mark.parametrize(
    "streams",
    [
        {"EncryptedPackage": b"x", "EncryptionInfo": b"x"},
        {"WordDocument": word_stream(0x0100)},
        {"PowerPoint Document": b"x", "EncryptedSummary": b"x"},
    ],
)
def test_encrypted_files_say_so(streams: dict[str, bytes], tmp_path: Path) -> None:
    """A .docx with a password is a compound file, too."""
    found = only(tmp_path, "a.docx", compound_file(streams))
    assert isinstance(found, Skipped)
    assert found.reason is Reason.ENCRYPTED


def test_other_compound_files_are_named(tmp_path: Path) -> None:
    """Drawings, projects and the like."""
    found = only(tmp_path, "a.vsd", compound_file({"VisioDocument": b"x"}))
    assert isinstance(found, Skipped)
    assert found.reason is Reason.OLD_OFFICE_DOCUMENT


def test_streams_of_embedded_files_are_not_those_of_the_file() -> None:
    """Only the root folder tells."""
    assert CompoundFile(compound_file({"WordDocument": b"x", "Data": b"y"})).names == {"WordDocument", "Data"}


@pytest.mark.parametrize("size", [8, 20, 70, 511, 600, 1100])
def test_damaged_compound_files_have_a_reason(size: int, tmp_path: Path) -> None:
    """Cut anywhere."""
    found = only(tmp_path, "a.doc", compound_file({"WordDocument": b"x" * 5000})[:size])
    assert isinstance(found, Skipped)
    assert found.reason in (Reason.DAMAGED, Reason.OLD_OFFICE_DOCUMENT)


def record(kind: int, *fields: bytes) -> bytes:
    """A record of a BIFF8 workbook."""
    data = b"".join(fields)
    return struct.pack("<2H", kind, len(data)) + data


def old_workbook(*cells: bytes) -> bytes:
    """A workbook of one sheet with these cells, each in the general format."""
    begin = struct.pack("<6H", 0x600, 5, 0, 0, 0, 0) + bytes(4)
    sheet_begin = struct.pack("<6H", 0x600, 16, 0, 0, 0, 0) + bytes(4)
    font = record(0x31, struct.pack("<5H4xB", 200, 0, 0x7FFF, 400, 0, 5), b"\0Arial")
    styles = record(0xE0, struct.pack("<2H", 0, 0), bytes(16))
    head = record(0x809, begin) + font * 5 + styles
    name = b"\x08\0Releases"
    place = len(head) + len(record(0x85, bytes(6), name)) + 4
    sheet = record(0x809, sheet_begin) + b"".join(cells) + record(0x0A)
    return head + record(0x85, struct.pack("<IH", place, 0), name) + record(0x0A) + sheet


def test_old_spreadsheets_have_their_rows(tmp_path: Path) -> None:
    """Through the optional package."""
    pytest.importorskip("xlrd", reason="the extra xls is not installed")
    cells = (
        record(0x204, struct.pack("<3H", 0, 0, 0), struct.pack("<HB", 4, 0), b"Ship"),
        record(0x203, struct.pack("<3Hd", 0, 1, 0, 1987.0)),
    )
    found = only(tmp_path, "a.xls", compound_file({"Workbook": old_workbook(*cells)}))

    assert isinstance(found, Document), found
    assert (found.text, found.kind) == ("Releases\n\nShip\t1987", "excel")


def test_damaged_old_spreadsheets_have_a_reason(tmp_path: Path) -> None:
    """Whatever the package raises."""
    pytest.importorskip("xlrd", reason="the extra xls is not installed")
    for length in (0, 3, 30, 60, 90, 200):
        found = only(tmp_path, "a.xls", compound_file({"Workbook": old_workbook()[:length].ljust(5000, b"\xff")}))
        assert isinstance(found, Skipped | Document)
