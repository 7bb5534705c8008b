"""Damage, lazy facets and concurrent refreshes of a library."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.reading import IndexReader

from index.facets.table import FacetTable
from index.library import Library
from index.model.errors import LibraryDamaged
from index.model.progress import Report
from index.model.query import Query

_SURNAMES = [f"{start}{end}" for start in ("Hal", "Ber", "Mor", "Tan", "Vel", "Kos", "Dra", "Fen")
             for end in ("son", "berg", "ton", "ley", "mann", "wick", "ford", "ler")]  # fmt: skip

Build = Callable[..., Report]


def test_a_flipped_byte_is_noticed_and_the_library_rebuilt(
    library: Library, folder: Path, build: Build, tmp_path: Path
) -> None:
    """When it is opened, not by a wrong answer; the explorer then opens an empty library and fills it."""
    library.close()
    del library
    gc.collect()
    for file in (tmp_path / "library" / "segments").glob("*.arrays"):
        whole = bytearray(file.read_bytes())
        whole[len(whole) // 128 * 64] ^= 4  # an array starts at this offset or spans it
        file.write_bytes(whole)

    with pytest.raises(LibraryDamaged, match="FILE_CHANGED"):
        Library.open(folder, tmp_path / "library")
    assert len(Library.open(folder, tmp_path / "library", create=True)) == 0
    assert build(folder).added == 5
    assert Library.open(folder, tmp_path / "library").search(Query("airspace")).total == 2


def test_facets_are_created_lazily(folder: Path, build: Build, tmp_path: Path) -> None:
    """In the same order, whether they are read from the front or from the back."""
    names = [
        f"{first} {last}" for first in ("Maria", "Peter", "Laura", "Robert", "Anna", "Thomas") for last in _SURNAMES
    ]
    (folder / "names.txt").write_text("\n\n".join(f"President {name} spoke." for name in names))
    build(folder)
    people = Library.open(folder, tmp_path / "library").search(Query()).people

    assert len(people) > 200
    assert people[-1] == list(people)[-1]
    assert people[:3] == tuple(people)[:3]
    assert [facet.documents for facet in people] == sorted((facet.documents for facet in people), reverse=True)
    assert [facet.label for facet in people if facet.documents == 1] == sorted(
        facet.label for facet in people if facet.documents == 1
    )


def test_a_search_does_not_wait_for_a_new_commit_to_be_opened(
    library: Library, folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search meanwhile sees the commit before."""
    (folder / "more.txt").write_text("Something about zeppelins.")
    build(folder)
    found: list[int] = []

    def search_meanwhile(reader: IndexReader) -> FacetTable:
        searching = threading.Thread(target=lambda: found.append(library.search(Query("airspace")).total), daemon=True)
        searching.start()
        searching.join(20)
        return FacetTable(reader)

    monkeypatch.setattr("index.storage.snapshot.FacetTable", search_meanwhile)
    assert library.refresh()
    assert found == [2]
