"""What the user has done with the results of queries over a library on a server: counts, and the ids to select."""

from __future__ import annotations

from dataclasses import replace

from index.model.errors import QueryError
from index.model.field import quoted
from index.model.query import Facet, Kind, Page, Query
from index.model.user_data import SavedSearch, UserDataSummary
from index.opensearch.arrivals import arrived_after
from index.opensearch.compile import NOTHING, boolean, dsl
from index.opensearch.connection import Body
from index.opensearch.own_work import OwnWork
from index.opensearch.scan import VALUES_ONLY, scan
from index.opensearch.server_search import ServerView
from index.opensearch.server_user_data import ServerUserData
from index.query.values import UnknownValue

_MOST_TAGS = 100
"""The number of tags that are counted, the most frequent ones."""
_MOST_SEARCHES = 12
"""The number of saved searches that are counted."""


class ServerMarkedResults:
    """Implements `MarkedResultsLike`.

    Args:
        view: What searches need of the library.
        data: Its user data.
        own_work: Finds the documents of the user's work.

    """

    def __init__(self, view: ServerView, data: ServerUserData, own_work: OwnWork) -> None:
        self._view = view
        self._data = data
        self._own_work = own_work

    def ids(self, query: Query) -> tuple[str, ...]:
        """The ids of all results of a query; raises QueryError if it is invalid."""
        wanted = {**VALUES_ONLY, "docvalue_fields": ["id"]}
        hits = scan(self._view.client, self._view.index, self._view.matching(query), **wanted)
        return tuple(hit["fields"]["id"][0] for hit in hits)

    def new_documents(self, name: str, limit: int) -> Page:
        """The documents of a saved search that are new since the user last looked at it, without facets.

        Raises UserDataError if there is no such search, QueryError if its query is invalid.
        """
        saved = self._data.saved.find(name)
        return self._view.search_among(replace(saved.query, limit=limit), arrived_after(saved.looked))

    def summary(self, query: Query) -> UserDataSummary:
        """Count what users have done with the results of a query; raises QueryError if it is invalid."""
        parts = {"is:read": dsl(self._own_work.read()), **self._parts()}
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": boolean(must=[self._view.matching(query)], scored=False),
            "aggs": {"parts": {"filters": {"filters": parts}}},
        }
        answer = self._view.client.search(index=self._view.index, body=body)
        total = int(answer["hits"]["total"]["value"])
        counts = {term: int(each["doc_count"]) for term, each in answer["aggregations"]["parts"]["buckets"].items()}
        read, has_read_marks = counts.pop("is:read"), bool(self._data.reading.texts())
        ordered = {term: counts.pop(term) for term in ("is:starred", "has:note")}
        if has_read_marks:
            ordered |= {"is:unread": total - read, "is:read": read}
        ordered["is:new"] = counts.pop("is:new", 0)
        saved = {term: counts.pop(term) for term in list(counts) if term.startswith("saved:")}
        ordered |= dict(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold())))
        facets = [Facet(Kind.USER_DATA, term, term, count) for term, count in (ordered | saved).items() if count]
        return UserDataSummary(query, total, read, has_read_marks, tuple(facets))

    def _parts(self) -> dict[str, Body]:
        """The DSL of each term of the query language that is counted."""
        terms = [("is", "starred"), ("note", "*")]
        terms += [("is", "new")] if self._data.saved.all() else []
        terms += [("tag", tag) for tag in self._own_work.own_values("tag")[:_MOST_TAGS]]
        found = {}
        for field, value in terms:
            part = self._own_work.marked(field, value, typing=False)
            name = "has:note" if field == "note" else f"{field}:{quoted(value)}"
            found[name] = NOTHING if isinstance(part, UnknownValue) else dsl(part)  # another user has removed the tag
        for search in self._data.saved.all()[:_MOST_SEARCHES]:
            if (results := self._saved(search)) is not None:
                found[f"saved:{quoted(search.name)}"] = results
        return found

    def _saved(self, search: SavedSearch) -> Body | None:
        """The DSL of a saved search; None if its query, which may name a tag that is gone, is invalid."""
        try:
            return self._view.matching(search.query)
        except QueryError:
            return None
