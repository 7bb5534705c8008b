"""Searches for documents with most of the words of a query, after the documents with all of them are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from index.model.errors import LibraryError
from index.model.partial import PartialPage
from index.model.query import Query
from tui.services.library_service import LibraryService

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


class PartialSearch:
    """Runs partial searches in a thread. `load` returns at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class PartialLoaded(Message):
        """Documents with most of the words have been found."""

        query: Query
        """The query whose offset counts these documents."""
        page: PartialPage

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, query: Query, offset: int) -> None:
        """Search for the documents with most of the words, from this one on."""
        library = self._service.library
        if library is not None:
            # A further page is for the results on the screen; the first page of another query replaces the one before.
            group = "partial pages" if offset else "partial"
            job = partial(self._load, library, query, offset)
            self._service.host.run_worker(job, group=group, thread=True, exclusive=not offset, exit_on_error=False)

    def _load(self, library: LibraryLike, query: Query, offset: int) -> None:
        try:
            page = library.search_partial(replace(query, offset=offset, around=""))
        except LibraryError:
            return  # the search for all words has reported it
        if not get_current_worker().is_cancelled:
            self._service.host.post_message(self.PartialLoaded(query, page))
