"""Asks the library, in threads; what it answers comes back as messages. Nothing here touches a widget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, get_current_worker

from corpus.model.document import Document, Skipped, Span
from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, LibraryLocked, QueryError
from index.model.progress import Progress, Report
from index.model.protocol import LibraryLike
from index.model.query import Facet, Page, Query
from tui.services.failures import sentence_of
from tui.state.query_transitions import without_years, years_of
from tui.text.remedies import error_text

_TELL_EVERY = 0.1
"""Seconds between two words about how far an update is: the screen has better to do than to count."""


class Librarian:
    """The library's side of the explorer. All methods but `opened` return at once."""

    @dataclass
    class Opened(Message):
        """The library is there."""

        library: LibraryLike
        documents: int

    @dataclass
    class Failed(Message):
        """The library could not be opened."""

        sentence: str

    @dataclass
    class Found(Message):
        """A query is answered."""

        query: Query
        page: Page
        years: tuple[Facet, ...]
        """Of the results over all years, where the query is narrowed to some."""

    @dataclass
    class FoundMore(Message):
        """A further page of the same results."""

        query: Query
        page: Page

    @dataclass
    class Refused(Message):
        """A query could not be answered."""

        query: Query
        sentence: str
        position: int

    @dataclass
    class Fetched(Message):
        """A document is here to be read."""

        document: Document
        hits: tuple[Span, ...]
        again: bool = False
        """True where it was on the screen already, and may have changed."""

    @dataclass
    class Missing(Message):
        """A document is not in the library any more."""

        doc_id: str
        sentence: str

    @dataclass
    class Moved(Message):
        """An update has come further."""

        progress: Progress

        def can_replace(self, message: Message) -> bool:
            """Only the latest counts."""
            return isinstance(message, Librarian.Moved)

    @dataclass
    class Updated(Message):
        """An update has ended."""

        report: Report

    @dataclass
    class Stopped(Message):
        """An update could not be done, or not to its end."""

        sentence: str
        locked: bool
        """True where another process is writing."""

    @dataclass
    class Grown(Message):
        """Other documents have become searchable."""

        documents: int

    class Stirred(Message):
        """Something has changed in the folder."""

    @dataclass
    class Unwatched(Message):
        """Changes in the folder will not be noticed."""

        sentence: str

    @dataclass
    class Left(Message):
        """What could not be read."""

        skipped: tuple[Skipped, ...]
        trouble: str = ""  # why that is not known, in one sentence

    def __init__(self, host: DOMNode, open_library: Callable[[], LibraryLike]) -> None:
        self._host = host
        self._open_library = open_library
        self._library: LibraryLike | None = None
        self._asked: Query | None = None
        self._next: Query | None = None
        self.updating = self.watching = False
        """Whether changes in the folder are noticed now."""
        self._stop = threading.Event()
        self._refresher: Worker[None] | None = None

    def _run(self, job: Callable[[], None], group: str, *, exclusive: bool = True) -> Worker[None]:
        return self._host.run_worker(job, group=group, thread=True, exclusive=exclusive, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    def open(self) -> None:
        """Open the library."""
        self._run(self._open, "open")

    def _open(self) -> None:
        try:
            self._library = self._open_library()
        except (LibraryError, CorpusError) as error:
            self._post(self.Failed(sentence_of(error)))
        else:
            self._post(self.Opened(self._library, len(self._library)))
            self._library.prepare()

    def search(self, query: Query) -> None:
        """Answer this query; while another is being answered, the latest waits and those between are dropped.

        Searches side by side would share one interpreter, and a pause before searching would be felt.
        """
        if self._library is None or self._asked is not None:
            self._next = query
            return
        self._asked = query
        self._run(partial(self._search, self._library, query), "search", exclusive=False)

    def _search(self, library: LibraryLike, query: Query) -> None:
        try:
            page = library.search(query)
            years = page.years
            if years_of(query):
                years = library.search(replace(without_years(query), limit=1)).years
        except LibraryError as error:
            position = error.position if isinstance(error, QueryError) else 0
            self._post(self.Refused(query, error_text(error), position))
        else:
            self._post(self.Found(query, page, years))

    @property
    def is_searching(self) -> bool:
        """Whether a query is not answered yet."""
        return self._asked is not None or self._next is not None

    def is_stale(self, query: Query) -> bool:
        """Note that this query has been answered; True where a later one is asked already."""
        self._asked, waiting, self._next = None, self._next, None
        if waiting is not None:
            self.search(waiting)
        return waiting is not None

    def recover(self, group: str) -> None:
        """Be ready again after a job of this group has failed."""
        if group == "search":
            self._asked = None
        elif group == "update":
            self.updating = False

    def more(self, query: Query) -> None:
        """Fetch a further page of results."""
        if self._library is not None:
            self._run(partial(self._more, self._library, query), "more", exclusive=False)

    def _more(self, library: LibraryLike, query: Query) -> None:
        try:
            self._post(self.FoundMore(query, library.search(query)))
        except LibraryError as error:
            self._post(self.Refused(query, error_text(error), 0))

    def fetch(self, doc_id: str, query: Query, *, again: bool = False) -> None:
        """Fetch a document, and where the query's words stand in it; `again` if it is on the screen already."""
        if self._library is not None:
            self._run(partial(self._fetch, self._library, doc_id, query, again), "fetch")

    def _fetch(self, library: LibraryLike, doc_id: str, query: Query, again: bool) -> None:
        try:
            document = library.document(doc_id)
            hits = library.highlights(query, document)
        except LibraryError as error:
            self._post(self.Missing(doc_id, error_text(error)))
        else:
            self._post(self.Fetched(document, hits, again))

    def update(self, *, rebuild: bool = False) -> None:
        """Bring the library up to date, unless that is being done."""
        if self._library is not None and not self.updating:
            self.updating = True
            self._run(partial(self._update, self._library, rebuild), "update", exclusive=False)

    def _update(self, library: LibraryLike, rebuild: bool) -> None:
        worker = get_current_worker()
        steps = library.update(rebuild=rebuild)
        told = -_TELL_EVERY
        try:
            while not worker.is_cancelled:
                progress = next(steps)
                if progress.committed:
                    library.refresh()
                    self._post(self.Grown(len(library)))
                if time.monotonic() - told >= _TELL_EVERY:
                    told = time.monotonic()
                    self._post(self.Moved(progress))
        except StopIteration as end:
            library.refresh()
            self._post(self.Updated(end.value))
        except (LibraryError, CorpusError) as error:
            self._post(self.Stopped(sentence_of(error), isinstance(error, LibraryLocked)))
        finally:
            steps.close()

    def refresh(self) -> None:
        """See whether another process has committed documents, unless that is being looked at."""
        if self._library is None or self.updating or (self._refresher and not self._refresher.is_finished):
            return  # not exclusive: a cancelled one would have opened the commit, and not have said so
        self._refresher = self._run(partial(self._refresh, self._library), "refresh", exclusive=False)

    def _refresh(self, library: LibraryLike) -> None:
        try:
            if library.refresh():
                self._post(self.Grown(len(library)))
        except LibraryError as error:
            self._post(self.Stopped(sentence_of(error), locked=False))

    def watch(self) -> None:
        """Tell of changes in the folder from now on."""
        if self._library is not None:
            # No worker: the application waits for those when it ends.
            threading.Thread(target=self._watch, args=(self._library,), name="watch", daemon=True).start()

    def _watch(self, library: LibraryLike) -> None:
        def begin() -> None:
            self.watching = True

        try:
            for _ in library.watch(self._stop, begin):
                self._host.post_message(self.Stirred())
        except CorpusError as error:
            self._host.post_message(self.Unwatched(sentence_of(error)))
        finally:
            self.watching = False

    def close(self) -> None:
        """Watch no longer."""
        self._stop.set()

    def list_skipped(self) -> None:
        """Fetch what could not be read."""
        if self._library is not None:
            self._run(partial(self._list_skipped, self._library), "skipped")

    def _list_skipped(self, library: LibraryLike) -> None:
        try:
            self._post(self.Left(library.skipped()))
        except LibraryError as error:
            self._post(self.Left((), error_text(error)))
