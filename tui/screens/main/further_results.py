"""The results after the first page on the main screen, and those with most of the words, as they come into view."""

from __future__ import annotations

from typing import TypeAlias

from index.model.query import Page, Query
from tui.services.further_pages import FurtherPages
from tui.services.library_service import LibraryService
from tui.state.query_transitions import same_results
from tui.widgets.result_list import ResultList

FurtherEvent: TypeAlias = (
    ResultList.PageRequested
    | ResultList.PartialRequested
    | FurtherPages.PageLoaded
    | FurtherPages.PartialLoaded
    | FurtherPages.LoadFailed
)
"""The requests of the list, and what became of them."""


class FurtherResults:
    """Loads the pages that the list of results requests, and adds them to it.

    Args:
        service: Knows the library.
        results: The list.

    """

    def __init__(self, service: LibraryService, results: ResultList) -> None:
        self._pages = FurtherPages(service)
        self._results = results
        self._said: tuple[Query, str] | None = None
        """A query, and the sentence that was said about a page of its results."""

    def handle(self, event: FurtherEvent, shown: Page | None) -> None:
        """Load a page; or add it, or say why it is missing, if the results on the screen are still the same."""
        match event:
            case ResultList.PageRequested(query=query):
                self._pages.load(query)
            case ResultList.PartialRequested(query=query, offset=offset):
                self._pages.load_partial(query, offset)
            case _ if shown is None or not same_results(event.query, shown.query):
                return
            case FurtherPages.PageLoaded(page=page):
                self._said = None
                self._results.add(page)
            case FurtherPages.PartialLoaded(page=page):
                self._said = None
                self._results.add_partial(page)
            case FurtherPages.LoadFailed():
                self._results.loaded.ask_again(event.offset, is_partial=event.is_partial)
                self._say(event, shown.query)

    def _say(self, failed: FurtherPages.LoadFailed, shown: Query) -> None:
        """Say why a page is missing, once for the same results; not while typing, with every key."""
        is_first = failed.is_partial and not failed.offset and failed.query.typing
        if not is_first and self._said != (shown, failed.sentence):
            self._said = shown, failed.sentence
            self._results.notify(failed.sentence, severity="warning", markup=False)
