"""Walking a folder: the files found, their order, and the skipped ones with their reasons."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.files.walk import concerns, folders, walk
from corpus.model.document import FileStamp, Skipped
from corpus.model.errors import FolderError
from corpus.model.reason import Reason


def names(folder: Path) -> list[str]:
    """The files found."""
    return [item.path for item in walk(folder) if isinstance(item, FileStamp)]


def test_the_order_is_stable(tmp_path: Path) -> None:
    """By name, the files of a folder before those below it."""
    for path in ("b/z.txt", "b/a.txt", "a/q.txt", "c.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")

    assert names(tmp_path) == ["c.txt", "a/q.txt", "b/a.txt", "b/z.txt"]


def test_hidden_files_and_links_are_skipped_with_a_reason(tmp_path: Path) -> None:
    """A cycle of links does no harm."""
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "real.txt").write_text("x")

    skipped = {item.path: item.reason for item in walk(tmp_path) if isinstance(item, Skipped)}

    assert names(tmp_path) == ["real.txt"]
    assert skipped[".hidden"] is Reason.HIDDEN
    assert skipped["loop"] is Reason.LINK


def test_the_mail_folders_of_a_maildir_are_not_hidden(tmp_path: Path) -> None:
    """Their names begin with a dot (Maildir++); other hidden folders and the files of the mail server stay hidden."""
    for path in (
        "mail/cur",
        "mail/new",
        "mail/.Sent/cur",
        "mail/.Sent/new",
        ".archive/cur",
        ".archive/new",
        ".git/cur",
    ):
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "1741082400.M1.host:2,S").write_text("x")
    (tmp_path / "mail" / ".cache").write_text("x")

    found = [f"{path}/1741082400.M1.host:2,S" for path in (
        ".archive/cur", ".archive/new", "mail/.Sent/cur", "mail/.Sent/new", "mail/cur", "mail/new",
    )]  # fmt: skip
    skipped = {item.path for item in walk(tmp_path) if isinstance(item, Skipped)}

    assert sorted(names(tmp_path)) == found
    assert skipped == {".git/", "mail/.cache"}
    assert {path for path, _ in folders(tmp_path)} >= {"mail/.Sent/new", ".archive/cur"}
    assert concerns(tmp_path, "mail/.New", is_folder=True, rules=())


def test_the_ignore_file_has_the_syntax_of_gitignore(tmp_path: Path) -> None:
    """Folders, patterns and exceptions."""
    (tmp_path / ".pressroomignore").write_text("# mine\ndrafts/\n*.log\n!keep.log\n")
    (tmp_path / "drafts").mkdir()
    for path in ("drafts/a.txt", "b.log", "keep.log", "c.txt"):
        (tmp_path / path).write_text("x")

    assert names(tmp_path) == ["c.txt", "keep.log"]


def test_an_ignore_file_that_is_not_a_regular_file_is_skipped(tmp_path: Path) -> None:
    """A pipe would hang, a device would never end."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("x")
    os.mkfifo(tmp_path / "a" / ".pressroomignore")
    (tmp_path / "b" / ".pressroomignore").symlink_to("/dev/zero")

    assert names(tmp_path) == ["a/x.txt", "b/x.txt"]


def test_the_library_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    """Its own files are not documents."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "x").write_text("x")

    assert [item for item in walk(tmp_path, exclude=tmp_path / "lib")] == []


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_path_that_is_not_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    """The message contains the path."""
    (tmp_path / "file.txt").write_text("x")

    with pytest.raises(FolderError, match=name):
        list(walk(tmp_path / name))
