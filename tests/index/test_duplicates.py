"""Renamed files are not read again, and identical text is shown once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.text_hash import text_key
from index.facets.duplicates import Duplicates
from index.library import Library
from index.model.errors import DocumentNotFound
from index.model.progress import Report
from index.model.query import Hit, Query

Build = Callable[..., Report]


def hits(folder: Path, tmp_path: Path, query: str = "") -> list[Hit]:
    """The hits of a query in the library as it is now."""
    return list(Library.open(folder, tmp_path / "library").search(Query(query)).hits)


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if a file is read."""

    def refuse(*_: object) -> object:
        raise AssertionError("a file was read")

    monkeypatch.setattr("index.update.worker_tasks.read", refuse)
    monkeypatch.setattr("index.update.worker_tasks.extractor", refuse)


def rename_file(folder: Path, old: str, new: str) -> None:
    """Rename a file or folder."""
    (folder / new).parent.mkdir(exist_ok=True)
    (folder / old).rename(folder / new)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("seed.txt", "other.txt", "other.txt"),
        ("seed.txt", "deep/seed.txt", "deep/seed.txt"),
        ("wire.jsonl", "news.jsonl", "news.jsonl"),
        ("2019", "treaties", "treaties/treaty.md"),
    ],
)
def test_a_renamed_file_is_not_read_again(
    folder: Path, build: Build, tmp_path: Path, request: pytest.FixtureRequest, old: str, new: str, path: str
) -> None:
    """The documents get another path and id; everything else stays."""
    build(folder)
    before = hits(folder, tmp_path)
    library = Library.open(folder, tmp_path / "library")
    known = {hit.title: library.document(hit.id) for hit in before}
    request.getfixturevalue("no_reading")
    rename_file(folder, old, new)
    report = build(folder)
    after = hits(folder, tmp_path)

    assert report.renamed == (2 if old == "wire.jsonl" else 1)
    assert (report.added, report.updated, report.removed, report.unchanged) == (0, 0, 0, 5)
    assert sorted(hit.title for hit in after) == sorted(hit.title for hit in before)
    assert [hit.path for hit in hits(folder, tmp_path, f"path:{path}")] == [path] * report.renamed
    library.refresh()
    for hit in after:
        document = Library.open(folder, tmp_path / "library").document(hit.id)
        assert document.path == hit.path
        assert library.document(known[hit.title].id, text_key(known[hit.title])) == document
    for damaged in ("no hash", "f" * 20, "-1"):
        with pytest.raises(DocumentNotFound):
            library.document("f" * 16, damaged)
    assert build(folder).renamed == 0


@pytest.mark.parametrize("new", ["seed.md", "2020-01-01 seed.txt"])
def test_a_renamed_file_is_read_if_its_name_matters(folder: Path, build: Build, tmp_path: Path, new: str) -> None:
    """A renamed file is read if its name has a format or a date."""
    (folder / "seed.txt").write_text("Plain words about zeppelins, and nothing else.")
    build(folder)
    rename_file(folder, "seed.txt", new)
    report = build(folder)

    assert (report.renamed, report.added, report.removed) == (0, 1, 1)
    [hit] = hits(folder, tmp_path, "zeppelins")
    assert hit.date == (dt.date(2020, 1, 1) if "2020" in new else None)


def test_a_file_put_in_the_place_of_another(folder: Path, build: Build, tmp_path: Path) -> None:
    """The documents of the file that was there before are removed."""
    (folder / "note.txt").write_text("Plain words about zeppelins.")
    build(folder)
    (folder / "note.txt").replace(folder / "seed.txt")
    report = build(folder)

    assert (report.renamed, report.removed, report.documents) == (1, 1, 5)
    assert hits(folder, tmp_path, "kasciunas") == []
    assert [hit.path for hit in hits(folder, tmp_path, "zeppelins")] == ["seed.txt"]


def test_renamed_and_changed_is_read(folder: Path, build: Build, tmp_path: Path) -> None:
    """Even if the new text has the same length."""
    (folder / "note.txt").write_text("Plain words about zeppelins.")
    build(folder)
    rename_file(folder, "note.txt", "other.txt")
    (folder / "other.txt").write_text("Plain words about elephants.")
    report = build(folder)

    assert (report.renamed, report.added, report.removed) == (0, 1, 1)
    assert hits(folder, tmp_path, "zeppelins") == []


def test_the_same_text_is_shown_once_with_all_its_places(folder: Path, build: Build, tmp_path: Path) -> None:
    """In results, in counts and in the document."""
    shutil.copytree(folder, folder / "copy")
    report = build(folder)
    library = Library.open(folder, tmp_path / "library")
    page = library.search(Query("kasciunas"))

    assert report.documents == 10
    assert library.search(Query()).total == 5
    assert {facet.documents for facet in page.people} == {1}
    [hit] = page.hits
    assert {hit.path, *hit.also} == {"seed.txt", "copy/seed.txt"}
    assert {hit.path, *hit.also} == {library.document("copy/seed.txt").path, *library.document("copy/seed.txt").also}
    [grain] = library.search(Query("grain")).hits
    assert {f"{grain.path}#a1", *grain.also} == {"wire.jsonl#a1", "copy/wire.jsonl#a1"}


def test_a_duplicate_is_found_by_its_own_path(folder: Path, build: Build, tmp_path: Path) -> None:
    """A filter by path finds the duplicate in that path."""
    shutil.copytree(folder, folder / "copy")
    build(folder)

    assert [hit.path for hit in hits(folder, tmp_path, "kasciunas path:copy/")] == ["copy/seed.txt"]
    assert len(hits(folder, tmp_path, "path:copy/")) == 5


@pytest.mark.parametrize("gone", ["seed.txt", "copy.txt"])
def test_the_other_duplicate_stays(folder: Path, build: Build, tmp_path: Path, gone: str) -> None:
    """After one of two duplicates is removed or changed."""
    shutil.copy(folder / "seed.txt", folder / "copy.txt")
    build(folder)
    text = (folder / gone).read_text()
    (folder / gone).unlink()
    build(folder)
    [hit] = hits(folder, tmp_path, "kasciunas")
    assert (hit.path, hit.also) == (({"seed.txt", "copy.txt"} - {gone}).pop(), ())

    (folder / gone).write_text(text)
    build(folder)
    [hit] = hits(folder, tmp_path, "kasciunas")
    assert {hit.path, *hit.also} == {"seed.txt", "copy.txt"}

    (folder / gone).write_text(text + "Kasčiūnas said more.\n")
    build(folder)
    assert {hit.path: hit.also for hit in hits(folder, tmp_path, "kasciunas")} == {"seed.txt": (), "copy.txt": ()}


def test_identical_text_of_another_date_is_another_document(folder: Path, build: Build, tmp_path: Path) -> None:
    """The same text on another date is another document; on the same date it is a duplicate."""
    line = '{{"id": "{}", "title": "Rates unchanged", "date": "1987-02-{}", "body": "Zeppelin rates."}}\n'
    (folder / "rates.jsonl").write_text(line.format("x", 26) + line.format("y", 27) + line.format("z", 27))
    build(folder)

    assert sorted((str(hit.date), hit.also) for hit in hits(folder, tmp_path, "zeppelin")) == [
        ("1987-02-26", ()),
        ("1987-02-27", ("rates.jsonl#z",)),
    ]


@given(st.lists(st.integers(0, 5), max_size=30), st.data())
def test_duplicates_agree_with_a_direct_comparison(marks: list[int], data: st.DataObject) -> None:
    """`Duplicates` agrees with a direct comparison of all hashes."""
    column = np.array(marks, np.int32)
    duplicates = Duplicates(column // 2, column % 2)
    found = sorted(data.draw(st.sets(st.sampled_from(range(len(marks)))) if marks else st.just(set[int]())))
    shown = duplicates.distinct(np.array(found, np.int64))
    places = range(len(found)) if shown is None else shown.tolist()

    first = {marks[doc]: doc for doc in reversed(found)}
    assert [found[place] for place in places] == sorted(first.values())
    for doc, mark in enumerate(marks):
        assert duplicates.others(doc) == [other for other, its in enumerate(marks) if its == mark and other != doc]
