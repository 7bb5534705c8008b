"""Loads further results as they come into view, and documents with most of the words below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from index.model.errors import LibraryError
from index.model.partial import PartialPage
from index.model.query import Page, Query
from tui.services.library_service import LibraryService
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


class FurtherPages:
    """Loads pages in threads. Both methods return at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class PageLoaded(Message):
        """A further page of results has been loaded."""

        query: Query
        page: Page

    @dataclass
    class PartialLoaded(Message):
        """Documents with most of the words have been found."""

        query: Query
        """The query whose offset counts these documents."""
        page: PartialPage

    @dataclass
    class LoadFailed(Message):
        """A page could not be loaded; what is on the screen stays."""

        query: Query
        offset: int
        """The number of its first result, or of its first document with most of the words; from 0."""
        is_partial: bool
        """Whether it is a page of documents with most of the words."""
        sentence: str

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, query: Query) -> None:
        """Load the results from the query's offset on; `PageLoaded` or `LoadFailed` follows."""
        self._run(lambda library: self._page(library, query), "pages", exclusive=False)

    def load_partial(self, query: Query, offset: int) -> None:
        """Find documents with most of the words, from this one on; `PartialLoaded` or `LoadFailed` follows."""
        # A further page is for the results on the screen; the first page of another query replaces the one before.
        group = "partial pages" if offset else "partial"
        self._run(lambda library: self._partial(library, query, offset), group, exclusive=not offset)

    def _run(self, load: Callable[[LibraryLike], Message], group: str, *, exclusive: bool) -> None:
        library = self._service.library
        if library is not None:
            job = partial(self._post, load, library)
            self._service.host.run_worker(job, group=group, thread=True, exclusive=exclusive, exit_on_error=False)

    def _post(self, load: Callable[[LibraryLike], Message], library: LibraryLike) -> None:
        message = load(library)
        if not get_current_worker().is_cancelled:
            self._service.host.post_message(message)

    def _page(self, library: LibraryLike, query: Query) -> PageLoaded | LoadFailed:
        try:
            return self.PageLoaded(query, next(library.search_in_steps(query)))
        except LibraryError as error:
            return self.LoadFailed(query, query.offset, is_partial=False, sentence=error_text(error))

    def _partial(self, library: LibraryLike, query: Query, offset: int) -> PartialLoaded | LoadFailed:
        try:
            return self.PartialLoaded(query, library.search_partial(replace(query, offset=offset, around="")))
        except LibraryError as error:
            return self.LoadFailed(query, offset, is_partial=True, sentence=error_text(error))
