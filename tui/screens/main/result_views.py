"""Analyses of the results on the main screen: views, sparklines, and near-duplicates folded under a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual.screen import Screen

from index.model.query import Hit, Query
from tui.config.settings import Settings
from tui.screens.main.focus import Panes
from tui.screens.main.navigation import Navigation
from tui.screens.main.people import People
from tui.screens.main.search import Search
from tui.screens.main.trends import Trends
from tui.screens.main.views import Views
from tui.screens.main.widgets import MainWidgets
from tui.screens.views.base import ViewScreen
from tui.services.analytics_service import AnalyticsService
from tui.services.library_service import LibraryService
from tui.state.query_transitions import same_results

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

ResultViewsEvent: TypeAlias = (
    ViewScreen.QueryChosen
    | AnalyticsService.TrendsCounted
    | AnalyticsService.FoldedFound
    | AnalyticsService.AnalysisFailed
    | LibraryService.Prepared
)
"""The messages of views and of the service that analyzes results."""


class ResultViews:
    """Passes analyses between their service and the widgets of the main screen.

    Args:
        screen: Runs the workers and shows notices.
        widgets: The results, and the panels of people and countries.
        search: Whose results are analyzed.
        panes: Where the results that a view chose are shown.
        people: Has the entity service, which the views need.
        navigation: Lists the history.
        settings: The settings of the user.

    """

    def __init__(
        self,
        screen: Screen[None],
        widgets: MainWidgets,
        search: Search,
        panes: Panes,
        people: People,
        navigation: Navigation,
        settings: Settings,
    ) -> None:
        self._screen = screen
        self._widgets = widgets
        self._search = search
        self._panes = panes
        self._fold_by_default = settings.fold
        self._service: AnalyticsService | None = None
        self._trends = Trends(screen, widgets)
        self.views = Views(screen, search, widgets, settings, lambda: people.service, navigation.show_list)

    def start(self, library: LibraryLike) -> None:
        """Analyze this library from now on."""
        self._service = AnalyticsService(self._screen, library)
        self._trends.start(self._service)

    def handle(self, event: ResultViewsEvent) -> None:
        """Take what the service has found, or the query that a view chose."""
        match event:
            case ViewScreen.QueryChosen(query=query):
                self.views.show(query)
                self._panes.show("results")
            case AnalyticsService.TrendsCounted(kind=kind, timeline=timeline):
                self._trends.show(kind, timeline)
            case AnalyticsService.FoldedFound(query=query, doc_id=doc_id, hits=hits):
                self._show_folded(query, doc_id, hits)
            case AnalyticsService.AnalysisFailed(sentence=sentence, group=group):
                if group == AnalyticsService.FOLDED:  # sparklines that fail are left out
                    self._screen.notify(sentence, severity="warning", markup=False)
            case LibraryService.Prepared():  # the groups of near-duplicates are computed: launch does not wait for them
                if self._fold_by_default:
                    self._search.fold(fold=True)

    def follow_results(self) -> None:
        """Count sparklines for the results on the screen."""
        self._trends.follow(self._search.page)

    def fold(self) -> None:
        """Show or hide the results that are folded under the one at the cursor; else as `fold_all`."""
        results, page = self._widgets.results, self._search.page
        if results.group is None or self._service is None or page is None:
            self._fold_all()
        elif results.group[1]:
            results.fold_group()
        else:
            self._service.find_folded(page.query, results.group[0].id)

    def _fold_all(self) -> None:
        """Fold all near-duplicates in the results, or none."""
        fold = not self._search.query.fold
        self._search.fold(fold=fold)
        self._screen.notify("Near-duplicates are folded." if fold else "Near-duplicates are shown.", timeout=2)

    def _show_folded(self, query: Query, doc_id: str, hits: tuple[Hit, ...]) -> None:
        """Show the results that are folded under one, if that is still on the screen."""
        page = self._search.page
        if page is not None and same_results(page.query, query):
            self._widgets.results.unfold(doc_id, hits)
