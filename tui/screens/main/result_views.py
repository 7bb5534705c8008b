"""The part of the main screen that opens views, shows sparklines, and folds near-duplicates."""

from __future__ import annotations

from functools import cached_property

from textual import on

from tui.config.settings import Settings
from tui.input.views import View
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.main.focus import Panes
from tui.screens.main.navigation import Navigation
from tui.screens.main.search import Search
from tui.screens.main.trends import Trends
from tui.screens.main.views import Views
from tui.screens.main.widgets import MainWidgets
from tui.screens.views.base import ViewScreen
from tui.services.analytics_service import AnalyticsService
from tui.services.library_service import LibraryService
from tui.state.query_transitions import same_results


class ResultViewsScreen(EntityAwareScreen):
    """Passes analyses between their service and the widgets of the main screen."""

    widgets: MainWidgets
    search: Search
    panes: Panes
    navigation: Navigation
    settings: Settings
    _analytics: AnalyticsService | None = None

    @cached_property
    def trends(self) -> Trends:
        """Counts the sparklines."""
        return Trends(self, self.widgets)

    @cached_property
    def views(self) -> Views:
        """Opens the views."""
        return Views(
            self, self.search, self.widgets, self.settings, lambda: self.entity_service, self.navigation.show_list
        )

    @on(LibraryService.Opened)
    def start_views(self, event: LibraryService.Opened) -> None:
        """Analyze this library from now on."""
        self._analytics = AnalyticsService(self, event.library)
        self.trends.start(self._analytics)

    @on(LibraryService.SearchCompleted)
    def follow_results(self) -> None:
        """Count sparklines for these results, once the main screen has shown them."""
        self.trends.follow(self.search.page)

    @on(ViewScreen.QueryChosen)
    def show_chosen(self, event: ViewScreen.QueryChosen) -> None:
        """Show the results that a view chose."""
        self.views.show(event.query)
        self.panes.show("results")

    @on(AnalyticsService.TrendsCounted)
    def show_trends(self, event: AnalyticsService.TrendsCounted) -> None:
        """Show sparklines beside people or countries."""
        self.trends.show(event.kind, event.timeline)

    @on(LibraryService.Prepared)
    def fold_by_default(self) -> None:
        """Fold near-duplicates if the settings say so, now that their groups are computed: launch does not wait."""
        if self.settings.fold:
            self.search.fold(fold=True)

    @on(AnalyticsService.FoldedFound)
    def show_folded(self, event: AnalyticsService.FoldedFound) -> None:
        """Show the results that are folded under one, if that is still on the screen."""
        page = self.search.page
        if page is not None and same_results(page.query, event.query):
            self.widgets.results.unfold(event.doc_id, event.hits)

    @on(AnalyticsService.AnalysisFailed)
    def show_analysis_failed(self, event: AnalyticsService.AnalysisFailed) -> None:
        """Show why the folded results cannot be shown; sparklines that fail are left out."""
        if event.group == AnalyticsService.FOLDED:
            self.notify(event.sentence, severity="warning", markup=False)

    def action_fold(self) -> None:
        """Show or hide the results that are folded under the one at the cursor; else as `action_fold_all`."""
        results, page = self.widgets.results, self.search.page
        if results.group is None or self._analytics is None or page is None:
            self.action_fold_all()
        elif results.group[1]:
            results.fold_group()
        else:
            self._analytics.find_folded(page.query, results.group[0].id)

    def action_fold_all(self) -> None:
        """Fold all near-duplicates in the results, or none."""
        fold = not self.search.query.fold
        self.search.fold(fold=fold)
        self.notify("Near-duplicates are folded." if fold else "Near-duplicates are shown.", timeout=2)

    def action_views(self) -> None:
        """Show the menu of views."""
        self.views.show_menu()

    def action_view(self, name: str) -> None:
        """Open a view of the results."""
        self.views.open(View(name))
