"""Saved searches on the main screen: saves the search, lists the saved ones, and announces what is new for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.screen import Screen

from index.model.query import Query
from index.model.user_data import NewDocuments, SavedSearch
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.user_data.marking import Marking
from tui.text.own_work import news_text

_LONG = 15
"""Seconds a notice stays that needs reading."""


class SavedSearches:
    """Saves, lists and runs searches; does nothing until the library is open.

    Args:
        screen: Shows notices, and dialogs over it.
        search: The search to save.
        panes: Where the results of a saved search are shown.
        marking: Has the service for user data.

    """

    def __init__(self, screen: Screen[None], search: Search, panes: Panes, marking: Marking) -> None:
        self._screen = screen
        self._search = search
        self._panes = panes
        self._marking = marking
        self._searches: Sequence[NewDocuments] = ()
        self._announced: dict[str, int] = {}
        """The number of new documents of each saved search that was announced."""

    def load(self) -> None:
        """Load the saved searches; what is new is announced."""
        if self._marking.service is not None:
            self._marking.service.load_searches()

    def announce(self, searches: Sequence[NewDocuments]) -> None:
        """Name documents that are new for a saved search, each time there are more."""
        self._searches = searches
        more = [each for each in searches if each.new > self._announced.get(each.search.name, 0)]
        self._announced = {each.search.name: each.new for each in searches}
        if news := news_text(more, dt.datetime.now().astimezone()):
            self._screen.notify(news, title="New documents", markup=False, timeout=_LONG)

    def save(self) -> None:
        """Ask for a name, and save the present search."""
        from tui.screens.entity.name_dialog import NameDialog  # opened later
        from tui.services.user_data_change import SavedSearchChange

        service = self._marking.required_service()
        if service is None:
            return
        query = self._search.query
        known = [each.search.name for each in self._searches]

        def take(name: str | None) -> None:
            if name:
                search = SavedSearch(name, query.text, query.filters, query.sort, any_of=query.any_of)
                service.put(SavedSearchChange(search, service.user_data))

        dialog = NameDialog("Save this search as …", "save", query.text or "All documents", known)
        self._screen.app.push_screen(dialog, take)

    def show_list(self) -> None:
        """List the saved searches."""
        from tui.screens.user_data.saved_searches import SavedSearchesScreen  # opened later

        service = self._marking.required_service()
        if service is not None:
            self._screen.app.push_screen(SavedSearchesScreen(service, self._run, self._search.filter_label))

    def _run(self, query: Query) -> None:
        """Run a saved search."""
        self._search.take_query(query)
        self._panes.show("results")
