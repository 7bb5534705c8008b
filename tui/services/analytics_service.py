"""The analytics service: runs the analyses of the library in threads and posts them as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from corpus.model.document import Document, Span
from index.model.entity import DocumentEntity
from index.model.errors import LibraryError
from index.model.query import Facet, Filter, Hit, Kind, Query
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.analytics import Axis, Cell, Matrix, Timeline, Unit
    from index.model.comparison import Comparison
    from index.model.explanation import Explanation
    from index.model.protocol import LibraryLike
    from index.model.similar import SimilarDocuments
    from index.model.step import Step

PLACES = 200
"""The greatest number of places of two names that is listed."""


class AnalyticsService:
    """Runs analyses for one screen. Every method returns immediately; of requests of one kind, the last is answered.

    Args:
        host: The screen that runs the workers and receives the messages.
        library: The open library.

    """

    FOLDED = "folded"
    """The group of workers that find folded results."""

    @dataclass
    class MatrixCounted(Message):
        """A matrix has been counted."""

        matrix: Matrix

    @dataclass
    class PlacesFound(Message):
        """The places where two names occur together have been found."""

        cell: Cell

    @dataclass
    class Compared(Message):
        """Two sets of documents have been compared."""

        comparison: Comparison

    @dataclass
    class SimilarFound(Message):
        """The documents like one have been found."""

        similar: SimilarDocuments

    @dataclass
    class Explained(Message):
        """A query has been explained, and the place of one of its results."""

        explanation: Explanation | None
        """None for an empty library."""

    @dataclass
    class FoldedFound(Message):
        """The results that are folded under a hit have been found."""

        query: Query
        doc_id: str
        hits: tuple[Hit, ...]

    @dataclass
    class TrendsCounted(Message):
        """The documents of the most frequent people or countries by period have been counted."""

        kind: Kind
        timeline: Timeline

    @dataclass
    class EntityTimelineCounted(Message):
        """The documents of a person or country by period have been counted."""

        facet: Facet
        timeline: Timeline

    @dataclass
    class DocumentLoaded(Message):
        """A document to be read beside a view has been loaded."""

        document: Document
        hits: tuple[Span, ...]
        """What is highlighted, in code points."""
        entities: tuple[DocumentEntity, ...]
        at: Span | None
        """The place to open it at; None for the first hit."""

    @dataclass
    class AnalysisFailed(Message):
        """An analysis failed."""

        sentence: str
        group: str
        """Which analysis: the group of its worker."""

    def __init__(self, host: DOMNode, library: LibraryLike) -> None:
        self._host = host
        self.library = library

    def _run(self, job: Callable[[], Message], group: str) -> None:
        work = partial(self._answer, job, group)
        self._host.run_worker(work, group=group, thread=True, exclusive=True, exit_on_error=False)

    def _answer(self, job: Callable[[], Message], group: str) -> None:
        worker = get_current_worker()
        try:
            message = job()
        except LibraryError as error:
            message = self.AnalysisFailed(error_text(error), group)
        if not worker.is_cancelled:
            self._host.post_message(message)

    def count_matrix(self, query: Query, rows: Axis, columns: Axis, unit: Unit) -> None:
        """Count a matrix; `MatrixCounted` follows."""
        self._run(lambda: self.MatrixCounted(self.library.analytics.matrix(query, rows, columns, unit)), "matrix")

    def find_places(self, query: Query, row: Facet, column: Facet, unit: Unit) -> None:
        """Find where two names occur together; `PlacesFound` follows."""
        sides = (row.kind, row.key), (column.kind, column.key)
        self._run(lambda: self.PlacesFound(self.library.analytics.cell(query, *sides, unit, limit=PLACES)), "places")

    def compare(self, left: Query, right: Query | None, limit: int) -> None:
        """Compare the results of two queries, or of one with the rest of the library; `Compared` follows."""
        self._run(lambda: self.Compared(self.library.analytics.compare(left, right, limit=limit)), "compare")

    def find_similar(self, doc_id: str) -> None:
        """Find documents like one; `SimilarFound` follows."""
        self._run(lambda: self.SimilarFound(self.library.analytics.similar(doc_id, limit=50)), "similar")

    def explain(self, query: Query, doc_id: str) -> None:
        """Explain a query and the place of one of its results; `Explained` follows."""
        asked = replace(query, around=doc_id, offset=0, limit=1 if doc_id else 0)
        self._run(lambda: self.Explained(self.library.explain(asked)), "explain")

    def find_folded(self, query: Query, doc_id: str) -> None:
        """Find the results that are folded under a hit; `FoldedFound` follows."""
        self._run(lambda: self.FoldedFound(query, doc_id, self.library.analytics.folded(query, doc_id)), self.FOLDED)

    def count_trends(self, query: Query, step: Step, kind: Kind, limit: int) -> None:
        """Count the documents of the most frequent names by period; `TrendsCounted` follows."""
        self._run(
            lambda: self.TrendsCounted(kind, self.library.analytics.timeline(query, step, kind, limit=limit)),
            f"trends {kind}",
        )

    def count_entity(self, facet: Facet, query: Query | None, step: Step) -> None:
        """Count the documents of a person or country by period; `EntityTimelineCounted` follows."""
        scope = query or Query()
        having = replace(scope, filters=(*scope.filters, Filter(facet.kind, facet.key)))
        self._run(
            lambda: self.EntityTimelineCounted(facet, self.library.analytics.timeline(having, step)), "entity timeline"
        )

    def load_document(self, doc_id: str, query: Query, at: Span | None = None) -> None:
        """Load a document with the hits of a query; `DocumentLoaded` follows."""
        self._run(partial(self._load_document, doc_id, query, at), "document")

    def _load_document(self, doc_id: str, query: Query, at: Span | None) -> Message:
        document = self.library.document(doc_id)
        hits = self.library.highlights(query, document)
        return self.DocumentLoaded(document, hits, self.library.document_entities(document), at)
