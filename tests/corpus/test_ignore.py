"""Invalid ignore files: valid lines apply, the rest is reported."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files.ignore import IgnoreWarning
from corpus.files.walk import folders, walk
from corpus.model.document import FileStamp
from corpus.model.reason import Reason

NAME = ".pressroomignore"
Put = Callable[[Path], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file to be read and two to be left out."""
    for path in ("drafts/a.txt", "Entwürfe/b.txt", "c.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    return tmp_path


def names(folder: Path) -> list[str]:
    """The files found."""
    return [item.path for item in walk(folder) if isinstance(item, FileStamp)]


def told(folder: Path) -> list[tuple[str, Reason, str, int]]:
    """Path, reason, detail and number of each warning."""
    found = [item for item in walk(folder) if isinstance(item, IgnoreWarning)]
    return [(item.path, item.reason, item.detail, item.number) for item in found]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("!", Reason.PATTERN_INVALID),
        ("\\", Reason.PATTERN_INVALID),
        ("[a-#]", Reason.PATTERN_INVALID),
        pytest.param("*" * 5000, Reason.PATTERN_TOO_LONG, id="long"),
    ],
)
def test_an_invalid_line_does_not_affect_the_others(root: Path, line: str, reason: Reason) -> None:
    """The warning has file and line; the watch works, too."""
    (root / NAME).write_text(f"drafts/\n{line}\nEntwürfe/\n")

    ((path, found, detail, number),) = told(root)
    assert names(root) == ["c.txt"]
    assert (path, found, number) == (NAME, reason, 2)
    assert line[:20] in detail
    assert [folder for folder, _ in folders(root)] == [""]


def test_an_invalid_line_in_a_subfolder_is_reported_with_its_path(root: Path) -> None:
    """The path of its ignore file."""
    (root / "drafts" / NAME).write_text("!\na.txt\n")

    assert [(path, line) for path, _, _, line in told(root)] == [(f"drafts/{NAME}", 1)]
    assert "drafts/a.txt" not in names(root)


def test_many_invalid_lines_are_counted(root: Path) -> None:
    """Only the first ones are listed."""
    (root / NAME).write_text("!\n" * 1000 + "drafts/\n")

    reported = told(root)
    assert len(reported) == 21
    assert reported[-1] == (NAME, Reason.MORE_INVALID_PATTERNS, "", 980)
    assert "drafts/a.txt" not in names(root)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_ignore_file_from_windows_is_read(root: Path, encoding: str) -> None:
    """With a byte order mark and its line ends."""
    (root / NAME).write_bytes("drafts/\r\nEntwürfe/\r\n".encode(encoding))

    assert names(root) == ["c.txt"]
    assert told(root) == []


def test_a_line_in_another_encoding_is_reported(root: Path) -> None:
    """Its pattern has no effect."""
    (root / NAME).write_bytes("drafts/\nEntwürfe/\n".encode("latin-1"))

    ((path, reason, _, number),) = told(root)
    assert (path, reason, number) == (NAME, Reason.PATTERN_NOT_UTF8, 2)
    assert names(root) == ["c.txt", "Entwürfe/b.txt"]


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        (Path.mkdir, Reason.IGNORE_FILE_NOT_REGULAR),
        (os.mkfifo, Reason.IGNORE_FILE_NOT_REGULAR),
        (lambda path: path.symlink_to("/dev/zero"), Reason.IGNORE_FILE_NOT_REGULAR),
        (lambda path: path.symlink_to(path), Reason.IGNORE_FILE_UNREADABLE),
        (lambda path: path.symlink_to("gone"), Reason.IGNORE_FILE_UNREADABLE),
        (lambda path: path.write_bytes(b"drafts/\n" * 100_000), Reason.IGNORE_FILE_TOO_LARGE),
        (lambda path: path.write_bytes(bytes(range(32)) * 10), Reason.IGNORE_FILE_NOT_TEXT),
    ],
)
def test_anything_but_a_file_in_its_place_is_reported(root: Path, put: Put, reason: Reason) -> None:
    """Nothing hangs, and all files are found."""
    put(root / NAME)

    ((path, found, _, _),) = told(root)
    assert (path, found) == (NAME, reason)
    assert len(names(root)) == 3
    assert len(list(folders(root))) == 3


def test_a_link_to_an_ignore_file_is_followed(root: Path) -> None:
    """It may be shared between folders."""
    (root / "drafts" / "shared").write_text("drafts/\nEntwürfe/\n")
    (root / NAME).symlink_to(root / "drafts" / "shared")

    assert names(root) == ["c.txt"]
    assert told(root) == []


def test_a_folder_whose_name_is_not_utf8_can_have_one(root: Path) -> None:
    """Its name can be stored and printed."""
    odd = os.path.join(os.fsencode(root), b"odd\xff")  # noqa: PTH118 -- a path of bytes
    try:
        os.mkdir(odd)  # noqa: PTH102
    except OSError:
        pytest.skip("the file system refuses such names")
    (root / os.fsdecode(odd) / NAME).write_text("!\n")

    assert [path for path, _, _, _ in told(root)] == [f"odd\ufffd/{NAME}"]


def test_unusual_brackets_print_no_warnings(root: Path) -> None:
    """Python would warn about a regular expression that the user did not write."""
    (root / NAME).write_text("[[a]\n[a--b]\ndrafts/\n")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "drafts/a.txt" not in names(root)
