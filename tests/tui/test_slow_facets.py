"""Results are painted before facets that take long to count."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual import events

from index.model.query import Page, Query
from index.model.server import ServerError, ServerFault
from tui.screens.main import facets
from tui.services.library_service import LibraryService
from tui.widgets.facet_list import COUNTING

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def _sidebar(explorer: Explorer) -> list[str]:
    return [facet.label for facet in explorer.screen.widgets.people.list.facets]


async def test_hits_are_shown_before_facets(library: FakeLibrary, explore: Opener) -> None:
    """Until then the sidebar has the facets of the results before, marked as outdated."""
    async with explore(library) as explorer:
        widgets = explorer.screen.widgets
        assert widgets.timeline is not None
        before, years = _sidebar(explorer), widgets.timeline.years
        library.facet_gate = threading.Event()

        explorer.screen.search.run(Query("airspace"))
        await explorer.until(lambda: widgets.results.page is not None and widgets.results.page.query.text == "airspace")
        await explorer.until(lambda: any(worker.group == "facets" for worker in explorer.app.workers))

        assert library.search(Query("airspace")).hits[0].title in explorer.lines("#results")
        assert _sidebar(explorer) == before
        assert widgets.timeline.years == years
        for panel in (widgets.people, widgets.countries, widgets.timeline):
            assert COUNTING in str(panel.border_subtitle)

        library.facet_gate.set()
        await explorer.settle()

        page = explorer.screen.search.page
        assert page is not None
        assert page.is_counted
        assert _sidebar(explorer) == [facet.label for facet in page.people] != before
        assert widgets.timeline.years == page.years
        for panel in (widgets.people, widgets.countries, widgets.timeline):
            assert COUNTING not in str(panel.border_subtitle)


async def test_facets_wait_until_the_results_are_painted(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting them would delay the frame with the results, as would marking the old ones as outdated."""
    monkeypatch.setattr(facets, "_LATEST", 3600)
    async with explore(library) as explorer:
        widgets, search = explorer.screen.widgets, explorer.screen.search
        library.facet_gate = threading.Event()
        with explorer.app.batch_update():  # nothing is painted
            search.run(Query("airspace"))
            await explorer.until(lambda: search.page is not None and search.page.query.text == "airspace")
            await explorer.pilot.pause()
            assert not any(worker.group == "facets" for worker in explorer.app.workers)
            assert COUNTING not in str(widgets.people.border_subtitle)

        await explorer.until(lambda: any(worker.group == "facets" for worker in explorer.app.workers))
        assert COUNTING in str(widgets.people.border_subtitle)
        library.facet_gate.set()
        await explorer.settle()
        assert COUNTING not in str(widgets.people.border_subtitle)


async def test_the_time_for_earlier_results_does_not_count_the_facets_of_later_ones(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait until they are painted, or for a time of their own."""
    async with explore(library) as explorer:
        search, late = explorer.screen.search, list[Callable[[], object]]()

        def shows(text: str) -> bool:
            return search.page is not None and search.page.query.text == text

        def kept(delay: float, job: Callable[[], object]) -> None:
            if delay == facets._LATEST:
                late.append(job)

        monkeypatch.setattr(explorer.screen, "set_timer", kept)
        library.facet_gate = threading.Event()
        library.facet_gate.set()
        with explorer.app.batch_update():  # nothing is painted
            for text in ("airspace", "vessel"):
                search.run(Query(text))
                await explorer.until(partial(shows, text))
            earlier, later = late
            earlier()
            assert not any(worker.group == "facets" for worker in explorer.app.workers)
            later()
            assert any(worker.group == "facets" for worker in explorer.app.workers)


async def test_facets_are_counted_though_the_results_are_hidden(library: FakeLibrary, explore: Opener) -> None:
    """On a small screen that shows the people alone."""
    async with explore(library, size=(40, 20)) as explorer:
        await explorer.press("enter", "p")
        library.facet_gate = threading.Event()
        library.facet_gate.set()
        explorer.screen.search.run(Query("airspace"))
        await explorer.until(lambda: bool((page := explorer.screen.search.page) and page.is_counted))
        assert not explorer.screen.widgets.results.display


async def test_facets_wait_for_a_pause_in_typing(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key has its results; those of the last one get their facets."""
    async with explore(library) as explorer:
        search, paused = explorer.screen.search, list[Callable[[], None]]()
        set_timer = explorer.screen.set_timer

        def kept(delay: float, job: Callable[[], None]) -> None:
            if delay == facets._PAUSE:
                paused.append(job)
            else:
                set_timer(delay, job)

        def shows(text: str) -> bool:
            return search.page is not None and search.page.query.text == text and len(paused) == len(text)

        monkeypatch.setattr(facets, "_PAUSE", 7)
        monkeypatch.setattr(explorer.screen, "set_timer", kept)
        library.facet_gate = threading.Event()
        library.facet_gate.set()
        for length in (1, 2, 3):
            await explorer.pilot.press("air"[length - 1])
            await explorer.until(partial(shows, "air"[:length]))
            assert COUNTING in str(explorer.screen.widgets.people.border_subtitle)
        for job in paused[:2]:
            job()
        assert not any(worker.group == "facets" for worker in explorer.app.workers)
        paused[2]()
        await explorer.settle()
        assert search.page is not None
        assert (search.page.query.text, search.page.is_counted) == ("air", True)


async def test_facets_of_earlier_results_are_dropped(library: FakeLibrary, explore: Opener) -> None:
    """A newer answer is on the screen when they arrive."""
    async with explore(library) as explorer:
        widgets, search = explorer.screen.widgets, explorer.screen.search
        before = _sidebar(explorer)
        first = library.facet_gate = threading.Event()
        search.run(Query("airspace"))
        await explorer.until(lambda: any(worker.group == "facets" for worker in explorer.app.workers))

        second = library.facet_gate = threading.Event()
        search.run(Query("border"))
        await explorer.until(lambda: search.page is not None and search.page.query.text == "border")
        first.set()
        shown = library.search(Query("airspace"))
        explorer.screen.post_message(LibraryService.FacetsCounted(shown, shown, shown.years))
        await explorer.pilot.pause()

        assert _sidebar(explorer) == before
        assert COUNTING in str(widgets.people.border_subtitle)
        second.set()
        await explorer.settle()
        assert search.page is not None
        assert _sidebar(explorer) == [facet.label for facet in search.page.people]


async def test_facets_give_way_to_a_newer_query(library: FakeLibrary, explore: Opener) -> None:
    """They are counted after it, if its answer is not shown because the results on the screen stay."""
    async with explore(library) as explorer:
        screen = explorer.screen
        gate, went_on = threading.Event(), threading.Event()

        def in_steps(query: Query) -> Iterator[Page]:
            page = library.search(query)
            if page.total:
                bare = replace(page, people=(), countries=(), languages=(), years=(), undated=0, is_counted=False)
                yield bare
                gate.wait()
                yield bare
                went_on.set()
            yield page

        library.search_in_steps = in_steps  # type: ignore[method-assign]
        explorer.app.post_message(events.Paste("airsp"))
        await explorer.until(lambda: any(worker.group == "facets" for worker in explorer.app.workers))
        library.gate = threading.Event()
        await explorer.pilot.press("enter")
        await explorer.until(lambda: screen.library.is_searching)
        gate.set()
        await explorer.until(lambda: not any(worker.group == "facets" for worker in explorer.app.workers))
        assert not went_on.is_set()

        library.gate.set()
        await explorer.until(lambda: bool((page := screen.search.page) and page.is_counted))
        assert went_on.is_set()
        assert screen.search.page is not None
        assert _sidebar(explorer) == [facet.label for facet in screen.search.page.people] != []


async def test_a_suggestion_is_shown_when_it_is_found(library: FakeLibrary, explore: Opener) -> None:
    """Below the sentence that there are no results, which does not wait for it."""
    async with explore(library) as explorer:
        gate = threading.Event()

        def in_steps(query: Query) -> Iterator[Page]:
            page = library.search(query)
            yield replace(page, suggestion=None, is_counted=False)
            gate.wait()
            yield page

        library.search_in_steps = in_steps  # type: ignore[method-assign]
        explorer.app.post_message(events.Paste("airspc"))
        await explorer.until(lambda: "No results." in explorer.lines("#results"))
        assert "Did you mean" not in explorer.lines()

        gate.set()
        await explorer.until(lambda: "Did you mean" in explorer.lines("#results"))
        assert "Did you mean: airspace" in explorer.lines("#results")
        await explorer.press("tab")
        assert explorer.screen.search.query.text == "airspace"


async def test_facets_that_a_server_refuses_are_no_longer_awaited(library: FakeLibrary, explore: Opener) -> None:
    """The results stay, and a sentence says what happened."""
    async with explore(library) as explorer:
        widgets = explorer.screen.widgets

        def in_steps(query: Query) -> Iterator[Page]:
            yield replace(library.search(query), people=(), countries=(), years=(), is_counted=False)
            raise ServerError(ServerFault.BUSY, "https://search.example.org")

        library.search_in_steps = in_steps  # type: ignore[method-assign]
        explorer.screen.search.run(Query("airspace"))
        await explorer.until(lambda: any("example.org" in each.message for each in explorer.app._notifications))

        assert library.search(Query("airspace")).hits[0].title in explorer.lines("#results")
        assert _sidebar(explorer) == []
        assert widgets.timeline is not None
        for panel in (widgets.people, widgets.countries, widgets.timeline):
            assert COUNTING not in str(panel.border_subtitle)
