"""A large library that has changed a little: what was known of people is carried over, and then worked out anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.library import Library
from index.model.query import Query
from tests.index.stories import Shelf, Story, named
from tests.index.test_corrected_library import STORIES, agree, people

_FIRST = [
    named("Hafez Assad", "George Shultz", date="1987-03-01", countries=["SY"], role="President"),
    named("Assad", date="1987-04-05", countries=["SY"]),
    named("George Bush", date="1989-02-01", countries=["US"], role="President"),
    named("Bush", date="1989-02-02", countries=["US"], role="President"),
    named("Neil Bush", countries=["GB"]),
]


@pytest.fixture(autouse=True)
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every library counts as a large one, and every change as a little one."""
    monkeypatch.setattr("index.cache.identity.LARGE", -1)
    monkeypatch.setattr("index.cache.identity._OLD_PART", 0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Five stories, of which it is known who is who."""
    shelf = Shelf(tmp_path)
    shelf.write(*_FIRST)
    shelf.tidy()
    return shelf


@pytest.fixture
def library(shelf: Shelf) -> Iterator[Library]:
    """Those five, opened."""
    opened = shelf.open()
    yield opened
    opened.close()


def test_what_was_known_is_not_worked_out_again(
    shelf: Shelf, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by who commits nor by who reads: a new document is found at once, with its people."""

    def fail(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("index.cache.identity.identify", fail)
        shelf.change({5: named("Ona Petraite", "Assad")})
        assert library.refresh()
    known = {"Hafez Assad": 3, "George Shultz": 1, "George Bush": 2, "Neil Bush": 1, "Ona Petraite": 1}
    assert people(library) == known
    assert library.search(Query('person:"Hafez Assad"')).total == 3


def test_a_new_form_of_a_name_waits_to_be_settled(shelf: Shelf, library: Library) -> None:
    """A person of its own until all documents have been looked at, which refresh notices, once."""
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
    """Also where others went by it; the documents that stay keep their people."""
    shelf.change({0: None})
    assert library.refresh()
    assert people(library) == {"Assad": 1, "George Bush": 2, "Neil Bush": 1}


def test_a_library_left_unsettled_opens(shelf: Shelf, library: Library) -> None:
    """As after a kill between the commit and the end of the update; the next update settles it."""
    shelf.change({5: named("Hafez al-Assad", date="1987-05-01", countries=["SY"], role="President")})
    for file in shelf.directory.glob("likenesses-*"):
        file.unlink()
    assert len(shelf.open()) == 6
    assert not list(shelf.directory.glob("identity-3.npz"))
    shelf.tidy()
    assert len(list(shelf.directory.glob("identity-*.npz"))) == 1


@settings(max_examples=15)
@given(STORIES, STORIES)
def test_settled_or_not_everything_agrees(first: list[Story | None], then: list[Story | None]) -> None:
    """Counts, filters, pages and hits agree while it is not settled; settled, it is as if made at once."""
    with tempfile.TemporaryDirectory() as root:
        grown, whole = Shelf(Path(root) / "grown"), Shelf(Path(root) / "whole")
        grown.write(*first)
        grown.tidy()
        grown.write(*then)
        library = grown.open()
        agree(library)
        grown.tidy()
        library.refresh()
        whole.write(*then, *first[len(then) :])
        whole.tidy()
        made_at_once = whole.open()
        assert people(library) == people(made_at_once)
        library.close()
        made_at_once.close()
