"""The main screen: passes what widgets and services report to the part that decides what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model.protocol import LibraryLike
from tui.config.history import History
from tui.config.settings import Settings
from tui.input.bindings import MAIN
from tui.input.key_queue import ReadyForKeys
from tui.screens.entity.corrections import CorrectionEvent
from tui.screens.help import HelpScreen
from tui.screens.main.focus import Panes
from tui.screens.main.own_work import OwnWorkScreen
from tui.screens.main.people import People
from tui.screens.main.reading import Reading, ReadingEvent
from tui.screens.main.result_views import ResultViewsScreen
from tui.screens.main.search import Search, SearchEvent
from tui.screens.main.take_out import main_take_out
from tui.screens.main.updates import UpdateEvent, Updates
from tui.screens.main.widgets import MainWidgets
from tui.screens.skipped import show_skipped
from tui.screens.user_data.adopt_dialog import MovedOffer
from tui.services.entity_service import EntityService
from tui.services.folder_watcher import FolderWatcher
from tui.services.library_service import LibraryService
from tui.services.library_updater import LibraryUpdater
from tui.services.partial_search import PartialSearch
from tui.services.recognizer import Recognizer
from tui.services.skipped_files import SkippedListed
from tui.services.user_data_queue import UserDataQueue
from tui.state import query_transitions
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_list import FacetList
from tui.widgets.line_list import LineList
from tui.widgets.reader import Reader
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput, SearchBar
from tui.widgets.timeline import Timeline


class MainScreen(OwnWorkScreen, ResultViewsScreen):
    """Search bar, people and countries, results, reader and timeline of one library."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]
    BINDING_GROUP_TITLE = "Everywhere"

    def __init__(
        self,
        open_library: Callable[[], LibraryLike],
        folder: Path,
        settings: Settings,
        history: History,
        user_data: UserDataQueue,
        offer: MovedOffer | None = None,
    ) -> None:
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middling"), (32, "-tall")]
        self.folder = folder
        self.settings = settings
        self.history = history
        self.user_data = user_data
        self._offer = offer
        self.library = LibraryService(self, open_library)
        self.widgets = MainWidgets.create(settings)
        self.panes = Panes(self)
        self.updates = Updates(self, self.library, self.widgets.title_line, settings)
        self.search = Search(self.library, self.widgets, folder, lambda: self.updates.documents, settings)
        self.reading = Reading(self, self.library, self.search, self.widgets)
        self.take_out = main_take_out(self, self.library, self.search, self.widgets, settings)
        self.people = People(self, self.widgets.people, self.search, settings)

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        yield from self.widgets.compose()

    def on_mount(self) -> None:
        """Be ready to type, paint, then open the library."""
        self.widgets.title_line.folder = self.folder.name or str(self.folder)
        self.panes.set_sidebar_width(self.settings.sidebar_width)
        self.widgets.search_bar.set_up(self.history.entries, self.settings.keys.get("search", "slash"))
        self.widgets.results.explain("Opening the library …")
        self.widgets.search_bar.query_input.focus()
        self.app.call_later(self.post_message, ReadyForKeys())  # once the search bar has the focus
        self.call_after_refresh(self.open_library, self._offer)

    def on_unmount(self) -> None:
        """Stop watching the folder."""
        self.library.close()

    @property
    def is_awaited(self) -> bool:
        """Whether the next key is for results or a document that are on their way."""
        return (self.widgets.results.has_focus and self.search.is_answer_pending) or self.reading.is_document_pending

    @on(LibraryService.Opened)
    def start(self, event: LibraryService.Opened) -> None:
        """Search at once, and update the library meanwhile."""
        self.people.start(EntityService(self, event.library, self.user_data))
        self.start_user_data(event.library, self.user_data)
        self.updates.start(event.documents, event.library.corrections_trouble)
        self.library.search(self.search.query)

    @on(LibraryService.OpenFailed)
    def show_open_failed(self, event: LibraryService.OpenFailed) -> None:
        """Say why there is no library, and how to leave."""
        self.updates.show_open_failed()
        self.widgets.results.explain(event.sentence, "Press q to quit.")
        self.panes.show("results")

    @on(FolderWatcher.FolderChanged)
    @on(FolderWatcher.WatchFailed)
    @on(LibraryUpdater.UpdateProgressed)
    @on(LibraryUpdater.DocumentsChanged)
    @on(LibraryUpdater.UpdateFinished)
    @on(LibraryUpdater.UpdateStopped)
    @on(Recognizer.Progressed)
    @on(Recognizer.Ended)
    def show_update(self, event: UpdateEvent) -> None:
        """Show how far the update is, and the documents it committed."""
        self.updates.handle(event)
        if isinstance(event, LibraryUpdater.DocumentsChanged):
            self.search.rerun()
        elif isinstance(event, LibraryUpdater.UpdateFinished | LibraryUpdater.UpdateStopped):
            self.reload_entities()
            self.load_searches()

    @on(SkippedListed)
    def list_skipped(self, event: SkippedListed) -> None:
        """List the files that were skipped or read in part."""
        show_skipped(self, event)

    def recover(self, group: str) -> None:
        """Be ready for requests again after a worker of this group failed."""
        self.library.recover(group)

    @on(SearchBar.Changed)
    @on(FacetList.FilterToggled)
    @on(ReaderText.FilterToggled)
    @on(Timeline.FilterToggled)
    @on(ResultList.PageRequested)
    @on(ResultList.SuggestionAccepted)
    @on(ResultList.PartialRequested)
    @on(PartialSearch.PartialLoaded)
    @on(LibraryService.NextPageLoaded)
    @on(LibraryService.SearchRejected)
    def search_on(self, event: SearchEvent) -> None:
        """Change the query, or show what became of it."""
        self.search.handle(event)
        if isinstance(event, LibraryService.NextPageLoaded | PartialSearch.PartialLoaded):
            self.load_user_data()

    @on(SearchBar.Submitted)
    def search_entered(self, event: SearchBar.Submitted) -> None:
        """Search for the complete text and go to the results; without any, Enter takes the suggestion."""
        if self.search.has_only_suggestion(event.text):
            return self.search.take_suggestion()
        if self.history.add(event.text):
            self.widgets.search_bar.query_input.earlier = self.history.entries
            self.user_data.save(self.history.save)
        self.search.run(query_transitions.submitted(self.search.query, event.text))
        self.panes.show("results")

    @on(LibraryService.SearchCompleted)
    def show_results(self, event: LibraryService.SearchCompleted) -> None:
        """Show the answer to a query."""
        if self.search.take_answer(event.page, event.years, event.partial):
            self.reading.refresh()
        self.load_user_data()

    @on(ChipRow.Pressed)
    def choose_chip(self, event: ChipRow.Pressed) -> None:
        """Remove an active filter, or filter by a person or country of the document."""
        if event.row is self.widgets.filters:
            self.search.remove_filter(event.choice)
            self.panes.leave_empty_filters()
        else:
            self.search.toggle_filter(event.choice)

    # Reading

    @on(ResultList.CursorMoved)
    @on(Reader.NeighbourRequested)
    @on(LibraryService.DocumentLoaded)
    @on(LibraryService.DocumentMissing)
    def show_document(self, event: ReadingEvent) -> None:
        """Show the document under the cursor."""
        self.reading.handle(event)
        if isinstance(event, LibraryService.DocumentLoaded | LibraryService.DocumentMissing):
            self.document_shown()

    @on(ResultList.OpenRequested)
    def open_document(self, event: ResultList.OpenRequested) -> None:
        """Go to the reader."""
        self.panes.show("reader")
        self.reading.open(event.hit)

    # People and countries

    @property
    def entity_service(self) -> EntityService | None:
        """Reads and corrects people and countries; None as long as the library is not open."""
        return self.people.service

    def reload_entities(self) -> None:
        """Search again, and count possible same persons again."""
        self.search.rerun()
        self.people.count_candidates()

    @on(FacetList.EntityRequested)
    @on(ReaderText.EntityRequested)
    def show_entity(self, event: FacetList.EntityRequested | ReaderText.EntityRequested) -> None:
        """Open the page of a person or country."""
        self.people.show(event.facet)

    @on(FacetList.MergeRequested)
    @on(FacetList.RenameRequested)
    @on(FacetList.HideRequested)
    def correct(self, event: CorrectionEvent) -> None:
        """Merge, rename or hide people and countries."""
        self.corrections.handle(event)

    @on(FacetList.HiddenRequested)
    def list_hidden(self, event: FacetList.HiddenRequested) -> None:
        """List the hidden names."""
        self.people.list_hidden()

    @on(EntityService.CandidatesCounted)
    def show_candidate_count(self, event: EntityService.CandidatesCounted) -> None:
        """Show the number of possible same persons, and the key that lists them."""
        self.people.show_candidate_count(event.pairs)

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
        self.panes.show(pane)

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

    def action_sort(self) -> None:
        """Sort the results in the next order."""
        self.search.run(query_transitions.resorted(self.search.query))

    def action_step(self, steps: int) -> None:
        """Go to another hit, on into the next or previous document."""
        self.reading.step(steps)

    def action_take_suggestion(self) -> None:
        """Search for the suggested query."""
        self.search.take_suggestion()

    def action_suggestions(self) -> None:
        """List possible same persons."""
        self.people.list_suggestions()

    def action_update(self) -> None:
        """Look for changes in the folder."""
        self.updates.update()

    def action_skipped(self) -> None:
        """List the files that could not be read."""
        self.library.list_skipped()

    def action_help(self) -> None:
        """Show all keys and the query language."""
        self.app.push_screen(HelpScreen(self.panes.current, self.settings.keys))
