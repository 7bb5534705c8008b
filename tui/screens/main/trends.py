"""Sparklines in the sidebar: counted in the background once the results rest, so that typing never waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from index.model.query import Kind, Page
from tui.screens.main.widgets import MainWidgets
from tui.services.analytics_service import AnalyticsService
from tui.state.query_transitions import same_results
from tui.text.periods import period_span, step_of_years

if TYPE_CHECKING:
    from index.model.analytics import Timeline

_REST = 0.3
"""Seconds that results have to stay the same: longer than between two keys of a typist."""
_KINDS = (Kind.PERSON, Kind.COUNTRY)
"""The kinds whose documents can be counted by period."""
_NAMES = 60
"""The number of people and of countries with a sparkline: more rows than a screen has."""


class Trends:
    """Requests the documents of the most frequent people and countries by period, and shows them in the sidebar.

    Args:
        screen: Runs the timer and the workers.
        widgets: The panels of people and countries.

    """

    def __init__(self, screen: Screen[None], widgets: MainWidgets) -> None:
        self._screen = screen
        self._widgets = widgets
        self._service: AnalyticsService | None = None
        self._timer: Timer | None = None
        self._page: Page | None = None

    def start(self, service: AnalyticsService) -> None:
        """Count with this service from now on."""
        self._service = service

    def follow(self, page: Page | None) -> None:
        """Count for these results, once they have rested; sparklines of other results are removed."""
        if page is None or page is self._page:
            return
        if self._page is None or not same_results(page.query, self._page.query):
            for _, panel in self._widgets.facets():
                panel.show_trends({}, "")
        self._page = page
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(_REST, self._request) if page.years else None

    def _request(self) -> None:
        self._timer = None
        if self._service is None or self._page is None:
            return
        for kind, panel in self._widgets.facets():
            if kind in _KINDS and panel.has_room_for_trends:
                self._service.count_trends(self._page.query, step_of_years(len(self._page.years)), kind, _NAMES)

    def show(self, kind: Kind, timeline: Timeline) -> None:
        """Show sparklines, unless other results are on the screen by now."""
        if self._page is not None and same_results(timeline.query, self._page.query) and len(timeline.periods) > 1:
            counts = {each.facet.key: each.documents for each in timeline.series}
            dict(self._widgets.facets())[kind].show_trends(counts, period_span(timeline))
