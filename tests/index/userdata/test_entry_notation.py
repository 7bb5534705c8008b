"""Entries of marks and saved searches are read as they were written, whatever they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.correction_fault import EntryFault
from index.model.query import Filter, Kind, Sort
from index.model.user_data import DocumentMarks, DocumentReference, PassageNote, SavedSearch
from index.userdata.document_notation import DocumentNotation
from index.userdata.entry_file import EntryFile
from index.userdata.search_notation import SearchNotation
from tests.index.userdata.entry_files import file_in, marks, written

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
        st.lists(LINES, max_size=2, unique=True).map(tuple),
    )
)  # fmt: skip
def test_marks_are_read_as_they_were_written(entry: DocumentMarks) -> None:
    """Whatever the characters of notes, tags and passages."""
    from corpus.files.yaml_file import YamlList, parse_yaml

    root = parse_yaml(DocumentNotation().write(entry))
    assert isinstance(root, YamlList)
    assert [DocumentNotation().parse(node) for node in root.items] == [entry]


def test_a_note_that_is_there_is_not_added_again() -> None:
    """Two entries of a document have both notes once, also if one of them was merged before."""
    combine = DocumentNotation().combine
    first, second = (replace(marks(1), note=note, authors=(author,)) for note, author in (("A\n\nB", "x"), ("C", "y")))
    both = combine(first, second)
    assert (both.note, both.authors) == ("A\n\nB\n\nC", ("x", "y"))
    assert combine(first, both).note == combine(both, second).note == both.note


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

    assert file.problems
    assert file.problems.problem.fault is fault


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
