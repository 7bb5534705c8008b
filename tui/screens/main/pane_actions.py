"""The actions of the main screen that move between panes, and between searches and documents."""

from __future__ import annotations

from textual import on

from index.model.query import Kind
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.jump import JumpScreen
from tui.screens.main.focus import Panes
from tui.screens.main.navigation import Navigation
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.state import query_transitions
from tui.widgets.line_list import LineList
from tui.widgets.search_bar import QueryInput


class PaneActions(EntityAwareScreen):
    """Moves the focus, changes filters and order, and goes back and forward."""

    widgets: MainWidgets
    search: Search
    panes: Panes
    navigation: Navigation

    @on(QueryInput.LeaveRequested)
    @on(LineList.LeaveRequested)
    def move_between(self, event: QueryInput.LeaveRequested | LineList.LeaveRequested) -> None:
        """Go from the search bar to the results, and from the first result to the search bar."""
        if isinstance(event, QueryInput.LeaveRequested):
            self.panes.show("results")
        elif self.widgets.results.has_focus:
            self.widgets.search_bar.query_input.focus()

    def action_search(self) -> None:
        """Edit the search."""
        self.panes.show("search")
        self.widgets.search_bar.take_focus()

    def action_show(self, pane: str) -> None:
        """Go to a pane."""
        if not self.panes.show(pane):
            self.notify("No timeline: these results have no dates, or the screen is too low.", timeout=3)

    def action_jump(self) -> None:
        """Show a letter over each pane, which goes there."""

        def take(pane: str | None) -> None:
            if pane is not None:
                self.panes.show(pane)

        self.app.push_screen(JumpScreen(self.panes.regions()), take)

    def action_next_pane(self, step: int) -> None:
        """Go to the next or previous pane; in the search bar, Tab takes a completion or suggestion first."""
        if step < 0 or not self.search.complete():
            self.panes.next(step)

    def action_back(self) -> None:
        """Go one step back; in the search bar, clear it."""
        if self.widgets.search_bar.query_input.has_focus:
            self.widgets.search_bar.put("")
        else:
            self.panes.back()

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all panes."""
        self.panes.zoom()

    def action_sidebar(self) -> None:
        """Show or hide people and countries."""
        self.panes.toggle_sidebar()

    def action_unfilter(self) -> None:
        """Clear all filters."""
        self.search.clear_filters()

    def action_any_of(self) -> None:
        """Switch the chosen people, countries or both between all-of and any-of."""
        kinds = {"people": Kind.PERSON, "countries": Kind.COUNTRY, "languages": Kind.LANGUAGE}
        kind = kinds.get(self.panes.current)
        if problem := self.search.alternate({kind} if kind else set(Kind)):
            self.notify(problem, timeout=3)

    def action_sort(self) -> None:
        """Sort the results in the next order."""
        self.search.run(query_transitions.resorted(self.search.query))

    def action_go(self, steps: int) -> None:
        """Go back or forward through searches and documents."""
        self.navigation.step(steps)

    def action_history(self) -> None:
        """List the searches and documents of the history."""
        self.navigation.show_list()
