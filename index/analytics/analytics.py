"""The analyses of a library, as `Library.analytics` gives them to `tui`."""

from __future__ import annotations

from index.analytics.comparison import compare
from index.analytics.matrix import count_matrix
from index.analytics.similar import find_folded, find_near_duplicates, find_similar
from index.analytics.thread import find_thread
from index.analytics.timeline import count_timeline
from index.analytics.together import count_companions, find_together
from index.analytics.view import View
from index.model.analytics import Axis, Cell, CoOccurrences, Matrix, Timeline, Unit
from index.model.comparison import Comparison
from index.model.errors import DocumentNotFound
from index.model.query import Hit, Kind, Query
from index.model.similar import NearDuplicate, SimilarDocuments
from index.model.step import Step
from index.model.thread import Thread
from index.search.execute import numbers_of

_MOST = 1000
"""The default for the number of documents whose mentions are read."""


class Analytics:
    """Analyses of one commit. Every method may be called from any thread, and does not make searches wait.

    All of them raise QueryError for an invalid query, and EntityNotFound for a key that the library does not have.

    Args:
        view: The view of the commit.

    """

    def __init__(self, view: View) -> None:
        self._view = view

    def matrix(
        self, query: Query, rows: Axis, columns: Axis, unit: Unit = Unit.DOCUMENT, *, most: int = _MOST
    ) -> Matrix:
        """Count how often names occur together in the results of a query.

        Args:
            query: The query.
            rows: The names of the rows.
            columns: Those of the columns.
            unit: Within what names are counted together.
            most: The greatest number of documents to read, the newest first; a matrix by DOCUMENT reads none.

        """
        with self._view.reading():
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
        """The places where two names occur together.

        Args:
            query: The query.
            row: The kind and key of the name at whose mentions the places begin.
            column: Those of the other name.
            unit: Within what they occur together.
            limit: The greatest number of places.
            offset: The number of places to skip.

        """
        with self._view.reading():
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
        """The names that occur together with a person or country.

        Args:
            kind: PERSON or COUNTRY.
            key: The key of its facet.
            query: Only its results count; None for the whole library.
            unit: Within what names are counted together.
            limit: The greatest number of people, and of countries.
            most: The greatest number of documents to read, as in `matrix`.

        """
        with self._view.reading():
            return count_companions(self._view, query or Query(), (kind, key), unit, limit, most)

    def timeline(self, query: Query, step: Step, series: Kind | None = None, *, limit: int = 10) -> Timeline:
        """Count the results of a query by date.

        Args:
            query: The query.
            step: The length of a period.
            series: Whether to count people or countries by period, too; None for neither.
            limit: The number of people or countries.

        """
        with self._view.reading():
            return count_timeline(self._view, query, step, series, limit)

    def compare(self, left: Query, right: Query | None = None, *, limit: int = 20) -> Comparison:
        """Find the people, countries and words that stand out in the results of a query.

        Args:
            left: A query.
            right: The query to compare it with; None for the rest of the library.
            limit: The greatest number of people, of countries and of words on each side.

        """
        with self._view.reading():
            return compare(self._view, left, right, limit)

    def similar(self, doc_id: str, *, limit: int = 20) -> SimilarDocuments:
        """Find the documents that are most like one, by its telling words and its names.

        Args:
            doc_id: Its id, a unique prefix of its id, or its path.
            limit: The greatest number of documents.

        Raises:
            DocumentNotFound: there is none, or more than one.

        """
        with self._view.reading():
            return find_similar(self._view, self._number(doc_id), limit)

    def near_duplicates(self, doc_id: str) -> tuple[NearDuplicate, ...]:
        """Find the documents that are folded under one, wherever they are: reprints, shortened, retitled or edited.

        Args:
            doc_id: As for `similar`.

        Raises:
            DocumentNotFound: there is none, or more than one.

        """
        with self._view.reading():
            return find_near_duplicates(self._view, self._number(doc_id))

    def thread(self, doc_id: str) -> Thread:
        """The thread of a mail message; a document that is no message is alone in its thread.

        The first call reads the headers of all messages.

        Args:
            doc_id: As for `similar`.

        Raises:
            DocumentNotFound: there is none, or more than one.

        """
        with self._view.reading():
            return find_thread(self._view, self._number(doc_id))

    def folded(self, query: Query, doc_id: str, *, limit: int = 200) -> tuple[Hit, ...]:
        """The results of a query that are folded under one of them, in their order.

        Args:
            query: A query, whether it folds or not.
            doc_id: The id of a result.
            limit: The greatest number of results.

        Raises:
            DocumentNotFound: there is no such document.

        """
        with self._view.reading():
            return find_folded(self._view, query, self._number(doc_id), limit)

    def _number(self, doc_id: str) -> int:
        """The number of a document by its id, a unique prefix of its id, or its path."""
        numbers = numbers_of(self._view.searcher, doc_id)
        if len(numbers) != 1:
            raise DocumentNotFound(doc_id, len(numbers))
        return numbers[0]
