"""The user's own work on the main screen: stars, tags, notes, read marks, the selection and saved searches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual import events, on
from textual.timer import Timer

from index.model.protocol import LibraryLike
from index.model.query import Query
from index.model.user_data import NewDocuments, SavedSearch
from tui.config.settings import Settings
from tui.screens.entity.name_dialog import NameDialog
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.screens.user_data.adopt_dialog import AdoptDialog, MovedOffer
from tui.screens.user_data.saved_searches import SavedSearchesScreen
from tui.screens.user_data.screen import UserDataScreen
from tui.services.library_service import LibraryService
from tui.services.user_data_change import SavedSearchChange
from tui.services.user_data_queue import UserDataQueue
from tui.services.user_data_service import UserDataService
from tui.state import query_transitions
from tui.state.dwell import Dwell
from tui.text.own_work import news_text, read_text
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList
from tui.widgets.selectable_list import SelectableList

_LOAD_AFTER = 0.1
"""Seconds after the last answer or document before user data is loaded, so that it does not delay the next key."""
_LOAD_AFTER_KEY = 0.3
"""The same while typing, when the next key may change the results: longer than between two keys of most typists."""
_REFRESH_INTERVAL = 5.0
"""Seconds between checks for changes by another process or an editor."""
_LONG = 15
"""Seconds a notice stays that needs reading."""


class OwnWorkScreen(UserDataScreen):
    """Passes user data between its service and the widgets of the main screen."""

    widgets: MainWidgets
    search: Search
    panes: Panes
    settings: Settings
    library: LibraryService

    def __init__(self) -> None:
        super().__init__()
        self._own: UserDataService | None = None
        self._scheduled: Timer | None = None
        self._counts_are_due = False
        """Whether to count what the user has done with the results: they, or the user data, have changed."""
        self._has_read_marks = False
        self._searches: Sequence[NewDocuments] = ()
        self._announced: dict[str, int] = {}
        """The number of new documents of each saved search that was announced."""

    def start_user_data(self, library: LibraryLike, queue: UserDataQueue) -> None:
        """Use the user data of an open library."""
        self._own = UserDataService.of(self, library, queue)
        self.dwell = Dwell(self.settings.dwell, self.set_timer, self._is_preview_visible, self.mark_read)
        if self._own is not None:
            self.set_interval(_REFRESH_INTERVAL, self._own.refresh)

    def open_library(self, offer: MovedOffer | None) -> None:
        """Open the library, after the question whether to take over the user data of a moved folder."""
        if offer is None:
            self.library.open()
            return

        def take(is_accepted: bool | None) -> None:
            if is_accepted:
                offer.accept()
            self.library.open()

        self.app.push_screen(AdoptDialog(offer.question), take)

    @property
    def user_data_service(self) -> UserDataService | None:
        """The service for user data; None until the library is open, or if it was opened without user data."""
        return self._own

    @property
    def document_reader(self) -> Reader:
        """The reader."""
        return self.widgets.reader

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the document in the reader if that has the focus; else the selected results, or that at the cursor."""
        if self.widgets.results.selected and not self.widgets.reader.text.has_focus:
            return tuple(self.widgets.results.selected)
        return (self.current_id(),) if self.current_id() else ()

    def current_id(self) -> str:
        """Return the document in the reader if that has the focus; else the result at the cursor."""
        reader, hit = self.widgets.reader, self.widgets.results.hit
        if reader.text.has_focus and reader.document is not None:
            return reader.document.id
        return hit.id if hit else ""

    # Loading and showing

    def load_user_data(self) -> None:
        """Load what the user has done with the results and the open document, soon, and count it."""
        self._counts_are_due = True
        self._schedule()

    def _schedule(self) -> None:
        if self._own is not None:
            if self._scheduled is not None:
                self._scheduled.stop()
            is_typing = self.widgets.search_bar.query_input.has_focus
            self._scheduled = self.set_timer(_LOAD_AFTER_KEY if is_typing else _LOAD_AFTER, self._load)

    def on_screen_resume(self) -> None:
        """Load what was changed on another screen; Textual calls the handler of the base class, too."""
        self.load_user_data()

    @property
    def is_user_data_due(self) -> bool:
        """Whether user data will be loaded soon."""
        return self._scheduled is not None

    def _load(self) -> None:
        self._scheduled = None
        query = self.search.page.query if self.search.page and self._counts_are_due else None
        self._counts_are_due = False
        if self._own is not None:
            self._own.load(self.widgets.results.hit_ids, self.widgets.reader.document)
            if query is not None:
                self._own.count(query)

    def show_user_data(self) -> None:
        """Show it in the results and in the reader."""
        super().show_user_data()
        self.widgets.results.show_statuses(self.statuses, has_read_marks=self._has_read_marks)

    @on(UserDataService.Summarized)
    def show_summary(self, event: UserDataService.Summarized) -> None:
        """Show how many results are read, and the facets of the user's own work."""
        summary, page = event.summary, self.search.page
        if page is not None and query_transitions.same_results(summary.query, page.query):
            if summary.has_read_marks != self._has_read_marks:
                self._has_read_marks = summary.has_read_marks
                self.show_user_data()
            self.widgets.show_own_work(summary.facets, page.query)
            self.search.show_subtitle(read_text(summary))

    def document_shown(self) -> None:
        """Show and load what the user has done with the document that the reader shows now."""
        document = self.widgets.reader.document
        self.show_in_reader()
        self._schedule()
        if self._own is not None:
            self.dwell.show(document.id if document else "", has_focus=self.widgets.reader.text.has_focus)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Count the document as read when the reader gets the focus, unless it is about to show another one."""
        hit, document = self.widgets.results.hit, self.widgets.reader.document
        is_open = hit is not None and document is not None and hit.id == document.id
        if document and is_open and self._own is not None and event.widget is self.widgets.reader.text:
            self.dwell.show(document.id, has_focus=True)

    def action_read(self) -> None:
        """Mark the chosen documents as read or unread; the dwell time no longer counts for them."""
        if self._own is not None:
            self.dwell.decide(self.chosen_ids())
        super().action_read()

    def _is_preview_visible(self) -> bool:
        return self.is_active and self.app.app_focus and self.widgets.reader.display

    # Selection

    @on(ResultList.SelectionRequested)
    def load_selection(self, event: ResultList.SelectionRequested) -> None:
        """Load the ids of results to select."""
        if self._own is not None:
            self._own.load_ids(event.query, event.rows)
        else:
            self.widgets.results.select_items(dict.fromkeys(self.widgets.results.hit_ids))

    @on(UserDataService.IdsLoaded)
    def select_loaded(self, event: UserDataService.IdsLoaded) -> None:
        """Select them, if they are still results."""
        page = self.search.page
        if page is not None and query_transitions.same_results(event.query, page.query):
            self.widgets.results.select_items(dict.fromkeys(event.ids))

    @on(SelectableList.SelectionChanged)
    def show_selected(self, event: SelectableList.SelectionChanged) -> None:
        """Show how many results are selected."""
        if event.list is self.widgets.results:
            self.search.show_subtitle()

    # Saved searches

    def load_searches(self) -> None:
        """Load the saved searches; what is new is announced."""
        if self._own is not None:
            self._own.load_searches()

    @on(UserDataService.SearchesLoaded)
    def announce_news(self, event: UserDataService.SearchesLoaded) -> None:
        """Name documents that are new for a saved search, each time there are more."""
        self._searches = event.searches
        more = [each for each in event.searches if each.new > self._announced.get(each.search.name, 0)]
        self._announced = {each.search.name: each.new for each in event.searches}
        if news := news_text(more, dt.datetime.now().astimezone()):
            self.notify(news, title="New documents", markup=False, timeout=_LONG)

    def action_save_search(self) -> None:
        """Ask for a name, and save the present search."""
        service = self.required_service()
        if service is None:
            return
        query = self.search.query
        known = [each.search.name for each in self._searches]

        def take(name: str | None) -> None:
            if name:
                search = SavedSearch(name, query.text, query.filters, query.sort, any_of=query.any_of)
                service.put(SavedSearchChange(search, service.user_data))

        self.app.push_screen(NameDialog("Save this search as …", "save", query.text or "All documents", known), take)

    def action_saved_searches(self) -> None:
        """List the saved searches."""
        service = self.required_service()
        if service is not None:
            self.app.push_screen(SavedSearchesScreen(service, self.run_search, self.search.filter_label))

    def run_search(self, query: Query) -> None:
        """Run a saved search."""
        self.search.take_query(query)
        self.panes.show("results")
