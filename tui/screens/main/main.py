"""The main screen: passes what widgets and services report to the part that decides what to do."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui.config.history import History
from tui.config.settings import Settings
from tui.input.bindings import MAIN
from tui.input.key_queue import ReadyForKeys
from tui.input.marks import Mark
from tui.input.views import View
from tui.screens.entity.corrections import CorrectionEvent
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.main.focus import Panes
from tui.screens.main.navigation import Navigation
from tui.screens.main.own_work import OwnWork, OwnWorkEvent
from tui.screens.main.people import People, PeopleEvent
from tui.screens.main.reading import Reading, ReadingEvent
from tui.screens.main.result_views import ResultViews, ResultViewsEvent
from tui.screens.main.search import Search
from tui.screens.main.search_entry import SearchEntry, SearchEntryEvent
from tui.screens.main.search_event import SearchEvent
from tui.screens.main.take_out import main_take_out
from tui.screens.main.updates import UpdateEvent, Updates
from tui.screens.main.widgets import MainWidgets
from tui.screens.on_each import on_each
from tui.screens.user_data.adopt_dialog import MovedOffer, ask_to_adopt
from tui.services.document_loader import DocumentLoader
from tui.services.entity_service import EntityService
from tui.services.further_pages import FurtherPages
from tui.services.library_service import LibraryOpener, LibraryService
from tui.services.library_updater import LibraryUpdater
from tui.services.session_file import SessionFile
from tui.services.user_data_queue import UserDataQueue
from tui.widgets.chip_row import ChipRow


class MainScreen(EntityAwareScreen):
    """Search bar, people and countries, results, reader and timeline of one library."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]
    BINDING_GROUP_TITLE = "Everywhere"
    TITLE = "Main screen"

    def __init__(
        self,
        open_library: LibraryOpener,
        folder: Path,
        settings: Settings,
        history: History,
        user_data: UserDataQueue,
        session: SessionFile,
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
        self.search_entry = SearchEntry(self.widgets, self.search, self.panes, history, user_data)
        self.reading = Reading(self, self.library, self.search, self.widgets, self.panes)
        self.people = People(self, self.widgets.people, self.search, settings)
        self.own_work = OwnWork(self, self.widgets, self.search, self.panes, settings)
        self.navigation = Navigation(self, self.panes, self.widgets, self.search, self.reading, session, user_data.save)
        self.take_out = main_take_out(self, self.library, self.search, self.widgets, settings, self.navigation.visits)
        parts = self.search, self.panes, self.people, self.navigation
        self.result_views = ResultViews(self, self.widgets, *parts, settings)

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        self.set_size_classes(self.app.size)
        yield from self.widgets.compose()

    def on_mount(self) -> None:
        """Be ready to type, paint, then open the library."""
        self.widgets.title_line.folder = self.folder.name or str(self.folder)
        self.widgets.results.explain("Opening the library …")
        self.search_entry.start(self.settings.keys.get("search", "slash"))
        self.navigation.restore_session()
        self.app.call_later(self.post_message, ReadyForKeys())  # once the search bar has the focus
        self.call_after_refresh(ask_to_adopt, self.app, self._offer, self.library.open)

    def on_unmount(self) -> None:
        """Stop watching the folder."""
        self.library.close()

    @property
    def is_awaited(self) -> bool:
        """Whether the next key is for results or a document that are on their way."""
        return self.search.is_awaited or self.reading.is_document_pending or self.navigation.is_awaited

    @on(LibraryService.Opened)
    def start(self, event: LibraryService.Opened) -> None:
        """Search at once, and update the library meanwhile."""
        self.people.start(EntityService(self, event.library, self.user_data))
        self.own_work.start(event.library, self.user_data)
        self.updates.start(event.documents, event.library.corrections_problems)
        self.search.start()
        self.result_views.start(event.library)

    @on(LibraryService.OpenFailed)
    def show_open_failed(self, event: LibraryService.OpenFailed) -> None:
        """Say why there is no library, and how to leave."""
        self.updates.show_open_failed()
        self.widgets.results.explain(event.sentence, "Press q to quit.")
        self.panes.show("results")

    @on_each(UpdateEvent)
    def show_update(self, event: UpdateEvent) -> None:
        """Show how far the update is, and the documents it committed."""
        self.updates.handle(event)
        if isinstance(event, LibraryUpdater.DocumentsChanged):
            self.search.rerun()
            self.result_views.views.recount()
        elif isinstance(event, LibraryUpdater.UpdateFinished | LibraryUpdater.UpdateStopped):
            self.reload_entities()
            self.own_work.saved_searches.load()

    def recover(self, group: str) -> None:
        """Be ready for requests again after a worker of this group failed."""
        self.library.recover(group)
        self.navigation.finish()

    @on_each(SearchEvent)
    def search_on(self, event: SearchEvent) -> None:
        """Change the query, or show what became of it."""
        self.search.handle(event)
        if isinstance(event, FurtherPages.PageLoaded | FurtherPages.PartialLoaded):
            self.own_work.load_user_data()
        elif isinstance(event, LibraryService.FacetsCounted):
            self.result_views.follow_results()
        elif isinstance(event, ChipRow.Pressed) and event.row is self.widgets.filters:
            self.panes.leave_empty_filters()

    @on_each(SearchEntryEvent)
    def search_entered(self, event: SearchEntryEvent) -> None:
        """Search for what was entered, or move between the search bar and the results."""
        self.search_entry.handle(event)

    @on(LibraryService.SearchCompleted)
    def show_results(self, event: LibraryService.SearchCompleted) -> None:
        """Show the answer to a query."""
        if self.search.take_answer(event):
            self.reading.refresh()
        self.navigation.take_results(event.page)
        self.own_work.load_user_data()
        self.result_views.follow_results()

    @on_each(ReadingEvent)
    def show_document(self, event: ReadingEvent) -> None:
        """Show the document under the cursor."""
        self.navigation.record(event)
        self.reading.handle(event)
        self.navigation.follow(event)
        if isinstance(event, DocumentLoader.DocumentLoaded | DocumentLoader.DocumentMissing):
            self.own_work.follow_reader()

    @on_each(OwnWorkEvent)
    def take_own_work(self, event: OwnWorkEvent) -> None:
        """Show user data, or the selection."""
        self.own_work.handle(event)

    def on_screen_resume(self) -> None:
        """Load what was changed on another screen; Textual calls the handler of the base class, too."""
        self.own_work.load_user_data()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Count the document in the reader as read when that gets the focus."""
        self.own_work.follow_focus(event.widget)

    @on_each(ResultViewsEvent)
    def take_analysis(self, event: ResultViewsEvent) -> None:
        """Show sparklines and near-duplicates, or the results that a view chose."""
        self.result_views.handle(event)

    # People and countries

    @property
    def entity_service(self) -> EntityService | None:
        """Reads and corrects people and countries; None as long as the library is not open."""
        return self.people.service

    def reload_entities(self) -> None:
        """Search again, and count possible same persons again."""
        self.search.rerun()
        self.people.count_candidates()

    @on_each(PeopleEvent)
    def show_people(self, event: PeopleEvent) -> None:
        """Open a page or list of people and countries, or show how many may be the same person."""
        self.people.handle(event)

    @on_each(CorrectionEvent)
    def correct(self, event: CorrectionEvent) -> None:
        """Merge, rename or hide people and countries."""
        self.corrections.handle(event)

    def spoken_parts(self) -> tuple[str, ...]:
        """Return what a screen reader says when it changes."""
        return self.widgets.spoken_parts()

    # Actions

    def action_search(self) -> None:
        """Edit the search."""
        self.search_entry.edit()

    def action_show(self, pane: str) -> None:
        """Go to a pane, or say why it is not there."""
        self.panes.go_to(pane)

    def action_next_pane(self, step: int) -> None:
        """Go to the next or previous pane; in the search bar, Tab takes a completion or suggestion first."""
        self.search_entry.next_pane(step)

    def action_back(self) -> None:
        """Go one step back; in the search bar, clear it."""
        self.search_entry.back()

    def action_layout(self, change: str) -> None:
        """Show the focused pane alone, hide the sidebar, or show a letter over each pane."""
        self.panes.change(change)

    def action_filters(self, change: str) -> None:
        """Clear all filters, or switch the chosen people or countries between all-of and any-of."""
        {"clear": self.search.clear_filters, "any_of": self.navigation.alternate}[change]()

    def action_sort(self) -> None:
        """Sort the results in the next order."""
        self.search.sort()

    def action_step(self, steps: int) -> None:
        """Go to another hit, on into the next or previous document."""
        self.reading.step(steps)

    def action_go(self, to: str, steps: int) -> None:
        """Go back or forward: through visits, which are searches and documents, or through the messages of a thread."""
        {"visit": self.navigation.step, "message": self.reading.step_in_thread}[to](steps)

    def action_mark(self, mark: str) -> None:
        """Star, tag or note on the chosen documents, or mark them as read or unread."""
        self.own_work.mark(Mark(mark))

    def action_save_search(self) -> None:
        """Ask for a name, and save the search."""
        self.own_work.saved_searches.save()

    def action_saved_searches(self) -> None:
        """List the saved searches."""
        self.own_work.saved_searches.show_list()

    def action_fold(self) -> None:
        """Show or hide the results that are folded under the one at the cursor, or all near-duplicates."""
        self.result_views.fold()

    def action_views(self) -> None:
        """Show the menu of views."""
        self.result_views.views.show_menu()

    def action_view(self, name: str) -> None:
        """Open a view of the results."""
        self.result_views.views.open(View(name))

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
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.panes.current, self.settings.keys))
