"""Files that were renamed are not read again, and the same text is shown once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets.duplicates import Duplicates
from index.library import Library
from index.model.progress import Report
from index.model.query import Hit, Query

Build = Callable[..., Report]


def hits(folder: Path, tmp_path: Path, query: str = "") -> list[Hit]:
    """What a query finds in the library as it is now."""
    return list(Library.open(folder, tmp_path / "library").search(Query(query)).hits)


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is read now fails the test."""

    def refuse(*_: object) -> object:
        raise AssertionError("a file was read")

    monkeypatch.setattr("index.update.worker_tasks.read", refuse)
    monkeypatch.setattr("index.update.worker_tasks.extractor", refuse)


def moving(folder: Path, old: str, new: str) -> None:
    """Give a file or folder another name."""
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
    """Its documents have another path and id, and all else as before."""
    build(folder)
    before = hits(folder, tmp_path)
    request.getfixturevalue("no_reading")
    moving(folder, old, new)
    report = build(folder)
    after = hits(folder, tmp_path)

    assert report.renamed == (2 if old == "wire.jsonl" else 1)
    assert (report.added, report.updated, report.removed, report.unchanged) == (0, 0, 0, 5)
    assert sorted(hit.title for hit in after) == sorted(hit.title for hit in before)
    assert [hit.path for hit in hits(folder, tmp_path, f"path:{path}")] == [path] * report.renamed
    for hit in after:
        assert Library.open(folder, tmp_path / "library").document(hit.id).path == hit.path
    assert build(folder).renamed == 0


@pytest.mark.parametrize("new", ["seed.md", "2020-01-01 seed.txt"])
def test_a_name_that_tells_something_is_read(folder: Path, build: Build, tmp_path: Path, new: str) -> None:
    """A format, or a date."""
    (folder / "seed.txt").write_text("Plain words about zeppelins, and nothing else.")
    build(folder)
    moving(folder, "seed.txt", new)
    report = build(folder)

    assert (report.renamed, report.added, report.removed) == (0, 1, 1)
    [hit] = hits(folder, tmp_path, "zeppelins")
    assert hit.date == (dt.date(2020, 1, 1) if "2020" in new else None)


def test_a_file_put_in_the_place_of_another(folder: Path, build: Build, tmp_path: Path) -> None:
    """The one that was there is gone."""
    (folder / "note.txt").write_text("Plain words about zeppelins.")
    build(folder)
    (folder / "note.txt").replace(folder / "seed.txt")
    report = build(folder)

    assert (report.renamed, report.removed, report.documents) == (1, 1, 5)
    assert hits(folder, tmp_path, "kasciunas") == []
    assert [hit.path for hit in hits(folder, tmp_path, "zeppelins")] == ["seed.txt"]


def test_renamed_and_changed_is_read(folder: Path, build: Build, tmp_path: Path) -> None:
    """To another text of the same length, even."""
    (folder / "note.txt").write_text("Plain words about zeppelins.")
    build(folder)
    moving(folder, "note.txt", "other.txt")
    (folder / "other.txt").write_text("Plain words about elephants.")
    report = build(folder)

    assert (report.renamed, report.added, report.removed) == (0, 1, 1)
    assert hits(folder, tmp_path, "zeppelins") == []


def test_the_same_text_is_shown_once_with_all_its_places(folder: Path, build: Build, tmp_path: Path) -> None:
    """In results, in counts, and when it is read."""
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


def test_a_copy_is_found_where_it_is_asked_for(folder: Path, build: Build, tmp_path: Path) -> None:
    """By its own path."""
    shutil.copytree(folder, folder / "copy")
    build(folder)

    assert [hit.path for hit in hits(folder, tmp_path, "kasciunas path:copy/")] == ["copy/seed.txt"]
    assert len(hits(folder, tmp_path, "path:copy/")) == 5


@pytest.mark.parametrize("gone", ["seed.txt", "copy.txt"])
def test_the_other_copy_stays(folder: Path, build: Build, tmp_path: Path, gone: str) -> None:
    """Whichever is removed, or gets another text."""
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


def test_a_wire_service_may_repeat_itself(folder: Path, build: Build, tmp_path: Path) -> None:
    """The same words on another day are another document; on the same day they are not."""
    line = '{{"id": "{}", "title": "Rates unchanged", "date": "1987-02-{}", "body": "Zeppelin rates."}}\n'
    (folder / "rates.jsonl").write_text(line.format("x", 26) + line.format("y", 27) + line.format("z", 27))
    build(folder)

    assert sorted((str(hit.date), hit.also) for hit in hits(folder, tmp_path, "zeppelin")) == [
        ("1987-02-26", ()),
        ("1987-02-27", ("rates.jsonl#z",)),
    ]


@given(st.lists(st.integers(0, 5), max_size=30), st.data())
def test_copies_as_the_obvious_way_finds_them(marks: list[int], data: st.DataObject) -> None:
    """One of each mark among the documents found, the first; and the others of each."""
    column = np.array(marks, np.int32)
    copies = Duplicates(column // 2, column % 2)
    found = sorted(data.draw(st.sets(st.sampled_from(range(len(marks)))) if marks else st.just(set[int]())))
    shown = copies.distinct(np.array(found, np.int64))
    places = range(len(found)) if shown is None else shown.tolist()

    first = {marks[doc]: doc for doc in reversed(found)}
    assert [found[place] for place in places] == sorted(first.values())
    for doc, mark in enumerate(marks):
        assert copies.others(doc) == [other for other, its in enumerate(marks) if its == mark and other != doc]
