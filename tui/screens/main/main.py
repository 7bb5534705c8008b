"""The explorer: search bar, people and countries, results, reader, years. Widgets tell it what happened; it decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from index.model.protocol import LibraryLike
from index.model.query import Facet, Filter, Kind, Page, Query, Sort
from tui.config.history import History
from tui.config.settings import Settings
from tui.input.bindings import MAIN
from tui.input.input_queue import KeysWanted
from tui.screens.help import HelpScreen
from tui.screens.main.panes_view import PaneScreen
from tui.services.library_service import Librarian
from tui.services.user_data_queue import UserDataQueue
from tui.state import empty_state, query_transitions
from tui.text.content import counted, one_line
from tui.text.query_limits import remark_on
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_list import FacetList
from tui.widgets.line_list import LineList
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput, SearchBar
from tui.widgets.timeline import Timeline


class MainScreen(PaneScreen):
    """Mediator of the panes, and owner of the query and its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]
    BINDING_GROUP_TITLE = "Everywhere"

    def __init__(
        self,
        open_library: Callable[[], LibraryLike],
        folder: Path,
        settings: Settings,
        history: History,
        user_data: UserDataQueue,
    ) -> None:
        super().__init__(open_library, folder, settings, user_data)
        self.history = history

    def on_mount(self) -> None:
        """Be ready to type."""
        self.panes.set_sidebar_width(self.settings.sidebar_width)
        self.search_bar.query_input.earlier = self.history.entries
        keys = self.settings.keys.get("search", "slash").split(",")
        self.search_bar.query_input.search_keys = frozenset(key.strip() for key in keys if len(key.strip()) > 1)
        self.results.explain("Opening the library …")
        self.search_bar.query_input.focus()
        self.app.call_later(self.post_message, KeysWanted())  # when it has the focus

    # The library

    def library_opened(self) -> None:
        """Search what is in the bar by now."""
        self.librarian.search(self.query_now)

    def library_grown(self) -> None:
        """Search the same again, around the document under the cursor."""
        hit, cursor = self.results.hit, self.results.cursor
        self.librarian.search(query_transitions.page_around(self.query_now, hit.id if hit else "", cursor))

    def library_failed(self, sentence: str) -> None:
        """Say why, and how to leave."""
        self.results.explain(sentence, "q leaves.")
        self.panes.show("results")

    # Searching

    def ask(self, query: Query) -> None:
        """Another query."""
        self.query_now = query
        self.filters.show(query, self._label_of)
        self.librarian.search(query)

    @on(SearchBar.Typed)
    def ask_while_typing(self, event: SearchBar.Typed) -> None:
        """Search what is there so far."""
        self.ask(query_transitions.typed(self.query_now, event.text))

    @on(SearchBar.Entered)
    def ask_what_is_entered(self, event: SearchBar.Entered) -> None:
        """Search what is complete, and go there; a suggestion stands for what found nothing."""
        page = self.page
        if page is not None and page.query.text == event.text and not page.total and page.suggestion:
            self.ask_suggestion()
            return
        if self.history.add(event.text):
            self.search_bar.query_input.earlier = self.history.entries
            self.user_data.save(self.history.save)
        self.ask(query_transitions.entered(self.query_now, event.text))
        self.panes.show("results")

    @on(QueryInput.Left)
    def go_down(self) -> None:
        """From the bar to the results, as they are."""
        self.panes.show("results")

    @on(Librarian.Found)
    def take_found(self, event: Librarian.Found) -> None:
        """Show an answer, unless the question has changed meanwhile."""
        if self.librarian.is_stale(event.query) or not query_transitions.same_results(event.query, self.query_now):
            return
        shown = self.page
        if shown is not None and query_transitions.is_shortened(shown, event.page):
            self.query_now = shown.query
            self.search_bar.remark("No document has exactly this; these have words that begin with it.")
            return
        # Entered as it was typed, a query mostly finds the same: the cursor may have moved on meanwhile.
        keep = shown is not None and (
            query_transitions.same_results(shown.query, event.query)
            or (shown.query.text, [hit.id for hit in shown.hits])
            == (event.query.text, [hit.id for hit in event.page.hits])
        )
        self.show_page(event.page, event.years, keep_place=keep)
        if keep:
            self.look_again()

    def show_page(self, page: Page, years: tuple[Facet, ...], *, keep_place: bool) -> None:
        """Put an answer on the screen."""
        self.page = page
        query = page.query
        self.results.explain(*empty_state.of_page(page, self.folder, self.documents, updating=self.librarian.updating))
        self.results.show(page, keep_place=keep_place)
        self.results.border_title = one_line(counted(page.total, "document") if page.total else "Results")
        by_date = query.sort is Sort.RELEVANCE and not query.text.strip()
        order = "newest first" if by_date or query.sort is Sort.NEWEST else f"{query.sort.value} first"
        order = "by relevance" if query.sort is Sort.RELEVANCE and not by_date else order
        self.results.border_subtitle = one_line(f"{order} · {page.took_ms:.0f} ms")
        self.people.show(page.people, query_transitions.marks(query, Kind.PERSON), keep_place=keep_place)
        self.countries.show(page.countries, query_transitions.marks(query, Kind.COUNTRY), keep_place=keep_place)
        self.filters.show(query, self._label_of)
        if page.excess is not None:
            self.search_bar.remark(remark_on(page.excess))
        if self.settings.timeline:
            self.years.show(years, page.undated, query_transitions.years_of(query))
        if not page.total and not self.reader.text.has_focus:
            self.reader.clear()

    @on(Librarian.Refused)
    def tell_trouble(self, event: Librarian.Refused) -> None:
        """Say what is wrong with the query, and let it be mended."""
        if not self.librarian.is_stale(event.query):
            self.search_bar.trouble(event.sentence, event.position)
            self.search_bar.query_input.focus()

    @on(ResultList.PageWanted)
    def fetch_more(self, event: ResultList.PageWanted) -> None:
        """Get further results."""
        self.librarian.more(event.query)

    @on(Librarian.FoundMore)
    def take_more(self, event: Librarian.FoundMore) -> None:
        """Add further results, if they still belong here."""
        if self.page is not None and query_transitions.same_results(event.query, self.page.query):
            self.results.add(event.page)

    @on(ResultList.SuggestionTaken)
    def ask_suggestion(self) -> None:
        """Search what was meant."""
        if self.page is not None and self.page.suggestion:
            self.search_bar.put(self.page.suggestion)

    # Filters

    def _label_of(self, choice: Filter) -> str:
        panels = {Kind.PERSON: self.people, Kind.COUNTRY: self.countries}
        return panels[choice.kind].label(choice.key) if choice.kind in panels else choice.key.replace("..", "–")

    @on(FacetList.Toggled)
    def toggle(self, event: FacetList.Toggled) -> None:
        """Filter, or no longer."""
        self.ask(self.query_now.toggled(event.choice))

    @on(ChipRow.Chosen)
    def choose_chip(self, event: ChipRow.Chosen) -> None:
        """Take a filter off, or filter by a person or country of the document."""
        choice = event.choice
        if event.row is self.filters:
            self.ask(query_transitions.without(self.query_now, choice))
            if not self.query_now.filters and self.filters.has_focus:
                self.panes.show("results")
        elif choice.kind is Kind.PERSON and not self.people.knows(choice.key):
            self.search_bar.put(query_transitions.with_person(self.query_now.text, choice.key))
        else:
            self.ask(self.query_now.toggled(choice))

    @on(Timeline.Chosen)
    def choose_years(self, event: Timeline.Chosen) -> None:
        """Narrow to some years, or no longer."""
        self.ask(query_transitions.in_years(self.query_now, event.choice))

    def action_unfilter(self) -> None:
        """Take all filters off."""
        if self.query_now.filters:
            self.ask(query_transitions.unfiltered(self.query_now))

    def action_sort(self) -> None:
        """The next order."""
        self.ask(query_transitions.resorted(self.query_now))

    # Going from pane to pane

    @on(LineList.LeftAtTop)
    def go_up(self) -> None:
        """From the first result to the bar."""
        if self.results.has_focus:
            self.search_bar.query_input.focus()

    def action_search(self) -> None:
        """Type over what is in the bar."""
        self.panes.show("search")
        self.search_bar.take_focus()

    def action_next_pane(self, step: int) -> None:
        """Go round the panes; from the bar, a suggestion is taken first."""
        if self.search_bar.query_input.has_focus and self.page and not self.page.total and self.page.suggestion:
            self.ask_suggestion()
        else:
            self.panes.next(step)

    def action_back(self) -> None:
        """One step back; in the bar, clear it."""
        if self.search_bar.query_input.has_focus:
            self.search_bar.put("")
        else:
            self.panes.back()

    def action_help(self) -> None:
        """All keys, and how to search."""
        self.app.push_screen(HelpScreen(self.panes.current, self.settings.keys))
