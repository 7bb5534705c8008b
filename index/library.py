"""A library: the index of one folder, opened for searching. The door through which `tui` uses `index`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import index.segments.whoosh.imports  # noqa: F401 -- the first import of Whoosh
from corpus.extraction.extractors import BUILT_IN
from corpus.model.document import Document, Skipped, Span
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from index.entities.correction_session import CorrectionSession
from index.entities.registry import EntityRegistry
from index.highlighting.highlighter import highlights
from index.model.correction_fault import FileProblems
from index.model.errors import DocumentNotFound, EntityFault, EntityNotFound, LibraryError, RebuildNeeded, StorageError
from index.model.library_identity import UserDataPlace
from index.model.partial import PartialPage
from index.model.partly_read import PartlyRead
from index.model.progress import Progress, Report
from index.model.query import Kind, Page, Query
from index.storage import checks
from index.storage.index_store import last_commit
from index.storage.lazy_user_data import LazyUserData
from index.storage.snapshot import Snapshot
from index.storage.stepwise_search import prepare_in_steps, search_in_steps
from index.update.updater import Updater

if TYPE_CHECKING:
    from index.analytics.analytics import Analytics
    from index.model.entity import Correction, DocumentEntity, EntityPage, Suggestion
    from index.model.explanation import Explanation
    from index.storage.marked_results import MarkedResults
    from index.userdata.user_data import UserData


class Library:
    """One folder's documents, searchable, made by `open`. Every method may be called from any thread."""

    def __init__(self, updater: Updater, user_data: Path | None) -> None:
        self.folder, self.directory = updater.folder, updater.directory
        self._updater = updater
        self._lock = threading.RLock()  # guards what follows, and the registry and corrections
        self.lazy_user_data = LazyUserData(user_data, self.folder, self.directory, self._lock, updater.sample)
        self._corrections = CorrectionSession(UserDataPlace(user_data).corrections if user_data else None)
        self._refreshing = threading.Lock()
        """Held while the next commit is opened, which a search does not wait for; `_lock` is taken after it."""
        self._snapshot: Snapshot | None = None
        self._loaded: tuple[int, int, int] | None = None
        """The commit opened last; None before the first."""
        self.uncertain_below = 0.0
        """The confidence below which people come last in a page."""

    @classmethod
    def open(
        cls,
        folder: Path,
        directory: Path,
        *,
        create: bool = False,
        user_data: Path | None = None,
        limits: Limits | None = None,
        extractor: str = BUILT_IN,
        options: ReadingOptions | None = None,
    ) -> Self:
        """Open a library at its last commit.

        Args:
            folder: The folder of the documents.
            directory: The directory of the library.
            create: Whether to begin with an empty one where there is none, or none that this version can read.
            user_data: The folder of the user data, which need not exist; None for none.
            limits: How much reading a file may cost.
            extractor: What finds people and countries in an update.
            options: Options of reading, apart from the limits.

        Raises:
            FolderError: there is no such folder.
            LibraryError: there is no library, or it may not or cannot be used.

        """
        folder, readable = checks.check(folder, directory, create=create)
        updater = Updater(folder, directory, limits or Limits(), extractor, options or ReadingOptions())
        library = cls(updater, user_data)
        if readable:
            try:
                library._load()
            except RebuildNeeded as error:
                if not create:  # otherwise the next update rebuilds it
                    checks.advise_rebuild(error, folder, directory)
                    raise
        return library

    @property
    def user_data(self) -> UserData | None:
        """Stars, tags, notes, read marks and saved searches; None for a library that was opened without."""
        return self.lazy_user_data()

    def __len__(self) -> int:
        with self._lock:
            return self._snapshot.documents if self._snapshot else 0

    @property
    def is_being_built(self) -> bool:
        """Whether another process is reading the documents for the first time, so that not all can be found yet."""
        return checks.is_being_built(self.directory)

    def prepare(self) -> Iterator[None]:
        """Build what the first search would wait for, see `LibraryLike.prepare`."""
        return prepare_in_steps(lambda: self._snapshot, self._refreshing)

    def close(self) -> None:
        """Close the files."""
        with self._refreshing, self._lock:
            if self._snapshot:
                self._snapshot.close()
                self._snapshot = None
                self.lazy_user_data.release()

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Update the library in a process of its own, see `index.update.update`; closing the generator cancels it."""
        return self._updater.update(rebuild=rebuild)

    def recognize(self) -> Generator[Progress, None, Report | None]:
        """Do OCR on what needs it; see `Updater.recognize`."""
        return self._updater.recognize()

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find a change in the folder; see `Updater.watch`."""
        return self._updater.watch(stop, ready)

    def skipped(self) -> tuple[Skipped, ...]:
        """The files and records that could not be read, and why, by path."""
        return self._updater.skipped()

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """The files of which some content is in no document, by path."""
        return self._updater.partly_read()

    def search(self, query: Query) -> Page:
        """Answer a query; raises QueryError for an invalid one, unless it is `typing`."""
        *_, page = self.search_in_steps(query)
        return page

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        """Answer a query, first without facets if counting them takes long; see `LibraryLike.search_in_steps`."""
        return search_in_steps(lambda: self._snapshot, self._lock, query, self.uncertain_below)

    def explain(self, query: Query) -> Explanation | None:
        """Explain a query and the scores of its page; None without documents. Raises QueryError as `search` does."""
        with self._lock:
            return self._snapshot.explain(query) if self._snapshot else None

    def search_partial(self, query: Query) -> PartialPage:
        """Find the documents that have most of a query's words; raises QueryError as `search` does."""
        with self._lock:
            return self._snapshot.search_partial(query) if self._snapshot else PartialPage(query, 0)

    @property
    def marked_results(self) -> MarkedResults:
        """What the user has done with the results of queries."""
        return self.lazy_user_data.marked_results(lambda: self._snapshot)

    def new_documents(self, name: str, *, limit: int = 50) -> Page:
        """The documents of a saved search that are new; see `MarkedResults.new_documents`."""
        return self.marked_results.new_documents(name, limit)

    def document(self, doc_id: str, text_hash: str = "") -> Document:
        """A document by its id, a unique prefix, its path, or the hash of its text; raises DocumentNotFound."""
        with self._lock:
            if self._snapshot is None:
                raise DocumentNotFound(doc_id)
            return self._snapshot.document(doc_id, text_hash)

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """The hits of a query in a document, ascending and not overlapping: words, and names it asks for."""
        with self._lock:
            if self._snapshot is None:
                return ()
            highlighter, mentions = self._snapshot.highlighter(query), self._snapshot.mentions(query, document)
        return highlights(highlighter, document.text, mentions, document.language)

    def document_entities(self, document: Document) -> tuple[DocumentEntity, ...]:
        """The people and countries of a document as the library shows them, most mentions first."""
        with self._lock:
            return self._snapshot.document_entities(document) if self._snapshot else ()

    def refresh(self) -> bool:
        """Load the last commit and the corrections; returns whether there was a change."""
        with self._refreshing:
            if self._loaded is None:
                try:
                    self._load()
                except LibraryError:
                    return False
                return True
            with self._lock:
                corrected = self._corrections.reload(self._entities)
            try:
                if last_commit(self.directory) != self._loaded:
                    self._load()
                    return True
            except (RebuildNeeded, StorageError):  # being rebuilt, or unreadable now: the open commit stays
                pass
            return corrected

    @property
    def main_language(self) -> str:
        """The most frequent language of the documents, as an ISO 639-1 code; "" where none is known."""
        with self._lock:
            return self._snapshot.main_language if self._snapshot else ""

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """The page of a person or country, see `LibraryLike.entity`; raises QueryError if the query is invalid."""
        with self._lock:
            return self._opened().entity(kind, key, query or Query(), limit, offset)

    @property
    def analytics(self) -> Analytics:
        """The analyses of the last commit that was opened; raises EntityNotFound for an empty library."""
        with self._lock:
            return self._opened().analytics(self._lock)

    def find(self, kind: Kind, name: str) -> str:
        """The key of a person or country by a name, or the only person with a part of it; raises EntityNotFound."""
        with self._lock:
            try:
                return self._opened().entities.look_up(kind, name)
            except EntityNotFound as error:
                error.folder, error.directory = self.folder, self.directory
                raise

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Possible same persons that the user has not decided about, the likeliest first. May take seconds."""
        with self._lock:
            return self._snapshot.entities.suggestions if self._snapshot else ()

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """The same, at once: empty until an update has looked for them."""
        with self._lock:
            return self._snapshot.entities.known_suggestions() if self._snapshot else ()

    def corrections(self) -> tuple[Correction, ...]:
        """The user's corrections, in the order of the file."""
        return self._corrections.corrections

    def correct(self, *corrections: Correction) -> tuple[Correction, ...]:
        """Apply corrections and append them to the file, all or none; returns those written. Raises CorrectionError."""
        with self._lock:
            written = self._corrections.add(corrections, self._entities)
            if self.user_data:
                self.user_data.remember()
        return written

    def undo(self) -> Correction | None:
        """Withdraw the last correction made through this object; None where none is left. Raises as `withdraw`."""
        return self.withdraw(*last) if (last := self._corrections.undoable()) else None

    def withdraw(self, *corrections: Correction) -> Correction:
        """Remove corrections from the file, all or none; returns the last. Raises CorrectionError if it lacks one."""
        with self._lock:
            self._corrections.withdraw(corrections, self._entities)
        return corrections[-1]

    @property
    def corrections_problems(self) -> FileProblems | None:
        """Why the file of corrections is not applied, or not all of it; None if it is."""
        return self._corrections.problems

    def _opened(self) -> Snapshot:
        if self._snapshot is None:
            raise EntityNotFound(EntityFault.EMPTY_LIBRARY)
        return self._snapshot

    @property
    def _entities(self) -> EntityRegistry | None:
        return self._snapshot.entities if self._snapshot else None

    def _load(self) -> None:
        """Open the last commit, and close the one before it."""
        corrections = self.corrections()
        snapshot = Snapshot.open(self.directory, self._corrections.file, self.lazy_user_data)
        if self._snapshot:  # which can be searched meanwhile
            for _ in snapshot.prepare(self._snapshot):
                pass
        with self._lock:
            if self.corrections() != corrections:  # corrected while the commit was opened
                snapshot.entities.regroup()
            old, self._snapshot, self._loaded = self._snapshot, snapshot, snapshot.commit
            self.lazy_user_data.attach(snapshot)
            if old is not None:
                old.close()
        if old is not None and self.user_data:  # at launch, nothing waits for it
            self.user_data.remember()
