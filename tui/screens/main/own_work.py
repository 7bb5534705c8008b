"""The user's own work on the main screen: stars, tags, notes, read marks, the selection and saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from index.model.query import Query
from index.model.user_data import UserDataSummary
from tui.config.settings import Settings
from tui.input.marks import Mark
from tui.screens.main.focus import Panes
from tui.screens.main.saved_searches import SavedSearches
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.screens.user_data.marking import Marking, MarkingEvent
from tui.services.user_data_queue import UserDataQueue
from tui.services.user_data_service import UserDataService
from tui.state import query_transitions
from tui.state.dwell import Dwell
from tui.text.own_work import read_text
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList
from tui.widgets.selectable_list import SelectableList

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

_LOAD_AFTER = 0.1
"""Seconds after the last answer or document before user data is loaded, so that it does not delay the next key."""
_LOAD_AFTER_KEY = 0.3
"""The same while typing, when the next key may change the results: longer than between two keys of most typists."""
_REFRESH_INTERVAL = 5.0
"""Seconds between checks for changes by another process or an editor."""

OwnWorkEvent: TypeAlias = (
    MarkingEvent
    | UserDataService.Summarized
    | UserDataService.SearchesLoaded
    | UserDataService.IdsLoaded
    | ResultList.SelectionRequested
    | SelectableList.SelectionChanged
)
"""The messages about user data and the selection."""


class OwnWork:
    """Passes user data between its service and the widgets of the main screen.

    Args:
        screen: Runs timers and shows notices.
        widgets: The results, the reader and the panel of the user's own work.
        search: Whose results are counted.
        panes: Where the results of a saved search are shown.
        settings: After how many seconds a document in the reader counts as read.

    """

    def __init__(
        self, screen: Screen[None], widgets: MainWidgets, search: Search, panes: Panes, settings: Settings
    ) -> None:
        self._screen = screen
        self._widgets = widgets
        self._search = search
        self._marking = Marking(screen, self)
        self.saved_searches = SavedSearches(screen, search, panes, self._marking)
        self.dwell = Dwell(settings.dwell, screen.set_timer, self._is_preview_visible, self._marking.mark_read)
        self._scheduled: Timer | None = None
        self._counts_are_due = False
        """Whether to count what the user has done with the results: they, or the user data, have changed."""
        self._has_read_marks = False

    def start(self, library: LibraryLike, queue: UserDataQueue) -> None:
        """Use the user data of an open library."""
        service = UserDataService.of(self._screen, library, queue)
        self._marking.start(service)
        if service is not None:
            self._screen.set_interval(_REFRESH_INTERVAL, service.refresh)

    @property
    def service(self) -> UserDataService | None:
        """The service for user data; None until the library is open, or if it was opened without user data."""
        return self._marking.service

    def handle(self, event: OwnWorkEvent) -> None:
        """Take what the service has loaded, or a change of the selection."""
        match event:
            case UserDataService.Summarized(summary=summary):
                self._show_summary(summary)
            case UserDataService.SearchesLoaded(searches=searches):
                self.saved_searches.announce(searches)
            case UserDataService.IdsLoaded(query=query, ids=ids):
                self._select_loaded(query, ids)
            case ResultList.SelectionRequested(query=query, rows=rows):
                self._load_selection(query, rows)
            case SelectableList.SelectionChanged():
                if event.list is self._widgets.results:
                    self._search.show_subtitle()
            case _:
                self._marking.handle(event)

    def mark(self, mark: Mark) -> None:
        """Change the chosen documents; if they are marked as read or unread, their dwell time no longer counts."""
        if mark is Mark.READ and self.service is not None:
            self.dwell.decide(self.chosen_ids())
        self._marking.act(mark)

    # The documents on the screen

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self._widgets.reader

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the document in the reader if that has the focus; else the selected results, or that at the cursor."""
        if self._widgets.results.selected and not self._widgets.reader.text.has_focus:
            return tuple(self._widgets.results.selected)
        return (self.current_id(),) if self.current_id() else ()

    def current_id(self) -> str:
        """Return the document in the reader if that has the focus; else the result at the cursor."""
        reader, hit = self._widgets.reader, self._widgets.results.hit
        if reader.text.has_focus and reader.document is not None:
            return reader.document.id
        return hit.id if hit else ""

    # Loading and showing

    def load_user_data(self) -> None:
        """Load what the user has done with the results and the open document, soon, and count it."""
        self._counts_are_due = True
        self._schedule()

    def _schedule(self) -> None:
        if self.service is not None:
            if self._scheduled is not None:
                self._scheduled.stop()
            is_typing = self._widgets.search_bar.query_input.has_focus
            self._scheduled = self._screen.set_timer(_LOAD_AFTER_KEY if is_typing else _LOAD_AFTER, self._load)

    @property
    def is_load_due(self) -> bool:
        """Whether user data will be loaded soon."""
        return self._scheduled is not None

    def _load(self) -> None:
        self._scheduled = None
        query = self._search.page.query if self._search.page and self._counts_are_due else None
        self._counts_are_due = False
        if self.service is not None:
            self.service.load(self._widgets.results.hit_ids, self._widgets.reader.document)
            if query is not None:
                self.service.count(query)

    def show_user_data(self) -> None:
        """Show it in the results and in the reader."""
        self._marking.show_in_reader()
        self._widgets.results.show_statuses(self._marking.statuses, has_read_marks=self._has_read_marks)

    def _show_summary(self, summary: UserDataSummary) -> None:
        """Show how many results are read, and the facets of the user's own work."""
        page = self._search.page
        if page is not None and query_transitions.same_results(summary.query, page.query):
            if summary.has_read_marks != self._has_read_marks:
                self._has_read_marks = summary.has_read_marks
                self.show_user_data()
            self._widgets.show_own_work(summary.facets, page.query)
            self._search.show_subtitle(read_text(summary))

    def follow_reader(self) -> None:
        """Show and load what the user has done with the document that the reader shows now."""
        document = self._widgets.reader.document
        self._marking.show_in_reader()
        self._schedule()
        if self.service is not None:
            self.dwell.show(document.id if document else "", has_focus=self._widgets.reader.text.has_focus)

    def follow_focus(self, focused: Widget) -> None:
        """Count the document as read when the reader gets the focus, unless it is about to show another one."""
        hit, document = self._widgets.results.hit, self._widgets.reader.document
        is_open = hit is not None and document is not None and hit.id == document.id
        if document and is_open and self.service is not None and focused is self._widgets.reader.text:
            self.dwell.show(document.id, has_focus=True)

    def _is_preview_visible(self) -> bool:
        return self._screen.is_active and self._screen.app.app_focus and self._widgets.reader.display

    # Selection

    def _load_selection(self, query: Query, rows: range | None) -> None:
        """Load the ids of results to select."""
        if self.service is not None:
            self.service.load_ids(query, rows)
        else:
            self._widgets.results.select_items(dict.fromkeys(self._widgets.results.hit_ids))

    def _select_loaded(self, query: Query, ids: tuple[str, ...]) -> None:
        """Select them, if they are still results."""
        page = self._search.page
        if page is not None and query_transitions.same_results(query, page.query):
            self._widgets.results.select_items(dict.fromkeys(ids))
