"""Carry-over in a large library: earlier people are carried over after a small change, then resolved again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.library import Library
from index.model.query import Query
from index.segments.format.block_stream import BlockStreamReader
from index.update.job import Job
from index.update.update import update
from tests.index.agreement import STORIES, agree
from tests.index.corrections import people
from tests.index.stories import Shelf, Story, named

_FIRST = [
    named("Hafez Assad", "George Shultz", date="1987-03-01", countries=["SY"], role="President"),
    named("Assad", date="1987-04-05", countries=["SY"]),
    named("George Bush", date="1989-02-01", countries=["US"], role="President"),
    named("Bush", date="1989-02-02", countries=["US"], role="President"),
    named("Neil Bush", countries=["GB"]),
]


@pytest.fixture(autouse=True)
def _all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every library a large one, and every change a small one."""
    monkeypatch.setattr("index.cache.identity._LARGE", -1)
    monkeypatch.setattr("index.cache.identity._OLD_PART", 0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Five stories with resolved people."""
    shelf = Shelf(tmp_path)
    shelf.write(*_FIRST)
    shelf.tidy()
    return shelf


@pytest.fixture
def library(shelf: Shelf) -> Iterator[Library]:
    """The library of the five stories."""
    opened = shelf.open()
    yield opened
    opened.close()


def test_known_people_are_not_resolved_again(shelf: Shelf, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by the commit nor by a reader: a new document is found at once, with its people."""

    def fail(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("index.resolution.resolve.identify", fail)
        shelf.change({5: named("Ona Petraite", "Assad")})
        assert library.refresh()
    known = {"Hafez Assad": 3, "George Shultz": 1, "George Bush": 2, "Neil Bush": 1, "Ona Petraite": 1}
    assert people(library) == known
    assert library.search(Query('person:"Hafez Assad"')).total == 3


def test_a_new_name_variant_waits_for_resolution(shelf: Shelf, library: Library) -> None:
    """It is a person of its own until all documents are looked at again, which refresh notices once."""
    shelf.change({5: named("Hafez al-Assad", date="1987-05-01", countries=["SY"], role="President")})
    assert library.refresh()
    before = people(library)
    assert (before["Hafez Assad"], before["Hafez al-Assad"]) == (2, 1)

    shelf.tidy()
    assert library.refresh()
    assert people(library) == people(shelf.open())
    assert max(count for name, count in people(library).items() if "Assad" in name) == 3
    assert not library.refresh()


def test_a_name_that_is_gone_is_gone(shelf: Shelf, library: Library) -> None:
    """Even if other variants were assigned to it; documents that stay keep their people."""
    shelf.change({0: None})
    assert library.refresh()
    assert people(library) == {"Assad": 1, "George Bush": 2, "Neil Bush": 1}


def test_a_library_without_a_cached_resolution_opens(shelf: Shelf, library: Library) -> None:
    """As after a crash between the commit and the end of the update; the next update resolves people."""
    shelf.change({5: named("Hafez al-Assad", date="1987-05-01", countries=["SY"], role="President")})
    for file in shelf.directory.glob("likenesses-*"):
        file.unlink()
    assert len(shelf.open()) == 6
    assert not list(shelf.directory.glob("identity-3.npz"))
    shelf.tidy()
    assert len(list(shelf.directory.glob("identity-*.npz"))) == 1


def test_an_update_of_one_document_reads_no_stored_fields(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its commit nor the resolution of people after it: names, roles, countries and dates are in columns."""
    read = []
    item = BlockStreamReader.item

    def count(self: BlockStreamReader, doc: int) -> bytes:
        read.append(doc)
        return item(self, doc)

    with monkeypatch.context() as patched:
        patched.setattr(BlockStreamReader, "item", count)
        shelf.change({5: named("Assad", "Neil Bush", date="1987-04-05", countries=["SY"], role="President")})
        shelf.tidy()
    assert read == []
    assert people(shelf.open())["Hafez Assad"] == 3


def test_a_commit_without_waiting_readers_leaves_people_to_the_end_of_the_update(tmp_path: Path) -> None:
    """A first index makes many commits, and each would resolve all people."""
    folder, job = tmp_path / "folder", Job(tmp_path / "folder", tmp_path / "library", processes=0)
    folder.mkdir()
    (folder / "one.txt").write_text("President Hafez Assad met George Shultz.")
    cached = [[file.name for file in job.directory.glob("identity-*.npz")] for step in update(job) if step.committed]
    assert [len(files) for files in cached] == [0, 1]
    (folder / "two.txt").write_text("President Hafez Assad met Neil Bush.")
    watched = replace(job, watched=True)
    cached = [
        [file.name for file in job.directory.glob("identity-*.npz")] for step in update(watched) if step.committed
    ]
    assert all(cached)


@settings(max_examples=15)
@given(STORIES, STORIES)
def test_everything_agrees_after_carry_over_and_resolution(first: list[Story | None], then: list[Story | None]) -> None:
    """Counts, filters, pages and hits agree after carry-over; after resolution they equal a library built at once."""
    with tempfile.TemporaryDirectory() as root:
        updated, whole = Shelf(Path(root) / "updated"), Shelf(Path(root) / "whole")
        updated.write(*first)
        updated.tidy()
        updated.write(*then)
        library = updated.open()
        agree(library)
        updated.tidy()
        library.refresh()
        whole.write(*then, *first[len(then) :])
        whole.tidy()
        made_at_once = whole.open()
        assert people(library) == people(made_at_once)
        library.close()
        made_at_once.close()
