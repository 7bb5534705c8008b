"""The analyses of a library on a server, as `ServerLibrary.analytics` gives them to `tui`."""

from __future__ import annotations

from dataclasses import replace

from index.model.analytics import Axis, Cell, CoOccurrences, Matrix, Timeline, Unit
from index.model.comparison import Comparison
from index.model.errors import DocumentNotFound
from index.model.query import Hit, Kind, Query
from index.model.server import ServerTarget
from index.model.similar import SimilarDocuments
from index.model.step import Step
from index.model.thread import Thread
from index.opensearch.analytics.comparison import compare
from index.opensearch.analytics.matrix import count_companions, count_matrix, find_together
from index.opensearch.analytics.similar import find_similar
from index.opensearch.analytics.thread import find_thread
from index.opensearch.analytics.timeline import count_timeline
from index.opensearch.compile import boolean
from index.opensearch.connection import Body, reported
from index.opensearch.server_search import ServerView
from index.opensearch.single_document import documents_named

_MOST = 1000
"""The default for the number of documents whose mentions are read."""


class ServerAnalytics:
    """Implements `CommandAnalytics`; all methods raise as those of `Analytics` do, and ServerError.

    Args:
        view: The view of the library.
        target: The library.

    """

    def __init__(self, view: ServerView, target: ServerTarget) -> None:
        self._view = view
        self._target = target

    def matrix(
        self, query: Query, rows: Axis, columns: Axis, unit: Unit = Unit.DOCUMENT, *, most: int = _MOST
    ) -> Matrix:
        """How often names occur together in the results of a query."""
        with reported(self._target):
            return count_matrix(self._view, query, rows, columns, unit, most)

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
        with reported(self._target):
            return find_together(self._view, query, row, column, unit, limit, offset)

    def co_occurrences(
        self,
        kind: Kind,
        key: str,
        query: Query | None = None,
        unit: Unit = Unit.DOCUMENT,
        *,
        limit: int = 50,
        most: int = _MOST,
    ) -> CoOccurrences:
        """The names that occur together with a person or country."""
        with reported(self._target):
            return count_companions(self._view, query or Query(), (kind, key), unit, limit, most)

    def timeline(self, query: Query, step: Step, series: Kind | None = None, *, limit: int = 10) -> Timeline:
        """The results of a query by date, with `series` also those of the most frequent names."""
        with reported(self._target):
            return count_timeline(self._view, query, step, series, limit)

    def compare(self, left: Query, right: Query | None = None, *, limit: int = 20) -> Comparison:
        """What stands out in the results of a query, against those of another one or the rest of the library."""
        with reported(self._target):
            return compare(self._view, left, right, limit)

    def similar(self, doc_id: str, *, limit: int = 20) -> SimilarDocuments:
        """The documents that are most like one, by an id, a unique prefix of it, or a path; raises DocumentNotFound."""
        with reported(self._target):
            return find_similar(self._view, self._fields(doc_id), limit)

    def folded(self, query: Query, doc_id: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """The results of a query that are folded under one of them, in their order; raises DocumentNotFound."""
        with reported(self._target):
            fields = self._fields(doc_id)
            if not fields.get("near"):
                return ()
            group, own = ({"term": {name: {"value": fields[name]}}} for name in ("near", "id"))
            near = boolean(must=[group], must_not=[own])
            return self._view.search_among(replace(query, fold=False, offset=0, limit=limit), near).hits

    def thread(self, doc_id: str) -> Thread:
        """The thread of a mail message; a document that is no message is alone in it. Raises DocumentNotFound."""
        with reported(self._target):
            return find_thread(self._view, self._fields(doc_id))

    def _fields(self, doc_id: str) -> Body:
        """The stored fields of a document by an id, a unique prefix of it, or a path."""
        found = documents_named(self._view.client, self._view.index, doc_id)
        if len(found) != 1:
            raise DocumentNotFound(doc_id, len(found))
        fields: Body = found[0]["_source"]
        return fields
