"""The search bar on the main screen: what Enter, Tab, Esc and the arrow keys do in it."""

from __future__ import annotations

from typing import TypeAlias

from tui.config.history import History
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.services.user_data_queue import UserDataQueue
from tui.state import query_transitions
from tui.widgets.line_list import LineList
from tui.widgets.search_bar import QueryInput, SearchBar

SearchEntryEvent: TypeAlias = SearchBar.Submitted | QueryInput.LeaveRequested | LineList.LeaveRequested
"""The messages that leave the search bar, or go back to it."""


class SearchEntry:
    """Moves between the search bar and the other panes, and keeps the history of searches.

    Args:
        widgets: The search bar and the results.
        search: Searches for what is entered, and has the suggestion.
        panes: Move the focus.
        history: Earlier searches.
        user_data: Saves the history.

    """

    def __init__(
        self, widgets: MainWidgets, search: Search, panes: Panes, history: History, user_data: UserDataQueue
    ) -> None:
        self._widgets = widgets
        self._search = search
        self._panes = panes
        self._history = history
        self._user_data = user_data

    def handle(self, event: SearchEntryEvent) -> None:
        """Take what was entered, or go from the search bar to the results and back."""
        match event:
            case SearchBar.Submitted(text=text):
                self._submit(text)
            case QueryInput.LeaveRequested():
                self._panes.show("results")
            case LineList.LeaveRequested():
                if self._widgets.results.has_focus:
                    self._widgets.search_bar.query_input.focus()

    def start(self, key: str) -> None:
        """Be ready to type.

        Args:
            key: The key that goes to the search bar.

        """
        self._widgets.search_bar.set_up(self._history.entries, key)
        self._widgets.search_bar.query_input.focus()

    def edit(self) -> None:
        """Go to the search bar and edit the search."""
        self._panes.show("search")
        self._widgets.search_bar.take_focus()

    def next_pane(self, step: int) -> None:
        """Go to the next or previous pane; in the search bar, Tab takes a completion or suggestion first."""
        if step < 0 or not self._search.complete():
            self._panes.next(step)

    def back(self) -> None:
        """Go one step back; in the search bar, clear it."""
        if self._widgets.search_bar.query_input.has_focus:
            self._widgets.search_bar.put("")
        else:
            self._panes.back()

    def _submit(self, text: str) -> None:
        """Search for the complete text and go to the results; without any, Enter takes the suggestion."""
        if self._search.has_only_suggestion(text):
            self._search.take_suggestion()
            return
        if self._history.add(text):
            self._widgets.search_bar.query_input.earlier = self._history.entries
            self._user_data.save(self._history.save)
        self._search.run(query_transitions.submitted(self._search.query, text))
        self._panes.show("results")
