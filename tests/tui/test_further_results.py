"""The results after the first page, and those with most of the words, are loaded as they come into view."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from index.model.partial import PartialPage
from index.model.query import Page, Query
from index.model.server import ServerError, ServerFault
from tests.tui.fake_documents import make_document
from tests.tui.fake_library import FakeLibrary

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, Opener

_MANY = 90


@dataclass
class _Failing(FakeLibrary):
    """A server that answers first pages only."""

    failing: bool = True
    failed: list[int] = field(default_factory=list)
    """The offsets of the pages that failed."""

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        self._fail(query)
        return super().search_in_steps(query)

    def search_partial(self, query: Query) -> PartialPage:
        self._fail(query)
        return super().search_partial(query)

    def _fail(self, query: Query) -> None:
        if self.failing and query.offset:
            self.failed.append(query.offset)
            raise ServerError(ServerFault.BUSY, "https://search.example.org")


def _failing(title: str) -> _Failing:
    return _Failing(documents=[make_document(number, title, "Poland spoke.") for number in range(_MANY)])


def _notices(explorer: Explorer) -> list[str]:
    return [notification.message for notification in explorer.app._notifications]


async def _go_to_the_end(explorer: Explorer) -> None:
    explorer.screen.widgets.results.focus()
    await explorer.press("g", "G")


async def test_a_page_that_fails_is_asked_for_again(explore: Opener) -> None:
    """The reason is said, the results on the screen stay, and so does the focus."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        await _go_to_the_end(explorer)

        assert library.failed
        assert results.has_focus
        assert results.count == _MANY
        assert results.hit is None
        assert any("search.example.org" in notice for notice in _notices(explorer))

        library.failing = False
        await _go_to_the_end(explorer)
        assert results.hit is not None


async def test_documents_with_most_of_the_words_are_asked_for_again(explore: Opener) -> None:
    """There was no word of it, and no second try."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        await explorer.type("talks zebra")
        await _go_to_the_end(explorer)

        assert results.count == 1 + _MANY
        assert results.hit is None
        assert any("search.example.org" in notice for notice in _notices(explorer))

        library.failing = False
        await _go_to_the_end(explorer)
        assert results.hit is not None


async def test_a_page_that_fails_does_not_disturb_a_search(explore: Opener) -> None:
    """Not even the one that runs at the moment: no second one starts beside it."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        shown = explorer.screen.search.page
        assert shown is not None
        gate = library.gate = threading.Event()
        explorer.screen.search.run(Query("talks"))
        explorer.screen.library.search(Query("spoke"))
        await explorer.until(lambda: library.asked[-1].text == "talks")

        explorer.screen.search._further._pages.load(replace(shown.query, offset=25))
        await explorer.until(lambda: bool(_notices(explorer)))

        assert explorer.screen.library.is_searching
        assert library.asked[-1].text == "talks"
        gate.set()
        await explorer.settle()


@pytest.mark.parametrize("query", ["", "talks zebra"])
async def test_a_page_of_other_results_is_dropped(explore: Opener, query: str) -> None:
    """Neither added, nor complained about."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        await explorer.type(query or "talks")
        further = explorer.screen.search._further._pages
        rows = explorer.screen.widgets.results.loaded.hit_ids
        further.load(Query("other", offset=25))
        further.load_partial(Query("other zebra"), 25)
        await explorer.settle()

        assert library.failed
        assert explorer.screen.widgets.results.loaded.hit_ids == rows
        assert not _notices(explorer)
