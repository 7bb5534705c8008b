"""The panes of the explorer: what is on the screen, reading a document, and going from pane to pane."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from index.model.protocol import LibraryLike
from index.model.query import Kind, Page, Query
from tui.config.settings import Settings
from tui.screens.entity.page import EntityScreen
from tui.screens.entity.same_person import SuggestionsScreen
from tui.screens.main.focus import Panes
from tui.screens.main.library import LibraryScreen
from tui.services import editor
from tui.services.entity_service import Registrar
from tui.services.library_service import Librarian
from tui.services.user_data_queue import UserDataQueue
from tui.state import query_transitions
from tui.text.content import counted
from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.filter_bar import FilterBar
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import StatusLine
from tui.widgets.timeline import Timeline
from tui.widgets.title_line import TitleLine

_PREVIEW_AFTER = 0.04
"""Seconds the cursor has to rest before the document under it is fetched."""
_PREVIEW_AFTER_KEY = 0.15
"""The same while typing, when the next key may change the results: longer than between two keys of a quick typist."""


class PaneScreen(LibraryScreen):
    """Has the panes and the document in the reader; a subclass says what they show."""

    search_bar = getters.query_one(SearchBar)
    filters = getters.query_one(FilterBar)
    results = getters.query_one(ResultList)
    reader = getters.query_one(Reader)
    years = getters.query_one(Timeline)
    people = getters.query_one("#people", FacetPanel)
    countries = getters.query_one("#countries", FacetPanel)

    def __init__(
        self, open_library: Callable[[], LibraryLike], folder: Path, settings: Settings, user_data: UserDataQueue
    ) -> None:
        super().__init__(open_library, folder, user_data)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middling"), (32, "-tall")]
        self.settings = settings
        self.panes = Panes(self)
        self.query_now = query_transitions.typed(Query(), "")
        """What is asked."""
        self.page: Page | None = None
        """What is shown."""
        self.follows_folder = settings.watch
        self._preview: Timer | None = None
        self._later: set[frozenset[str]] = set()
        """Pairs of people that the user will be asked about another time."""
        self._opening = False
        """Whether a document was opened that is not in the reader yet."""
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

    # Reading

    @on(ResultList.Pointed)
    def preview(self, event: ResultList.Pointed) -> None:
        """Show the document under the cursor once the cursor rests."""
        self._opening = False
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
        kept, self._keep_reading = self._keep_reading, False
        if kept and self.reader.text.has_focus:
            return
        rest = _PREVIEW_AFTER_KEY if self.search_bar.query_input.has_focus else _PREVIEW_AFTER
        self._preview = self.set_timer(rest, lambda: self._fetch(event.hit.id))

    @property
    def preview_is_due(self) -> bool:
        """Whether the document under the cursor will be fetched when the cursor has rested."""
        return self._preview is not None

    @property
    def is_awaited(self) -> bool:
        """Whether keys are for what is only being fetched: results that were gone to, a document that was opened."""
        if self.results.has_focus:
            shown = self.page is not None and query_transitions.same_results(self.page.query, self.query_now)
            return self.librarian.is_searching and not shown
        return self._opening and self.reader.text.has_focus

    def _fetch(self, doc_id: str) -> None:
        self._preview = None
        self.librarian.fetch(doc_id, self.query_now)

    @on(Librarian.Fetched)
    def show_document(self, event: Librarian.Fetched) -> None:
        """Show a document, if the cursor is still on it."""
        hit = self.results.hit
        if hit is None or hit.id != event.document.id or (event.again and event.document == self.reader.document):
            return
        self._opening = False
        self.reader.show(event.document, event.hits, self._key, keep_place=event.again)

    def look_again(self) -> None:
        """The results may have changed below a reader: renew the document, or keep it where it is gone."""
        hit, document = self.results.hit, self.reader.document
        if document is None:
            return
        if hit is not None and hit.id == document.id:
            self.librarian.fetch(document.id, self.query_now, again=True)
        elif self.reader.text.has_focus:
            self._keep_reading = hit is not None
            self.notify("What you read is no longer among the results; it stays until you go on.", markup=False)

    def _key(self, kind: Kind, label: str) -> str:
        return self.people.key(label) if kind is Kind.PERSON else self.countries.key(label)

    @on(Librarian.Missing)
    def tell_missing(self, event: Librarian.Missing) -> None:
        """Say that a document has gone."""
        self._opening = False
        self.reader.clear()
        self.notify(event.sentence, severity="warning", markup=False)

    @on(ResultList.Opened)
    def read(self, event: ResultList.Opened) -> None:
        """Go into the document."""
        self.panes.show("reader")
        document = self.reader.document
        self._opening = document is None or document.id != event.hit.id
        if self._preview is not None:  # no need to see whether the cursor rests
            self._preview.stop()
            self._fetch(event.hit.id)

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
            arguments = editor.command(self.settings.editor, os.environ, self.folder / document.path)
            with self.app.suspend():
                trouble = editor.run(arguments)
        except (SuspendNotSupported, ValueError) as error:
            trouble = str(error)
        if trouble:
            self.notify(trouble, severity="error", markup=False)

    # Who is who

    @on(FacetList.WhyWanted)
    def show_entity(self, event: FacetList.WhyWanted) -> None:
        """Show the page of a person or country."""
        if self.registrar is not None:
            measure = self.settings.reading_width
            self.app.push_screen(EntityScreen(self.registrar, event.facet, self.query_now, measure))

    @on(FacetList.MergeWanted)
    def merge_facets(self, event: FacetList.MergeWanted) -> None:
        """Make people one."""
        facets = sorted(event.facets, key=lambda facet: -facet.documents)
        self.merge(Kind.PERSON, tuple(each.label for each in facets))

    @on(FacetList.RenameWanted)
    def rename_facet(self, event: FacetList.RenameWanted) -> None:
        """Ask for another name."""
        self.rename(event.facet)

    @on(FacetList.HideWanted)
    def hide_facet(self, event: FacetList.HideWanted) -> None:
        """It is no person or country."""
        self.hide(event.facet)

    @on(Registrar.Open)
    def tell_open(self, event: Registrar.Open) -> None:
        """Say that there are people to be asked about, and with which key."""
        self.people.hint = f"{counted(event.pairs, 'pair')} alike (M)" if event.pairs else ""

    def action_suggestions(self) -> None:
        """Ask about people who may be one."""
        if self.registrar is not None:
            screen = SuggestionsScreen(self.registrar, self._later, self.settings.reading_width)
            self.app.push_screen(screen)

    # Going from pane to pane

    def action_show(self, pane: str) -> None:
        """Go to a pane."""
        self.panes.show(pane)

    def action_zoom(self) -> None:
        """One pane alone, or all."""
        self.panes.zoom()

    def action_sidebar(self) -> None:
        """With or without people and countries."""
        self.panes.toggle_sidebar()
