"""A large library finds the documents of each first letter when it is opened, before the first key."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh.searching import Searcher

from index.library import Library
from index.model.query import Query
from index.search import execute
from index.storage import snapshot
from tests.index.stories import Shelf, Story


def _prepare(library: Library) -> None:
    deque(library.prepare(), 0)


def test_they_are_found_at_launch_and_not_again_after_an_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An added document is found without waiting for them. The answers are those of a small library."""
    found: list[int] = []
    cache_first_letters = execute.cache_first_letters

    def counted(searcher: Searcher) -> Iterator[None]:
        found.append(searcher.reader().doc_count_all())
        yield from cache_first_letters(searcher)

    monkeypatch.setattr(execute, "cache_first_letters", counted)
    shelf = Shelf(tmp_path)
    shelf.write(Story("Harbour closed."), Story("The hall is open."))
    query = Query("h", typing=True)
    library = shelf.open()
    _prepare(library)
    small = [hit.id for hit in library.search(query).hits]
    library.close()
    assert not found

    monkeypatch.setattr(snapshot, "_LARGE", 1)
    library = shelf.open()
    _prepare(library)
    assert found == [2]
    assert [hit.id for hit in library.search(query).hits] == small
    assert len(small) == 2

    shelf.change({2: Story("A hill.")})
    assert library.refresh()
    assert library.search(query).total == 3
    assert found == [2]
    library.close()
