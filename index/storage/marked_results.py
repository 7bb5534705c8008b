"""What the user has done with the results of queries: counts, and what is new for saved searches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from index.model.errors import UserDataError
from index.model.query import Page, Query
from index.model.user_data import UserDataSummary
from index.model.user_data_fault import UserDataFailure
from index.search.execute import matching_docs
from index.search.user_data_summary import count_saved, summarize
from index.storage.index_store import reported_reading
from index.storage.snapshot import Snapshot
from index.userdata.user_data import UserData

_MOST_SEARCHES = 12
"""The number of saved searches that are counted: each costs a search."""


class MarkedResults:
    """Looks at the results of queries over the last commit of a library.

    Args:
        snapshot: Returns the open commit; None for an empty library.
        user_data: The user's; None for none.
        lock: The lock of the library.

    """

    def __init__(
        self, snapshot: Callable[[], Snapshot | None], user_data: UserData | None, lock: threading.RLock
    ) -> None:
        self._snapshot = snapshot
        self._user_data = user_data
        self._lock = lock

    def ids(self, query: Query) -> tuple[str, ...]:
        """The ids of all results of a query, in no particular order; raises QueryError if it is invalid."""
        with self._lock:
            if (snapshot := self._snapshot()) is None:
                return ()
            with reported_reading(snapshot.directory):
                docs = matching_docs(snapshot.searcher, snapshot.facets, query, snapshot.names)
                return tuple(f"{number:016x}" for number in snapshot.marked_documents.ids[docs].tolist())

    def summary(self, query: Query) -> UserDataSummary:
        """Count what the user has done with the results of a query; raises QueryError if it is invalid."""
        with self._lock:
            if (snapshot := self._snapshot()) is None or self._user_data is None:
                return UserDataSummary(query)
            names, documents = snapshot.names, snapshot.marked_documents
            with reported_reading(snapshot.directory):
                docs, summary = summarize(snapshot.searcher, snapshot.facets, names, documents, self._user_data, query)
        found = []
        for search in self._user_data.saved.all()[:_MOST_SEARCHES]:
            with self._lock:
                if self._snapshot() is not snapshot:  # another commit was opened, for which it is counted again
                    break
                with reported_reading(snapshot.directory):
                    found.append(count_saved(snapshot.searcher, snapshot.facets, names, docs, search))
            time.sleep(0)  # a search of the user goes first
        return replace(summary, facets=(*summary.facets, *filter(None, found)))

    def new_documents(self, name: str, limit: int) -> Page:
        """The documents of a saved search that are new since the user last looked at it, without facets.

        Raises UserDataError if there is no such search, QueryError if its query is invalid.
        """
        if self._user_data is None:
            raise UserDataError(UserDataFailure.NO_PLACE)
        with self._lock:
            saved = self._user_data.saved.find(name)
            query = replace(saved.query, limit=limit)
            if (snapshot := self._snapshot()) is None:
                return Page(query, 0, 0.0)
            came = self._user_data.arrivals.arrived_after(saved.looked, snapshot.marked_documents)
            return snapshot.search_among(query, came)
