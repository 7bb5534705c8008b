"""Results are painted before facets that take long to count."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.model.query import Query
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
