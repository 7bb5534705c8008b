"""The search of the main screen: the query, its answer, and how both are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.model.query import Filter, Kind, Page, Query
from tui.config.settings import Settings
from tui.screens.main.facets import Facets
from tui.screens.main.further_results import FurtherResults
from tui.screens.main.search_event import SearchEvent
from tui.screens.main.widgets import MainWidgets
from tui.services.library_service import LibraryService
from tui.services.period_counts import PeriodCounts
from tui.state import empty_state, query_transitions
from tui.text.content import one_line
from tui.text.hints import note_on_page
from tui.text.numbers import grouped
from tui.text.own_work import term_label
from tui.text.query_label import order_label
from tui.text.results_title import results_title
from tui.widgets import captions
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_list import FacetList
from tui.widgets.line_list import LineList
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import SearchBar
from tui.widgets.timeline import Timeline


class Search:
    """Owns the query and the page of results on the screen.

    Args:
        service: Answers queries, in the background.
        widgets: Where the answer is shown.
        folder: The documents' folder, named where it is empty.
        count_documents: Returns the number of searchable documents.
        settings: Say whether to leave out documents with most of the words.

    """

    def __init__(
        self,
        service: LibraryService,
        widgets: MainWidgets,
        folder: Path,
        count_documents: Callable[[], int],
        settings: Settings,
    ) -> None:
        self._service = service
        self._further = FurtherResults(service, widgets.results)
        self._facets = Facets(service, widgets)
        self._widgets = widgets
        self._folder = folder
        self._count_documents = count_documents
        self.query = query_transitions.typed(Query(all_words=settings.all_words), "")
        """The query as the user has it now; its answer may not be here yet."""
        self.before_change: Callable[[Query], object] = lambda query: None
        """Called with each query that the user makes, while the previous one is still the query."""
        self.rejected: Callable[[], object] = lambda: None
        """Called when there is no answer to the query."""
        self._target = ""
        """The id of the document to put the cursor on in the next answer; "" for the first one."""
        self._read = ""
        """How many results are read."""
        self.page: Page | None = None
        """The answer on the screen, perhaps to an earlier query; None before the first."""

    @property
    def is_answer_pending(self) -> bool:
        """Whether the results on the screen are not those of the query, and the answer is on its way."""
        shown = self.page is not None and query_transitions.same_results(self.page.query, self.query)
        return self._service.is_searching and not shown

    @property
    def is_awaited(self) -> bool:
        """Whether the results have the focus and are on their way."""
        return self._widgets.results.has_focus and self.is_answer_pending

    def handle(self, event: SearchEvent) -> None:
        """Take a change of the query from a widget, or what became of it from the service."""
        match event:
            case SearchBar.Changed(text=text):
                self.run(query_transitions.typed(self.query, text))
            case ChipRow.Pressed(row=row, choice=choice) if row is self._widgets.filters:
                self.run(query_transitions.without(self.query, choice))
            case ChipRow.Pressed(choice=choice):  # a person or country of the document
                self.toggle_filter(choice)
            case FacetList.FilterToggled(choice=choice) | ReaderText.FilterToggled(choice=choice):
                self.toggle_filter(choice)
            case Timeline.FilterToggled(choice=choice):
                self.run(query_transitions.in_years(self.query, choice))
            case Timeline.PeriodsRequested() | PeriodCounts.Counted():
                self._facets.handle(event, self.query)
            case LineList.Painted():
                self._facets.count()
            case ResultList.SuggestionAccepted():
                self.take_suggestion()
            case LibraryService.FacetsCounted():
                self._take_facets(event)
            case LibraryService.SearchRejected(query, sentence, position):
                self._show_rejected(query, sentence, position)
            case _:
                self._further.handle(event, self.page)

    def run(self, query: Query) -> None:
        """Make this the query and search."""
        self.before_change(query)
        self._target = ""
        self.query = query
        self._widgets.filters.show(query, self.filter_label)
        self._service.search(query)

    def put(self, query: Query, doc_id: str) -> None:
        """Make an earlier query the query again, with the cursor on a document; `start` searches for it."""
        self._widgets.search_bar.put_quietly(query.text)
        self.query, self._target = query_transitions.page_at(query, 0), doc_id
        self._widgets.filters.show(query, self.filter_label)

    def start(self) -> None:
        """Search for the query, for the page with the document that the cursor should be on."""
        self._service.search(query_transitions.page_around(self.query, self._target, 0))

    def fold(self, *, fold: bool) -> None:
        """Fold near-duplicates in the results, or not; the cursor stays on its document."""
        if fold != self.query.fold:
            self.query = query_transitions.refolded(self.query, fold=fold)
            self.rerun()

    def rerun(self) -> None:
        """Search again, for the page with the document under the cursor; for the first until the list was used."""
        results = self._widgets.results
        if self._target:  # not shown yet
            self.start()
            return
        self._note_reading()
        hit, cursor = results.hit, min(results.cursor, max(self.page.total - 1, 0) if self.page else 0)
        hit = hit if results.is_used else None
        self._service.search(query_transitions.page_around(self.query, hit.id if hit else "", cursor))

    def take_answer(self, answer: LibraryService.SearchCompleted) -> bool:
        """Show an answer, unless it is stale; True where the results may have changed under the open document."""
        page, partial = answer.page, answer.partial
        newer_is_pending = self._service.start_pending_search()
        if newer_is_pending or not query_transitions.same_results(page.query, self.query):
            self._facets.count()
            return False
        shown = self.page
        if shown is not None and query_transitions.is_shortened(shown, page):
            self.query = shown.query
            self._widgets.search_bar.show_note("No document has this exact word; these have words that begin with it.")
            self._facets.count()
            return False
        # A query that was entered as it was typed mostly finds the same, and the cursor may have moved meanwhile.
        keep_place = not self._target and shown is not None and query_transitions.finds_the_same(shown, page)
        self._show(page, partial.total if partial else 0, keep_place=keep_place)
        self._facets.show(page, answer.years, answer.rest, keep_place=keep_place)
        if partial is not None:
            self._widgets.results.add_partial(partial)
        return keep_place

    def _take_facets(self, event: LibraryService.FacetsCounted) -> None:
        """Show what comes after the results: facets, and what to search for where there are none."""
        shown, self.page = self.page, self._facets.take(event, self.page)
        if self.page is not None and self.page is not shown and self.page.suggestion:
            self._widgets.results.loaded.page = self.page
            self._explain(self.page, self._widgets.results.loaded.partial_total)

    def _show_rejected(self, query: Query, sentence: str, position: int | None) -> None:
        """Show why there is no answer, and no results of another query, unless a newer query is already running.

        Where the query is to be changed, the search bar gets the focus; a server may fail while the user reads.
        """
        if not self._service.start_pending_search():
            self._facets.count()
            self.rejected()
            if self.page is not None and self.page.query.text != query.text:
                nothing = Page(query, 0, 0)
                self._show(nothing, 0, keep_place=False)
                self._facets.show(nothing, (), iter(()), keep_place=False)
                self._widgets.results.explain("No results.", sentence)
            self._widgets.search_bar.show_error(sentence, position or 0)
            if position is not None:
                self._widgets.search_bar.query_input.focus()

    @property
    def suggestion(self) -> str:
        """The query to offer in place of one with few results or none; empty where there is none."""
        return (self.page.suggestion or "") if self.page is not None else ""

    def has_only_suggestion(self, text: str) -> bool:
        """Whether the answer on the screen is to a query with this text, and has no results but a suggestion."""
        is_answered = self.page is not None and self.page.query.text == text
        return is_answered and bool(self.suggestion) and not self._widgets.results.count

    def take_suggestion(self) -> None:
        """Search for the suggested query, as if it were typed."""
        if self.suggestion:
            self._widgets.search_bar.put(self.suggestion)

    def complete(self) -> bool:
        """While the search bar has the focus, take a completion or the suggestion; returns whether there is one."""
        query_input = self._widgets.search_bar.query_input
        if not query_input.has_focus:
            return False
        is_completed = query_input.take_completion()
        if not is_completed:
            self.take_suggestion()
        return is_completed or bool(self.suggestion)

    def sort(self) -> None:
        """Sort the results in the next order."""
        self.run(query_transitions.resorted(self.query))

    def toggle_filter(self, choice: Filter) -> None:
        """Search with another filter, or without it if it is active."""
        self.run(self.query.toggled(choice))

    def alternate(self, kinds: set[Kind]) -> str:
        """Switch the filters of some kinds between all-of and any-of; returns a sentence if there are none."""
        chosen = kinds & query_transitions.included_kinds(self.query)
        if not chosen:
            return "Filter by a person or country first: Space in its list."
        self.run(query_transitions.alternated(self.query, chosen))
        return ""

    def clear_filters(self) -> None:
        """Search without any filter."""
        if self.query.filters:
            self.run(query_transitions.unfiltered(self.query))

    def filter_label(self, choice: Filter) -> str:
        """What an active filter is called on the screen."""
        if choice.kind is Kind.USER_DATA:
            return term_label(choice.key)
        panel = dict(self._widgets.facets()).get(choice.kind)
        return panel.label(choice.key) if panel is not None else choice.key.replace("..", "–")

    def take_query(self, query: Query) -> None:
        """Search for a complete query with filters and order, such as a saved one."""
        self._widgets.search_bar.put_quietly(query.text)
        self.run(replace(query_transitions.submitted(query, query.text), all_words=self.query.all_words))

    def show_subtitle(self, read: str | None = None) -> None:
        """Show below the results how many are selected and read, and their order.

        Args:
            read: How many are read; None for no change.

        """
        self._read = self._read if read is None else read
        if self.page is not None:
            selected = len(self._widgets.results.selected)
            parts = [f"{grouped(selected)} selected" if selected else "", self._read, order_label(self.page.query)]
            captions.show_subtitle(self._widgets.results, one_line(" · ".join(filter(None, parts))))

    def _note_reading(self) -> None:
        """Keep the cursor on the document in the reader while that has the focus, however it got it."""
        self._widgets.results.was_used |= self._widgets.reader.text.has_focus

    def _show(self, page: Page, partial: int, *, keep_place: bool) -> None:
        self.page = page
        self._note_reading()
        query, widgets = page.query, self._widgets
        target, self._target = self._target, ""
        widgets.search_bar.clear_error()
        widgets.results.show(page, keep_place=keep_place, doc_id=target)
        documents = None if self._service.updating else self._count_documents()
        captions.show_title(widgets.results, one_line(results_title(page, documents)))
        self.show_subtitle(self._read if keep_place else "")
        widgets.filters.show(query, self.filter_label)
        if page.completion:
            widgets.search_bar.query_input.offer(query.text, page.completion)
        self._explain(page, partial)
        if not (page.total or partial) and not widgets.reader.text.has_focus:
            widgets.reader.clear()

    def _explain(self, page: Page, partial: int) -> None:
        """Say why there are no results, or how the query was read."""
        updating, documents = self._service.updating, self._count_documents()
        self._widgets.results.explain(*empty_state.of_page(page, self._folder, documents, updating=updating))
        if note := note_on_page(page, partial):
            self._widgets.search_bar.show_note(note)
