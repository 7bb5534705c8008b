"""What the first search would wait for is built after a library was opened, while it is used."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.facets import table
from index.facets.near_duplicates import NearDuplicates
from index.library import Library
from index.model.errors import LibraryDamaged
from index.model.query import Query
from index.segments.format.errors import DamagedSegment, SegmentFault
from tests.index.stories import Shelf, Story


def _library(tmp_path: Path) -> tuple[Shelf, Library]:
    shelf = Shelf(tmp_path)
    shelf.write(Story("Harbour closed."), Story("The hall is open."))
    return shelf, shelf.open()


def test_damage_that_is_found_then_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As damage of the library, like damage that a search finds."""

    def fail(*_: object) -> NearDuplicates:
        raise DamagedSegment("x", SegmentFault.CHANGED, "changed")

    _, library = _library(tmp_path)
    monkeypatch.setattr(table, "NearDuplicates", fail)

    with pytest.raises(LibraryDamaged):
        list(library.prepare())
    library.close()


def test_the_next_commit_can_be_opened_between_two_parts(tmp_path: Path) -> None:
    """The rest is not built for the commit that is closed then; the library is searched as before."""
    shelf, library = _library(tmp_path)
    steps = library.prepare()
    next(steps)
    shelf.change({2: Story("A hill.")})

    assert library.refresh()

    assert list(steps) == []
    assert library.search(Query("h", typing=True, fold=True)).total == 3
    library.close()


def test_a_library_is_closed_between_two_parts(tmp_path: Path) -> None:
    """Then nothing is left to build."""
    _, library = _library(tmp_path)
    steps = library.prepare()
    next(steps)
    library.close()
    assert list(steps) == []


def test_a_search_and_the_preparation_compute_near_duplicates_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that comes later waits for the other."""
    computed: list[int] = []
    started, go_on = threading.Event(), threading.Event()

    def slow(*arguments: object) -> NearDuplicates:
        computed.append(1)
        started.set()
        go_on.wait()
        return NearDuplicates(*arguments)  # type: ignore[arg-type]

    _, library = _library(tmp_path)
    monkeypatch.setattr(table, "NearDuplicates", slow)
    preparation = threading.Thread(target=lambda: list(library.prepare()))
    search = threading.Thread(target=lambda: library.search(Query(fold=True)))
    preparation.start()
    started.wait()
    search.start()
    go_on.set()
    preparation.join()
    search.join()

    assert computed == [1]
    library.close()
