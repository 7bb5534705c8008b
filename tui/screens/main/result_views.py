"""The part of the main screen that opens views, shows sparklines, and folds near-duplicates."""

from __future__ import annotations

from textual import on

from index.model.protocol import LibraryLike
from tui.config.settings import Settings
from tui.input.views import View
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.main.trends import Trends
from tui.screens.main.views import Views
from tui.screens.main.widgets import MainWidgets
from tui.screens.views.base import ViewScreen
from tui.services.analytics_service import AnalyticsService


class ResultViewsScreen(EntityAwareScreen):
    """Passes analyses between their service and the widgets of the main screen."""

    widgets: MainWidgets
    search: Search
    panes: Panes
    settings: Settings
    views: Views
    trends: Trends

    def set_up_views(self) -> None:
        """Create the parts, once the widgets exist."""
        self.trends = Trends(self, self.widgets)
        self.views = Views(self, self.search, self.widgets, self.settings, lambda: self.entity_service)

    def start_views(self, library: LibraryLike) -> None:
        """Analyze this library from now on."""
        self.trends.start(library)

    @on(ViewScreen.QueryChosen)
    def show_chosen(self, event: ViewScreen.QueryChosen) -> None:
        """Show the results that a view chose."""
        self.views.show(event.query)
        self.panes.show("results")

    @on(AnalyticsService.TrendsCounted)
    def show_trends(self, event: AnalyticsService.TrendsCounted) -> None:
        """Show sparklines beside people or countries."""
        self.trends.show(event.kind, event.timeline)

    def action_views(self) -> None:
        """Show the menu of views."""
        self.views.show_menu()

    def action_view(self, name: str) -> None:
        """Open a view of the results."""
        self.views.open(View(name))
