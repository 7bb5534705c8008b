"""The explorer: search bar, people and countries, results, reader, years. Widgets tell it what happened; it decides."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from index.query import Facet, Filter, Kind, Page, Query, Sort
from tui import external, notices, queries
from tui.history import History
from tui.keys import MAIN
from tui.librarian import Librarian
from tui.library import LibraryLike
from tui.screens.help import HelpScreen
from tui.screens.library_screen import LibraryScreen
from tui.screens.panes import Panes
from tui.settings import Settings
from tui.text import counted, one_line
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_panel import FacetList, FacetPanel
from tui.widgets.filter_bar import FilterBar
from tui.widgets.line_list import LineList
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput, SearchBar
from tui.widgets.status_line import StatusLine
from tui.widgets.timeline import Timeline
from tui.widgets.title_line import TitleLine

_PREVIEW_AFTER = 0.04
"""Seconds the cursor has to rest before the document under it is fetched."""


class MainScreen(LibraryScreen):
    """Mediator of the panes, and owner of the query and its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]
    BINDING_GROUP_TITLE = "Everywhere"

    search_bar = getters.query_one(SearchBar)
    filters = getters.query_one(FilterBar)
    results = getters.query_one(ResultList)
    reader = getters.query_one(Reader)
    years = getters.query_one(Timeline)
    people = getters.query_one("#people", FacetPanel)
    countries = getters.query_one("#countries", FacetPanel)

    def __init__(
        self, open_library: Callable[[], LibraryLike], folder: Path, settings: Settings, history: History
    ) -> None:
        super().__init__(open_library, folder)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middling"), (32, "-tall")]
        self.settings = settings
        self.follows_folder = settings.watch
        self.history = history
        self.panes = Panes(self)
        self.query_now = queries.typed(Query(), "")
        """What is asked."""
        self.page: Page | None = None
        """What is shown."""
        self._preview: Timer | None = None
        self._keep_reading = False
        """Whether the cursor came to another document only because the one being read is gone."""

    def compose(self) -> ComposeResult:
        """The panes, from the top."""
        yield TitleLine()
        yield SearchBar(id="search")
        yield FilterBar(id="filters")
        with Horizontal(id="panes"):
            with Vertical(id="sidebar"):
                yield FacetPanel(Kind.PERSON, "People", id="people")
                yield FacetPanel(Kind.COUNTRY, "Countries", id="countries")
            yield ResultList(id="results")
            yield Reader(measure=self.settings.reading_width, id="reader")
        if self.settings.timeline:
            yield Timeline(id="years")
        yield StatusLine()

    def on_mount(self) -> None:
        """Be ready to type."""
        self.panes.set_sidebar_width(self.settings.sidebar_width)
        self.search_bar.query_input.earlier = self.history.entries
        self.results.explain("Opening the library …")
        self.search_bar.query_input.focus()

    # The library

    def library_opened(self) -> None:
        """Search what is in the bar by now."""
        self.librarian.search(self.query_now)

    def library_grown(self) -> None:
        """Search the same again, around the document under the cursor."""
        hit, cursor = self.results.hit, self.results.cursor
        self.librarian.search(queries.page_around(self.query_now, hit.id if hit else "", cursor))

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
        self.ask(queries.typed(self.query_now, event.text))

    @on(SearchBar.Entered)
    def ask_what_is_entered(self, event: SearchBar.Entered) -> None:
        """Search what is complete, and go there; a suggestion stands for what found nothing."""
        page = self.page
        if page is not None and page.query.text == event.text and not page.total and page.suggestion:
            self.ask_suggestion()
            return
        if self.history.add(event.text):
            self.search_bar.query_input.earlier = self.history.entries
            self.run_worker(self.history.save, thread=True, group="history", exclusive=True, exit_on_error=False)
        self.ask(queries.entered(self.query_now, event.text))
        self.panes.show("results")

    @on(QueryInput.Left)
    def go_down(self) -> None:
        """From the bar to the results, as they are."""
        self.panes.show("results")

    @on(Librarian.Found)
    def take_found(self, event: Librarian.Found) -> None:
        """Show an answer, unless the question has changed meanwhile."""
        if self.librarian.is_stale(event.query) or not queries.same_results(event.query, self.query_now):
            return
        shown = self.page
        if shown is not None and queries.is_shortened(shown, event.page):
            self.query_now = shown.query
            self.search_bar.remark("No document has exactly this; these have words that begin with it.")
            return
        keep = shown is not None and queries.same_results(shown.query, event.query)
        self.show_page(event.page, event.years, keep_place=keep)
        if keep:
            self._look_again()

    def _look_again(self) -> None:
        """The results may have changed below a reader: renew the document, or keep it where it is gone."""
        hit, document = self.results.hit, self.reader.document
        if document is None:
            return
        if hit is not None and hit.id == document.id:
            self.librarian.fetch(document.id, self.query_now, again=True)
        elif self.reader.text.has_focus:
            self._keep_reading = hit is not None
            self.notify("What you read is no longer among the results; it stays until you go on.", markup=False)

    def show_page(self, page: Page, years: tuple[Facet, ...], *, keep_place: bool) -> None:
        """Put an answer on the screen."""
        self.page = page
        query = page.query
        self.results.explain(*notices.of_page(page, self.folder, self.documents, updating=self.librarian.updating))
        self.results.show(page, keep_place=keep_place)
        self.results.border_title = one_line(counted(page.total, "document") if page.total else "Results")
        by_date = query.sort is Sort.RELEVANCE and not query.text.strip()
        order = "newest first" if by_date or query.sort is Sort.NEWEST else f"{query.sort.value} first"
        order = "by relevance" if query.sort is Sort.RELEVANCE and not by_date else order
        self.results.border_subtitle = one_line(f"{order} · {page.took_ms:.0f} ms")
        self.people.show(page.people, queries.marks(query, Kind.PERSON))
        self.countries.show(page.countries, queries.marks(query, Kind.COUNTRY))
        self.filters.show(query, self._label_of)
        if self.settings.timeline:
            self.years.show(years, page.undated, queries.years_of(query))
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
        if self.page is not None and queries.same_results(event.query, self.page.query):
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
            self.ask(queries.without(self.query_now, choice))
            if not self.query_now.filters and self.filters.has_focus:
                self.panes.show("results")
        elif choice.kind is Kind.PERSON and not self.people.knows(choice.key):
            self.search_bar.put(queries.with_person(self.query_now.text, choice.key))
        else:
            self.ask(self.query_now.toggled(choice))

    @on(Timeline.Chosen)
    def choose_years(self, event: Timeline.Chosen) -> None:
        """Narrow to some years, or no longer."""
        self.ask(queries.in_years(self.query_now, event.choice))

    def action_unfilter(self) -> None:
        """Take all filters off."""
        if self.query_now.filters:
            self.ask(queries.unfiltered(self.query_now))

    def action_sort(self) -> None:
        """The next order."""
        self.ask(queries.resorted(self.query_now))

    # Reading

    @on(ResultList.Pointed)
    def preview(self, event: ResultList.Pointed) -> None:
        """Show the document under the cursor once the cursor rests."""
        if self._preview is not None:
            self._preview.stop()
        kept, self._keep_reading = self._keep_reading, False
        if kept and self.reader.text.has_focus:
            return
        self._preview = self.set_timer(_PREVIEW_AFTER, lambda: self.librarian.fetch(event.hit.id, self.query_now))

    @on(Librarian.Fetched)
    def show_document(self, event: Librarian.Fetched) -> None:
        """Show a document, if the cursor is still on it."""
        hit = self.results.hit
        if (
            hit is not None
            and hit.id == event.document.id
            and not (event.again and event.document == self.reader.document)
        ):
            self.reader.show(event.document, event.hits, self._key, keep_place=event.again)

    def _key(self, kind: Kind, label: str) -> str:
        return self.people.key(label) if kind is Kind.PERSON else self.countries.key(label)

    @on(Librarian.Missing)
    def tell_missing(self, event: Librarian.Missing) -> None:
        """Say that a document has gone."""
        self.reader.clear()
        self.notify(event.sentence, severity="warning", markup=False)

    @on(ResultList.Opened)
    def read(self) -> None:
        """Go into the document."""
        self.panes.show("reader")

    @on(Reader.NeighbourWanted)
    def read_neighbour(self, event: Reader.NeighbourWanted) -> None:
        """Read another result."""
        self.results.cursor += event.step

    def action_step(self, steps: int) -> None:
        """Walk from hit to hit."""
        self.reader.text.step(steps)

    def action_quote(self) -> None:
        """Copy words with their source."""
        quote = self.reader.quote()
        if quote:
            self.app.copy_to_clipboard(quote)
            self.notify(f"Copied {counted(len(quote), 'character')}, with the source.", markup=False)

    def action_edit(self) -> None:
        """Open the original file."""
        document = self.reader.document
        if document is None:
            return
        try:
            arguments = external.command(self.settings.editor, os.environ, self.folder / document.path)
            with self.app.suspend():
                trouble = external.run(arguments)
        except (SuspendNotSupported, ValueError) as error:
            trouble = str(error)
        if trouble:
            self.notify(trouble, severity="error", markup=False)

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

    def action_show(self, pane: str) -> None:
        """Go to a pane."""
        self.panes.show(pane)

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

    def action_zoom(self) -> None:
        """One pane alone, or all."""
        self.panes.zoom()

    def action_sidebar(self) -> None:
        """With or without people and countries."""
        self.panes.toggle_sidebar()

    def action_help(self) -> None:
        """All keys, and how to search."""
        self.app.push_screen(HelpScreen(self.panes.current, self.settings.keys))
