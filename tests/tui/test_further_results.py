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
    is_partial_failing: bool = False
    """Whether documents with most of the words cannot be found at all."""
    failed: list[int] = field(default_factory=list)
    """The offsets of the pages that failed."""

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        self._fail(query)
        return super().search_in_steps(query)

    def search_partial(self, query: Query) -> PartialPage:
        self._fail(query, is_always=self.is_partial_failing)
        return super().search_partial(query)

    def _fail(self, query: Query, *, is_always: bool = False) -> None:
        if self.failing and (query.offset or is_always):
            self.failed.append(query.offset)
            raise ServerError(ServerFault.BUSY, "https://search.example.org")


def _failing(title: str) -> _Failing:
    return _Failing(documents=[make_document(number, title, "Poland spoke.") for number in range(_MANY)])


def _notices(explorer: Explorer) -> list[str]:
    return [notification.message for notification in explorer.app._notifications]


async def _go_to_the_end(explorer: Explorer) -> None:
    explorer.screen.widgets.results.focus()
    await explorer.press("g", "G")


@pytest.mark.parametrize("keys", [("g", "G"), ("k", "j"), ("enter",)])
async def test_a_page_that_fails_is_asked_for_again(explore: Opener, keys: tuple[str, ...]) -> None:
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
        await explorer.press(*keys)
        assert results.hit is not None


@pytest.mark.parametrize("keys", ["j" * 40, "G", "GgGgG"])
async def test_a_sentence_is_said_once(explore: Opener, keys: str) -> None:
    """Not with every key that scrolls, and again once a page was loaded in between."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        explorer.screen.widgets.results.focus()
        await explorer.press(*keys)
        assert len(_notices(explorer)) == 1

        library.failing = False
        await explorer.press("g", "G")
        library.failing = True
        explorer.screen.search._further._pages.load(replace(Query("", typing=True), offset=50))
        await explorer.until(lambda: len(_notices(explorer)) == 2)


async def test_the_cursor_stays_in_a_row_that_is_not_loaded(explore: Opener) -> None:
    """When the results are searched for again, as after a server came back."""
    library = _failing("Talks")
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        await _go_to_the_end(explorer)
        assert results.hit is None

        library.failing = False
        explorer.screen.search.rerun()
        await explorer.settle()
        assert results.cursor == _MANY - 1
        assert results.hit is not None


async def test_documents_that_fail_while_typing_are_no_news(explore: Opener) -> None:
    """They would be with every key. A list that cannot be scrolled asks for them again when the cursor moves."""
    library = _failing("Talks")
    library.documents = [*library.documents[:3], make_document(9, "Talks", "Poland alone.")]
    library.is_partial_failing = True
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        await explorer.type("poland spoke")
        assert library.failed
        assert not _notices(explorer)
        assert results.count == 3

        library.failing = False
        results.focus()
        await explorer.press("j")
        assert results.count == 3 + 2


async def test_documents_with_most_of_the_words_are_asked_for_again(explore: Opener) -> None:
    """As are those with all of them."""
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
    """Neither added, nor said to have failed."""
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
