"""YAML files of user data: parsing, editing, and that nothing the user wrote is lost."""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model.document_id import document_id
from index.model.correction_fault import EntryFault
from index.model.errors import UserDataError
from index.model.query import Filter, Kind, Sort
from index.model.user_data import DocumentEdit, DocumentMarks, DocumentReference, PassageNote, SavedSearch
from index.model.user_data_fault import UserDataFailure
from index.userdata.document_notation import DocumentNotation
from index.userdata.entry_file import Change, EntryFile
from index.userdata.search_notation import SearchNotation

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
SUMMIT, WIRE = document_id("2024/summit.txt", ""), document_id("wire.jsonl", "a1")
Documents = EntryFile[DocumentMarks]


def file_in(folder: Path) -> Documents:
    """Return a file of marks, read."""
    file = EntryFile(folder / "deep" / "documents.yaml", DocumentNotation(), folder / "documents.cache")
    file.reload()
    return file


def marks(number: int, **values: object) -> DocumentMarks:
    """Return the marks of a document."""
    return replace(DocumentMarks(DocumentReference(f"{number:016x}", f"{number}.txt")), **values)  # type: ignore[arg-type]


def written(number: int, note: str | None) -> Change[DocumentMarks]:
    """Return the change that writes a note, or removes an entry."""
    return lambda _: marks(number, note=note) if note else None


def put(file: Documents, entry: DocumentMarks) -> None:
    """Write an entry."""
    file.change({entry.document.id: lambda _: entry})


def test_entries_written_by_hand_need_only_the_path_of_the_document(tmp_path: Path) -> None:
    """A single tag needs no list."""
    file = file_in(tmp_path)
    file.path.parent.mkdir()
    file.path.write_text(BY_HAND)

    assert file.reload()
    assert file.trouble is None
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

    assert file.trouble
    assert (file.trouble.problem.fault, file.trouble.problem.line, file.trouble.unusable) == (fault, line, False)
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

    assert file.trouble
    assert file.trouble.unusable
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


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
BLOCKS = st.lists(LINES | st.just(""), max_size=4).map("\n".join).map(lambda text: text.strip())

PASSAGES = st.builds(PassageNote, TEXTS.filter(lambda text: bool(text.strip())), BLOCKS, TEXTS, TEXTS)


@settings(deadline=None, max_examples=200)
@given(
    st.builds(
        DocumentMarks,
        st.builds(
            DocumentReference, st.just(f"{7:016x}"), LINES, st.just("ab12"), LINES | st.just(""),
            st.none() | st.dates(), LINES | st.just(""),
        ),
        st.booleans(),
        st.lists(LINES, max_size=3, unique=True).map(lambda tags: tuple(sorted(tags, key=str.casefold))),
        BLOCKS,
        st.lists(PASSAGES, max_size=2, unique=True).map(tuple),
    )
)  # fmt: skip
def test_marks_are_read_as_they_were_written(entry: DocumentMarks) -> None:
    """Whatever the characters of notes, tags and passages."""
    from corpus.files.yaml_file import YamlList, parse_yaml

    root = parse_yaml(DocumentNotation().write(entry))
    assert isinstance(root, YamlList)
    assert [DocumentNotation().parse(node) for node in root.items] == [entry]


def test_saved_searches_are_read_as_they_were_written(tmp_path: Path) -> None:
    """With filters, sort and the time of the last look."""
    file = EntryFile(tmp_path / "searches.yaml", SearchNotation(), tmp_path / "searches.cache")
    filters = (Filter(Kind.PERSON, "jan nowak", exclude=True), Filter(Kind.YEAR, "2024"))
    looked, both = dt.datetime(2026, 11, 28, 21, 55, 34, tzinfo=dt.UTC), frozenset({Kind.PERSON, Kind.COUNTRY})
    saved = SavedSearch("Border: talks", 'a "b" OR c', filters, Sort.NEWEST, looked, both)
    file.change({SearchNotation().key(saved): lambda _: saved})

    again = EntryFile(tmp_path / "searches.yaml", SearchNotation(), tmp_path / "none" / "searches.cache")
    again.reload()
    assert again.entries == {"border: talks": saved}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- query: a\n", EntryFault.MISSING_KEY),
        ("- search: a\n  sort: size\n", EntryFault.NOT_A_SORT),
        ("- search: a\n  filters: [city: Rome]\n", EntryFault.UNKNOWN_KEY),
        ("- search: a\n  filters: [person: [x]]\n", EntryFault.NOT_TEXT),
        ("- search: a\n  any-of: person, city\n", EntryFault.UNKNOWN_KEY),
        ("- search: a\n  looked: soon\n", EntryFault.NOT_A_DATE),
    ],
)
def test_an_invalid_saved_search_is_reported(tmp_path: Path, text: str, fault: EntryFault) -> None:
    """With what is wrong."""
    file = EntryFile(tmp_path / "searches.yaml", SearchNotation(), tmp_path / "searches.cache")
    file.path.write_text(text)
    file.reload()

    assert file.trouble
    assert file.trouble.problem.fault is fault


STEPS = st.dictionaries(st.integers(1, 6), BLOCKS | st.none(), min_size=1, max_size=4)
"""The notes to write, or None to remove an entry, by the number of the document."""


@settings(deadline=None, max_examples=60)
@given(st.lists(STEPS, max_size=6), st.booleans())
def test_what_is_known_after_changes_is_what_the_file_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[int, str | None]], commented: bool
) -> None:
    """Entries, their lines, and the cache, also with comments and entries of the same document in between."""
    folder = tmp_path_factory.mktemp("changes")
    file = file_in(folder)
    file.path.parent.mkdir()
    if commented:
        by_hand = "# c\n" + DocumentNotation().write(marks(2, note="x")) + "# d\n"
        file.path.write_text(by_hand + DocumentNotation().write(marks(1, note="y")) + by_hand)
    for step in steps:
        file.reload()
        file.change({f"{number:016x}": written(number, note) for number, note in step.items()})
        fresh = EntryFile(file.path, DocumentNotation(), folder / "none" / "documents.cache")
        cached = file_in(folder)
        fresh.reload()
        assert list(file.entries.items()) == list(fresh.entries.items()) == list(cached.entries.items())
        assert file._parsed.lines == fresh._parsed.lines == cached._parsed.lines


def test_an_entry_that_gets_another_key_stays_in_its_place(tmp_path: Path) -> None:
    """As for a document that has moved."""
    file = file_in(tmp_path)
    for number in (1, 2, 3):
        put(file, marks(number, note="x"))
    file.change({f"{2:016x}": lambda _: marks(9, note="x")})

    assert [int(key, 16) for key in file.entries] == [1, 9, 3]
    assert file.path.read_text().index("9.txt") < file.path.read_text().index("3.txt")
