"""The user data service: loads stars, tags, notes, read marks and saved searches in threads, and queues changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from corpus.model.document import Document, Span
from index.model.correction_fault import FileProblems
from index.model.errors import LibraryError, QueryError
from index.model.query import Query
from index.model.user_data import DocumentStatus, NewDocuments, PassageNote, SavedSearch, UserDataSummary
from tui.services.user_data_queue import Change, UserDataQueue
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from index.model.user_data_protocol import UserDataLike

_NAMED = 3
"""The number of new documents that are named for each saved search."""


class UserDataService:
    """Loads and changes the user data of one library. Every method returns immediately.

    Args:
        host: The screen that runs the workers and receives the messages.
        library: The open library.
        user_data: Its user data.
        queue: Writes changes.

    """

    @dataclass
    class Loaded(Message):
        """What the user has done with some documents has been loaded."""

        statuses: Mapping[str, DocumentStatus]
        """By document id."""
        tags: tuple[str, ...]
        """All tags, the most frequent first."""
        passages: Mapping[PassageNote, Span | None] = field(default_factory=dict)
        """Where the notes on passages of the open document belong; None for one that no longer fits."""

    @dataclass
    class Summarized(Message):
        """What the user has done with the results of a query has been counted."""

        summary: UserDataSummary

    @dataclass
    class Changed(Message):
        """User data was changed, here without a notice or by another process."""

    @dataclass
    class FileInvalid(Message):
        """A file of user data is invalid, or an entry in it."""

        invalid_files: tuple[FileProblems, ...]

    @dataclass
    class SearchesLoaded(Message):
        """The saved searches, and what is new for each, have been loaded."""

        searches: tuple[NewDocuments, ...]

    @dataclass
    class IdsLoaded(Message):
        """The ids of results to select have been loaded."""

        query: Query
        ids: tuple[str, ...]

    @dataclass
    class RequestFailed(Message):
        """A request failed."""

        sentence: str

    def __init__(self, host: DOMNode, library: LibraryLike, user_data: UserDataLike, queue: UserDataQueue) -> None:
        self._host = host
        self.library = library
        self.user_data = user_data
        self.queue = queue
        self._seen: tuple[object, ...] = ()
        """The content of the files when documents were last loaded."""
        self._reading = threading.Lock()
        """Held while the files are read, so that an invalid one is reported once."""
        self._invalid_files: tuple[FileProblems, ...] = ()
        self._failed = False
        """Whether a read mark could not be written: it is said once."""

    @classmethod
    def of(cls, host: DOMNode, library: LibraryLike, queue: UserDataQueue) -> UserDataService | None:
        """Return the service of a library; None for one that was opened without user data."""
        return None if library.user_data is None else cls(host, library, library.user_data, queue)

    def for_screen(self, host: DOMNode) -> UserDataService:
        """Return a service for the same library with another screen as the host."""
        return UserDataService(host, self.library, self.user_data, self.queue)

    def _run(self, job: Callable[[], None], group: str) -> None:
        self._host.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    # Loading

    def load(self, doc_ids: Sequence[str], document: Document | None) -> None:
        """Load what the user has done with some documents; `Loaded` follows.

        Args:
            doc_ids: The ids of the documents.
            document: The document in the reader, whose annotated passages are found; None for none.

        """
        self._run(partial(self._load, tuple(doc_ids), document), "user-data")

    def _load(self, doc_ids: tuple[str, ...], document: Document | None) -> None:
        from index.userdata.noted_passages import find_passage

        self._read_files()
        self._seen = self.user_data.contents()
        try:
            wanted = dict.fromkeys((*doc_ids, *((document.id,) if document else ())))
            statuses = {each.id: each for each in self.user_data.statuses(tuple(wanted))}
            marks = statuses[document.id].marks if document else None
            places = {note: find_passage(document.text, note) for note in marks.passages} if document and marks else {}
            counts = self.user_data.tags()
            tags = tuple(sorted(counts, key=lambda tag: -counts[tag]))
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))
        else:
            self._post(self.Loaded(statuses, tags, places))

    def count(self, query: Query) -> None:
        """Count what the user has done with the results of a query; `Summarized` follows."""
        self._run(partial(self._count, query), "user-data-counts")

    def _count(self, query: Query) -> None:
        self._read_files()
        try:
            is_used = self.user_data.is_used  # without any, no search is needed
            summary = self.library.marked_results.summary(query) if is_used else UserDataSummary(query)
            self._post(self.Summarized(summary))
        except QueryError:
            pass  # the search itself reports it
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))

    def _read_files(self) -> None:
        """Read the files that have changed, without the lock of the library; report invalid ones once."""
        with self._reading:
            try:
                self.user_data.load()
            except LibraryError:  # a server does not answer: what needs it says so
                return
            if self.user_data.invalid_files != self._invalid_files:
                self._invalid_files = self.user_data.invalid_files
                # Directly to the screen: even if the worker was cancelled meanwhile.
                self._host.post_message(self.FileInvalid(self._invalid_files))

    def refresh(self) -> None:
        """Look for changes that another process or an editor has made; `Changed` follows if there are some."""
        self._run(self._refresh, "user-data-refresh")

    def _refresh(self) -> None:
        self._read_files()
        if any(old is not new for old, new in zip(self._seen, self.user_data.contents(), strict=False)):
            self._post(self.Changed())

    def load_ids(self, query: Query, rows: range | None = None) -> None:
        """Load the ids of all results of a query, or of some rows; `IdsLoaded` follows."""
        self._run(partial(self._load_ids, query, rows), "user-data-ids")

    def _load_ids(self, query: Query, rows: range | None) -> None:
        try:
            if rows is None:
                ids = self.library.marked_results.ids(query)
            else:
                page = self.library.search(replace(query, offset=rows.start, limit=len(rows), around=""))
                ids = tuple(hit.id for hit in page.hits)
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))
        else:
            self._post(self.IdsLoaded(query, ids))

    def load_searches(self) -> None:
        """Load the saved searches; `SearchesLoaded` follows."""
        self._run(self._load_searches, "user-data-searches")

    def _load_searches(self) -> None:
        self._read_files()
        found = tuple(self._with_new(search) for search in self.user_data.saved.all())
        self._post(self.SearchesLoaded(found))

    def _with_new(self, search: SavedSearch) -> NewDocuments:
        try:
            total = self.library.search(replace(search.query, limit=0)).total
            page = self.library.new_documents(search.name, limit=_NAMED)
        except LibraryError as error:  # its query names a tag that is gone, or it was deleted meanwhile
            return NewDocuments(search, 0, 0, error=error)
        return NewDocuments(search, total, page.total, tuple(hit.title for hit in page.hits))

    # Changing

    def put(self, change: Change) -> None:
        """Write a change that can be undone."""
        self.queue.put(change)

    def mark_read(self, doc_id: str) -> None:
        """Mark a document that was just read, without a notice; `Changed` follows."""
        self.queue.save(partial(self._mark_read, doc_id))

    def _mark_read(self, doc_id: str) -> None:
        try:
            if self.user_data.reading.mark([doc_id], is_read=True):
                self._host.post_message(self.Changed())
        except LibraryError as error:
            if not self._failed:
                self._failed = True
                self._host.post_message(self.RequestFailed(error_text(error)))
