"""Analyses of documents in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model.document import Document
from index.model.analytics import Period, Step, Timeline
from index.model.query import Kind, Query
from index.model.thread import Thread


@dataclass(frozen=True)
class FakeAnalytics:
    """Analyses of documents by a scan."""

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
