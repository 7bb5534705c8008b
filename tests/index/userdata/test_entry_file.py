"""YAML files of user data: parsing, editing, and that nothing the user wrote is lost."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from index.model.correction_fault import EntryFault
from index.model.errors import UserDataError
from index.model.user_data import DocumentEdit, DocumentMarks
from index.model.user_data_fault import UserDataFailure
from tests.index.userdata.entry_files import SUMMIT, WIRE, file_in, marks, put

BY_HAND = """\
# mine
- document: 2024/summit.txt     # the first
  tags: budget
  starred: yes

# the second
- document: wire.jsonl#a1
  note: |
    Two
    lines.
# the end
"""


def test_entries_written_by_hand_need_only_the_path_of_the_document(tmp_path: Path) -> None:
    """A single tag needs no list."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(BY_HAND)

    assert file.reload()
    assert file.problems is None
    assert file.entries[SUMMIT].tags == ("budget",)
    assert file.entries[SUMMIT].starred
    assert file.entries[WIRE].note == "Two\nlines."


def test_a_change_rewrites_the_lines_of_its_entry_only(tmp_path: Path) -> None:
    """Comments between entries stay."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(BY_HAND)
    file.reload()

    edit = DocumentEdit(add_tags=("Budget", "talks"))
    file.change({SUMMIT: lambda found: edit.applied(found) if found else None, WIRE: lambda _: None})
    put(file, marks(3, note="new"))

    assert file.path.read_text() == (
        '# mine\n- document: "2024/summit.txt"\n'
        f"  id: {SUMMIT if SUMMIT[0].isalpha() else chr(34) + SUMMIT + chr(34)}\n"
        "  starred: yes\n  tags: [budget, talks]\n\n# the second\n# the end\n"
        '- document: "3.txt"\n  id: "0000000000000003"\n  note: new\n'
    )


def test_a_change_is_made_on_top_of_what_another_process_has_written(tmp_path: Path) -> None:
    """Neither a field nor an entry is lost."""
    ours, theirs = file_in(tmp_path), file_in(tmp_path)
    put(ours, marks(1, note="ours"))
    theirs.change({f"{1:016x}": lambda found: replace(found, starred=True) if found else None})
    put(theirs, marks(2, note="theirs"))

    def tag(found: DocumentMarks | None) -> DocumentMarks | None:
        return DocumentEdit(add_tags=("x",)).applied(found) if found else None

    assert ours.change({f"{1:016x}": tag})
    assert ours.entries == {
        f"{1:016x}": marks(1, note="ours", starred=True, tags=("x",)), f"{2:016x}": marks(2, note="theirs")
    }  # fmt: skip


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each with a file object of its own, as in processes of their own."""

    def write(start: int) -> None:
        file = file_in(tmp_path)
        for number in range(start, start + 10):
            put(file, marks(number, note=f"note {number}"))

    threads = [threading.Thread(target=write, args=(start,)) for start in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(file_in(tmp_path).entries) == 40


def test_two_entries_of_a_document_count_as_one_and_become_one(tmp_path: Path) -> None:
    """As a merge by git leaves them."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text("- document: a.txt\n  tags: [x]\n  note: one\n- document: a.txt\n  tags: [y]\n  note: two\n")
    file.reload()
    (key,) = file.entries
    assert (file.entries[key].tags, file.entries[key].note) == (("x", "y"), "one\n\ntwo")

    file.change({key: lambda found: replace(found, starred=True) if found else None})
    assert file.path.read_text().count("- document") == 1
    assert file.entries[key].note == "one\n\ntwo"


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("- tags: [x]\n", EntryFault.MISSING_KEY, 1),
        ("- document: a\n  colour: red\n", EntryFault.UNKNOWN_KEY, 2),
        ("- document: a\n  starred: maybe\n", EntryFault.NOT_YES_OR_NO, 2),
        ("- document: a\n  date: soon\n", EntryFault.NOT_A_DATE, 2),
        ("- document: a\n  tags: [[x]]\n", EntryFault.NOT_TEXT, 2),
        ("- document: a\n  passages: x\n", EntryFault.NOT_A_LIST, 2),
        ("- document: a\n  passages:\n  - note: x\n", EntryFault.MISSING_KEY, 3),
        ("- a\n", EntryFault.NOT_A_MAPPING, 1),
    ],
)
def test_an_invalid_entry_is_reported_with_its_line_and_kept(
    tmp_path: Path, text: str, fault: EntryFault, line: int
) -> None:
    """The other entries are used."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(text + "- document: b.txt\n  starred: yes\n")
    file.reload()

    assert file.problems
    assert (file.problems.problem.fault, file.problems.problem.line, file.problems.unusable) == (fault, line, False)
    assert len(file.entries) == 1
    put(file, marks(1, starred=True))
    assert file.path.read_text().startswith(text)


@pytest.mark.parametrize("text", ["- [", "a: b\n", "<<<<<<< ours\n- document: a\n=======\n", "- !!python/name:x y\n"])
def test_an_unusable_file_is_never_written_to(tmp_path: Path, text: str) -> None:
    """Also one with the marks of a conflict."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(text)
    file.reload()

    assert file.problems
    assert file.problems.unusable
    with pytest.raises(UserDataError) as failed:
        put(file, marks(1, starred=True))
    assert failed.value.failure is UserDataFailure.FILE_INVALID
    assert file.path.read_text() == text


@pytest.mark.parametrize("text", ["[{document: a.txt, starred: yes}]\n", "  - document: a.txt\n", "[]\n",
                                  "- document: a.txt\n...\n"])  # fmt: skip
def test_a_file_in_which_nothing_can_be_added_is_not_written_to(tmp_path: Path, text: str) -> None:
    """It is valid, and read."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(text)

    with pytest.raises(UserDataError) as failed:
        put(file, marks(1, starred=True))
    assert failed.value.failure is UserDataFailure.LAYOUT
    assert file.path.read_text() == text


def test_the_cache_is_used_only_for_the_very_bytes_it_was_made_from(tmp_path: Path) -> None:
    """A file of the same size and time is parsed again, and so is a damaged cache."""
    file = file_in(tmp_path)
    put(file, marks(1, note="first"))
    status = file.path.stat()
    cached = (tmp_path / "documents.cache").read_bytes()
    file.path.write_text(file.path.read_text().replace("first", "other"))
    os.utime(file.path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "documents.cache").write_bytes(cached)
    assert file_in(tmp_path).entries[f"{1:016x}"].note == "other"

    (tmp_path / "documents.cache").write_bytes(cached[:50])
    assert file_in(tmp_path).entries[f"{1:016x}"].note == "other"

    good = (tmp_path / "documents.cache").read_bytes()
    (tmp_path / "documents.cache").write_bytes(good.replace(b"other", b"wrong"))
    assert file_in(tmp_path).entries[f"{1:016x}"].note == "other"


def test_an_entry_that_gets_another_key_stays_in_its_place(tmp_path: Path) -> None:
    """As for a document that has moved."""
    file = file_in(tmp_path)
    for number in (1, 2, 3):
        put(file, marks(number, note="x"))
    file.change({f"{2:016x}": lambda _: marks(9, note="x")})

    assert [int(key, 16) for key in file.entries] == [1, 9, 3]
    assert file.path.read_text().index("9.txt") < file.path.read_text().index("3.txt")
