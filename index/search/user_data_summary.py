"""Counts of what the user has done with the results of a query, for the explorer."""

from __future__ import annotations

import numpy as np
from whoosh.searching import Searcher

from index.facets.table import FacetTable
from index.model.errors import QueryError
from index.model.field import quoted
from index.model.query import Facet, Kind, Query
from index.model.user_data import SavedSearch, UserDataSummary
from index.search.execute import matching_docs
from index.search.query_names import QueryNames
from index.segments.format.types import Docs
from index.userdata.commit_documents import CommitDocuments
from index.userdata.user_data import UserData


def summarize(
    searcher: Searcher, facets: FacetTable, names: QueryNames, documents: CommitDocuments, data: UserData, query: Query
) -> tuple[Docs, UserDataSummary]:
    """Count the results of a query that are read, starred, tagged, noted and new; returns also the results.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        names: What queries may name beside words.
        documents: The documents of the commit.
        data: The user's.
        query: The query.

    Raises:
        QueryError: it is invalid; never while typing.

    """
    docs = matching_docs(searcher, facets, query, names)
    states = data.reading.states(documents)
    read = int(np.count_nonzero(states[docs]))
    has_read_marks = bool(states.any())
    counts = dict(data.index(documents).counts(docs))
    ordered: dict[str, int] = {term: counts.pop(term) for term in ("is:starred", "has:note") if term in counts}
    if has_read_marks:
        ordered["is:unread"] = len(docs) - read
        ordered["is:read"] = read
    if data.saved.all():
        ordered["is:new"] = int(np.count_nonzero(np.isin(docs, names.new_documents())))
    ordered |= dict(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold())))
    terms = tuple(Facet(Kind.USER_DATA, term, term, count) for term, count in ordered.items() if count)
    return docs, UserDataSummary(query, len(docs), read, has_read_marks, terms)


def count_saved(
    searcher: Searcher, facets: FacetTable, names: QueryNames, docs: Docs, search: SavedSearch
) -> Facet | None:
    """Count the documents of a saved search among some documents; None if there are none, or its query is invalid."""
    try:
        found = matching_docs(searcher, facets, search.query, names)
    except QueryError:  # it was edited by hand, or names a person who is no more
        return None
    count = int(np.count_nonzero(np.isin(docs, found)))
    term = f"saved:{quoted(search.name)}"
    return Facet(Kind.USER_DATA, term, term, count) if count else None
