"""The interface of a library for `tui`, implemented by `index.Library` and by fakes in tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.model.document import Document, Skipped, Span
from index.model.analytics import Axis, Cell, CoOccurrences, Matrix, Timeline, Unit
from index.model.correction_fault import FileProblems
from index.model.entity import Correction, DocumentEntity, EntityPage, Suggestion
from index.model.partial import PartialPage
from index.model.partly_read import PartlyRead
from index.model.progress import Progress, Report
from index.model.query import Hit, Kind, Page, Query
from index.model.step import Step

if TYPE_CHECKING:
    from index.model.comparison import Comparison
    from index.model.explanation import Explanation
    from index.model.similar import SimilarDocuments
    from index.model.thread import Thread
    from index.model.user_data_protocol import MarkedResultsLike, UserDataLike


class AnalyticsLike(Protocol):
    """The analyses of a commit that the explorer shows; see `index.analytics.analytics.Analytics`.

    All of them raise LibraryError: QueryError for an invalid query, EntityNotFound for an unknown key, DocumentNotFound
    for an unknown document.
    """

    def matrix(
        self, query: Query, rows: Axis, columns: Axis, unit: Unit = Unit.DOCUMENT, *, most: int = 1000
    ) -> Matrix:
        """How often names occur together in the results of a query."""
        ...

    def cell(
        self,
        query: Query,
        row: tuple[Kind, str],
        column: tuple[Kind, str],
        unit: Unit = Unit.DOCUMENT,
        *,
        limit: int = 50,
        offset: int = 0,
    ) -> Cell:
        """The places where two names occur together."""
        ...

    def timeline(self, query: Query, step: Step, series: Kind | None = None, *, limit: int = 10) -> Timeline:
        """The results of a query by date, with `series` also those of the most frequent names."""
        ...

    def compare(self, left: Query, right: Query | None = None, *, limit: int = 20) -> Comparison:
        """What stands out in the results of a query, against those of another one or the rest of the library."""
        ...

    def similar(self, doc_id: str, *, limit: int = 20) -> SimilarDocuments:
        """The documents that are most like one."""
        ...

    def folded(self, query: Query, doc_id: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """The results of a query that are folded under one of them."""
        ...

    def thread(self, doc_id: str) -> Thread:
        """The thread of a mail message."""
        ...


class LibraryLike(Protocol):
    """One folder's documents, searchable. Every method may be called from any thread; all but `update` are fast."""

    @property
    def folder(self) -> Path:
        """The folder of the documents."""
        ...

    def search(self, query: Query) -> Page:
        """Answer a query; raises QueryError for an invalid one, unless it is `typing`."""
        ...

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        """Answer a query, first without people, countries, languages, years and suggestion if they take long.

        The last page is that of `search`, the only one that is counted. The pages in between are where a search that
        is no longer wanted can be left. Raises as `search` does.
        """
        ...

    def explain(self, query: Query) -> Explanation | None:
        """How a query is understood, and why its hits are in their order; None without documents."""
        ...

    def search_partial(self, query: Query) -> PartialPage:
        """The documents that have most of a query's words, but not all; raises QueryError as `search` does."""
        ...

    @property
    def analytics(self) -> AnalyticsLike:
        """The analyses of the last commit; raises EntityNotFound for an empty library."""
        ...

    def document(self, doc_id: str, text_hash: str = "") -> Document:
        """A document by its id; raises DocumentNotFound.

        Args:
            doc_id: The id.
            text_hash: The hash of its text when it was read earlier, from `text_key`. If the document is gone, one with
                the same text is found, such as that of its file under a new name.

        """
        ...

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """The hits of a query in a document's text, in code points, ascending and not overlapping.

        They are its words, and the mentions of the people and countries that it asks for, in its text or filters.
        """
        ...

    def document_entities(self, document: Document) -> tuple[DocumentEntity, ...]:
        """The people and countries of a document as the library shows them, most mentions first."""
        ...

    def __len__(self) -> int:
        """The number of searchable documents."""
        ...

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Bring the library up to date; closing the generator cancels. Raises LibraryLocked while another does."""
        ...

    def recognize(self) -> Generator[Progress, None, Report | None]:
        """Do OCR on the files that the last update left for it; None if there is nothing to do. Closing it stops it."""
        ...

    def prepare(self) -> Iterator[None]:
        """Build what the first search would wait for; call it once the library is shown.

        Yields between parts of the work, where it can be left. Raises StorageError or RebuildNeeded.
        """
        ...

    def refresh(self) -> bool:
        """Load the last commit and the corrections; returns whether there was a change."""
        ...

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find a change, until `stop` is set. Raises Unwatchable."""
        ...

    def skipped(self) -> tuple[Skipped, ...]:
        """The files and records that could not be read, and why."""
        ...

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """The files of which some content is in no document."""
        ...

    @property
    def main_language(self) -> str:
        """The most frequent language of the documents, as an ISO 639-1 code; "" where none is known."""
        ...

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """The page of a person or country: name variants, roles, co-occurrences and mentions; raises EntityNotFound.

        Args:
            kind: PERSON or COUNTRY.
            key: The key of its facet.
            query: Only its results count; None for the whole library.
            limit: The greatest number of mentions returned.
            offset: The number of mentions to skip.

        """
        ...

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Possible same persons that the user has not decided about, the likeliest first."""
        ...

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """The same, at once: empty until an update has looked for them."""
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """The user's corrections, in the order of the file."""
        ...

    def correct(self, *corrections: Correction) -> tuple[Correction, ...]:
        """Apply and save corrections, all or none; returns them as saved. Raises CorrectionError."""
        ...

    def withdraw(self, *corrections: Correction) -> Correction:
        """Withdraw saved corrections, all or none, and return the last. Raises CorrectionError."""
        ...

    @property
    def user_data(self) -> UserDataLike | None:
        """Stars, tags, notes, read marks and saved searches; None for a library that was opened without."""
        ...

    @property
    def marked_results(self) -> MarkedResultsLike:
        """What the user has done with the results of queries."""
        ...

    def new_documents(self, name: str, *, limit: int = 50) -> Page:
        """The documents of a saved search that are new since the user last looked at it, without facets.

        Raises UserDataError if there is no such search, QueryError if its query is invalid.
        """
        ...

    @property
    def corrections_problems(self) -> FileProblems | None:
        """Why the file of corrections is not applied, or not all of it; None if it is."""
        ...


class CommandAnalytics(AnalyticsLike, Protocol):
    """The analyses that only commands print."""

    def co_occurrences(
        self,
        kind: Kind,
        key: str,
        query: Query | None = None,
        unit: Unit = Unit.DOCUMENT,
        *,
        limit: int = 50,
        most: int = 10_000,
    ) -> CoOccurrences:
        """The names that occur together with a person or country."""
        ...


class CommandLibrary(LibraryLike, Protocol):
    """What commands use beside that."""

    @property
    def analytics(self) -> CommandAnalytics:
        """The analyses; raises EntityNotFound for an empty library."""
        ...

    @property
    def is_being_built(self) -> bool:
        """Whether another process is reading the documents for the first time, so that not all can be found yet."""
        ...

    uncertain_below: float
    """The confidence below which people come last in a page."""

    def find(self, kind: Kind, name: str) -> str:
        """The key of a person or country by a name, or the only person with a part of it; raises EntityNotFound."""
        ...

    def close(self) -> None:
        """Close the files or the connection."""
        ...
