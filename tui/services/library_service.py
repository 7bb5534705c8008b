"""The library service: calls the library in threads and posts the results as messages. It knows no widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, get_current_worker

from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, QueryError
from index.model.partial import PartialPage
from index.model.query import Facet, Page, Query
from tui.services.failures import prepared, sentence_of
from tui.services.folder_watcher import FolderWatcher
from tui.services.library_updater import LibraryUpdater
from tui.services.skipped_files import list_skipped
from tui.state.query_transitions import without_years, years_of
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

LibraryOpener: TypeAlias = "Callable[[], LibraryLike]"
"""Opens the library; called in a thread. Raises LibraryError or CorpusError."""


class LibraryService:
    """Calls the library in threads and posts the results to a screen. Every method returns immediately.

    Args:
        host: Runs the workers and receives the messages.
        open_library: Opens the library.

    """

    @dataclass
    class Opened(Message):
        """The library has been opened."""

        library: LibraryLike
        documents: int

    class Prepared(Message):
        """What searches use has been built, after the library was opened."""

    @dataclass
    class OpenFailed(Message):
        """The library could not be opened."""

        sentence: str

    @dataclass
    class SearchCompleted(Message):
        """A query has been answered."""

        query: Query
        page: Page
        years: tuple[Facet, ...]
        """Documents per year, without the filter for years."""
        partial: PartialPage | None = None
        """The documents with most of the words, if none has all of them; otherwise they are loaded later."""
        rest: Iterator[Page] = field(default_factory=lambda: iter(()))
        """Yields the page with its facets, if they are not counted yet; pass it to `count_facets`."""

    @dataclass
    class FacetsCounted(Message):
        """The facets of results that were shown without them have been counted, or could not be."""

        shown: Page
        """The page without them."""
        page: Page
        years: tuple[Facet, ...]
        """Documents per year, without the filter for years."""
        rest: Iterator[Page] = field(default_factory=lambda: iter(()))
        """Goes on counting, where that was interrupted by another search: `page` is not counted then."""
        problem: str = ""
        """Why they were not counted."""

    @dataclass
    class SearchRejected(Message):
        """A query is invalid or failed."""

        query: Query
        sentence: str
        position: int | None
        """The position of the error in the query's text, in code points; None where the query is not its cause."""

    def __init__(self, host: DOMNode, open_library: LibraryOpener) -> None:
        self.host = host
        """The node that runs the workers and receives the messages."""
        self._open_library = open_library
        self._library: LibraryLike | None = None
        self._running: Query | None = None
        """The query being answered."""
        self._pending: Query | None = None
        """The query to answer next."""
        self.watcher = FolderWatcher(host.post_message)
        self.updater = LibraryUpdater(host)

    def _run(self, job: Callable[[], None], group: str, *, exclusive: bool = True) -> Worker[None]:
        return self.host.run_worker(job, group=group, thread=True, exclusive=exclusive, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self.host.post_message(message)

    def open(self) -> None:
        """Open the library; `Opened` or `OpenFailed` follows."""
        self._run(self._open, "open")

    def _open(self) -> None:
        try:
            self._library = self._open_library()
        except (LibraryError, CorpusError) as error:
            self._post(self.OpenFailed(sentence_of(error)))
        else:
            self._post(self.Opened(self._library, len(self._library)))
            if prepared(self._library, lambda: not get_current_worker().is_cancelled):
                self._post(self.Prepared())

    def search(self, query: Query) -> None:
        """Answer a query. While one is running, only the latest further query is kept; the others are dropped.

        Concurrent searches would slow each other down (one interpreter), and a debounce delay would be noticeable.
        """
        if self._library is None or self._running is not None:
            self._pending = query
            return
        self._running = query
        self._run(partial(self._search, self._library, query), "search", exclusive=False)

    def _search(self, library: LibraryLike, query: Query) -> None:
        try:
            rest = library.search_in_steps(query)
            page = next(rest)
            partial_page = library.search_partial(replace(query, offset=0)) if not page.total else None
            years = self._years(library, page) if page.is_counted else ()
        except LibraryError as error:
            at = error.position or 0 if isinstance(error, QueryError) else None
            self._post(self.SearchRejected(query, error_text(error), at))
        else:
            self._post(self.SearchCompleted(query, page, years, partial_page, rest))

    def count_facets(self, shown: Page, rest: Iterator[Page]) -> None:
        """Count the facets of results that are shown without them, once they are painted; `FacetsCounted` follows."""
        if self._library is not None:
            self._run(partial(self._count_facets, self._library, shown, rest), "facets")

    def _count_facets(self, library: LibraryLike, shown: Page, rest: Iterator[Page]) -> None:
        try:
            for page in rest:
                if page.is_counted:
                    self._post(self.FacetsCounted(shown, page, self._years(library, page)))
                elif self.is_searching:  # a key must not wait for facets that it replaces
                    self._post(self.FacetsCounted(shown, shown, (), rest))
                    return
        except LibraryError as error:  # a library on disk changed meanwhile, and is searched again
            from index.model.server import ServerError  # rare

            if isinstance(error, ServerError):
                self._post(self.FacetsCounted(shown, shown, (), problem=error_text(error)))

    @staticmethod
    def _years(library: LibraryLike, page: Page) -> tuple[Facet, ...]:
        """The documents per year, without the filter for years."""
        if not years_of(page.query):
            return page.years
        return library.search(replace(without_years(page.query), limit=1, around="")).years

    @property
    def library(self) -> LibraryLike | None:
        """The library; None as long as it is not open."""
        return self._library

    @property
    def is_searching(self) -> bool:
        """Whether a query is running or pending."""
        return self._running is not None or self._pending is not None

    def start_pending_search(self) -> bool:
        """Start the pending search after the running one is answered; returns False if there is none."""
        self._running, pending, self._pending = None, self._pending, None
        if pending is not None:
            self.search(pending)
        return pending is not None

    def recover(self, group: str) -> None:
        """Accept requests again after a worker of this group failed."""
        if group == "search":
            self._running = None
        elif group == "update":
            self.updater.is_updating = False

    @property
    def updating(self) -> bool:
        """Whether an update is running."""
        return self.updater.is_updating

    def update(self, *, rebuild: bool = False) -> None:
        """Update the library; see `LibraryUpdater.update`."""
        if self._library is not None:
            self.updater.update(self._library, rebuild=rebuild)

    def recognize(self) -> None:
        """Start OCR of what needs it; see `LibraryUpdater.recognize`."""
        if self._library is not None:
            self.updater.recognize(self._library)

    def refresh(self) -> None:
        """Open commits made by another process; see `LibraryUpdater.refresh`."""
        if self._library is not None:
            self.updater.refresh(self._library)

    def watch(self) -> None:
        """Start to watch the folder; the messages of `FolderWatcher` follow."""
        if self._library is not None:
            self.watcher.start(self._library)

    def close(self) -> None:
        """Stop watching the folder."""
        self.watcher.stop()

    def list_skipped(self) -> None:
        """Load the lists of files that were skipped or read in part; `SkippedListed` follows."""
        if self._library is not None:
            library = self._library
            self._run(lambda: self._post(list_skipped(library)), "skipped")
