"""Analyses of documents in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model.document import Document
from index.model.analytics import Axis, Cell, Matrix, Period, Timeline, Unit
from index.model.comparison import Comparison
from index.model.errors import EntityFault, EntityNotFound
from index.model.query import Hit, Kind, Query
from index.model.similar import SimilarDocuments
from index.model.step import Step
from index.model.thread import Thread


@dataclass(frozen=True)
class FakeAnalytics:
    """Analyses of documents by a scan; those of views fail, because their tests use real libraries."""

    documents: Sequence[Document]
    matches: Callable[[Document, Query], bool]
    threaded: tuple[str, ...]
    """The ids of the messages of a thread."""

    def timeline(self, query: Query, step: Step, series: Kind | None = None, *, limit: int = 10) -> Timeline:
        """Count the dates of the results; no names."""
        length = {Step.YEAR: 4, Step.MONTH: 7, Step.DAY: 10}[step]
        dates = [each.date.isoformat() for each in self.documents if each.date and self.matches(each, query)]
        counts = Counter(date[:length] for date in sorted(dates))
        periods = (Period(key, dt.date.fromisoformat(f"{key}-01-01"[:10]), count) for key, count in counts.items())
        return Timeline(query, step, tuple(periods), (), len(dates), 0)

    def thread(self, doc_id: str) -> Thread:
        """Return the thread that the test has set, or the document alone."""
        return Thread(self.threaded, self.threaded.index(doc_id)) if doc_id in self.threaded else Thread((doc_id,), 0)

    def matrix(
        self, query: Query, rows: Axis, columns: Axis, unit: Unit = Unit.DOCUMENT, *, most: int = 1000
    ) -> Matrix:
        """Fail."""
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)

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
        """Fail."""
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)

    def compare(self, left: Query, right: Query | None = None, *, limit: int = 20) -> Comparison:
        """Fail."""
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)

    def similar(self, doc_id: str, *, limit: int = 20) -> SimilarDocuments:
        """Fail."""
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)

    def folded(self, query: Query, doc_id: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """Fail."""
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)
