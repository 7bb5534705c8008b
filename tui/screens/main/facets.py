"""The facets of the results on the main screen: people, countries, languages and years, counted after slow searches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from index.model.query import Facet, Kind, Page, Query
from tui.screens.main.widgets import MainWidgets
from tui.services.library_service import LibraryService
from tui.services.period_counts import PeriodCounts
from tui.state import query_transitions
from tui.widgets.timeline import Timeline

_LATEST = 0.25
"""Seconds after which the facets of results are counted, though the results are not painted: the list may be hidden."""
_PAUSE = 0.15
"""Seconds in typing after which facets are counted that do not come with their results: between two keys of fast
typing they would be out of date at once, and take from the next results what the machine can do."""


class Facets:
    """Shows the facets of results in the sidebar and the timeline.

    Until they are counted, those of the results before stay there, marked as outdated.

    Args:
        service: Counts them, in the background.
        widgets: The panels and the timeline.

    """

    def __init__(self, service: LibraryService, widgets: MainWidgets) -> None:
        self._service = service
        self._periods = PeriodCounts(service)
        self._widgets = widgets
        self._uncounted: tuple[Page, Iterator[Page]] | None = None
        """The results on the screen that have no facets yet, and what counts them."""

    def show(self, page: Page, years: tuple[Facet, ...], rest: Iterator[Page], *, keep_place: bool) -> None:
        """Show the facets of results, or have them counted once the results are painted."""
        if page.is_counted:
            self._uncounted = None
            self._show(page, years, keep_place=keep_place)
            return
        self._uncounted = page, rest
        self._widgets.results.tell_painted()
        self._service.host.set_timer(_LATEST, partial(self._count_unpainted, page))

    def _count_unpainted(self, page: Page) -> None:
        if self._uncounted is not None and self._uncounted[0] is page:  # not those of later results
            self.count()

    def count(self) -> None:
        """Count the facets of the results on the screen, after a pause in typing, unless others are on their way."""
        if self._uncounted is not None and not self._service.is_searching:
            page = self._uncounted[0]
            self._mark_outdated(page.query)
            if page.query.typing:
                self._service.host.set_timer(_PAUSE, partial(self._count_now, page))
            else:
                self._count_now(page)

    def _count_now(self, page: Page) -> None:
        """Count the facets of results, unless later ones are shown or on their way."""
        if self._uncounted is not None and self._uncounted[0] is page and not self._service.is_searching:
            (shown, rest), self._uncounted = self._uncounted, None
            self._service.count_facets(shown, rest)

    def _mark_outdated(self, query: Query) -> None:
        """Mark what is shown as facets of other results than those of a query, which are painted first."""
        for kind, panel in self._widgets.facets():
            panel.mark_outdated(query_transitions.active_filters(query, kind))
        if self._widgets.timeline is not None:
            self._widgets.timeline.mark_outdated()

    def take(self, event: LibraryService.FacetsCounted, on_screen: Page | None) -> Page | None:
        """Show facets that were counted after their results were shown; return the page on the screen then."""
        if event.shown is not on_screen:
            return on_screen
        page = event.page
        if event.problem:
            self._widgets.results.notify(event.problem, severity="warning", markup=False)
            self._show(page, (), keep_place=True)
            return on_screen
        if not page.is_counted:  # interrupted, by a query whose answer may not be shown
            self._uncounted = page, event.rest
            self.count()
            return on_screen
        self._show(page, event.years, keep_place=True)
        if page.completion:
            self._widgets.search_bar.query_input.offer(page.query.text, page.completion)
        return page

    def handle(self, event: Timeline.PeriodsRequested | PeriodCounts.Counted, query: Query) -> None:
        """Count the results of the query by month or day for the timeline, and show what was counted."""
        match event:
            case Timeline.PeriodsRequested(step=step, span=span):
                self._periods.load(query, step, span)
            case PeriodCounts.Counted(query=counted):
                if self._widgets.timeline is not None and query_transitions.same_results(counted, query):
                    self._widgets.timeline.show_periods(event.step, event.span, event.periods)

    def _show(self, page: Page, years: tuple[Facet, ...], *, keep_place: bool) -> None:
        query, timeline = page.query, self._widgets.timeline
        facets = {Kind.PERSON: page.people, Kind.COUNTRY: page.countries, Kind.LANGUAGE: page.languages}
        for kind, panel in self._widgets.facets():
            uncertain = page.uncertain_people if kind is Kind.PERSON else 0
            panel.show(facets[kind], query_transitions.active_filters(query, kind), uncertain, keep_place=keep_place)
        if timeline is not None:
            active = query_transitions.years_of(query)
            timeline.show(years, page.undated, active, keep_axis=query.typing and bool(query.text))
