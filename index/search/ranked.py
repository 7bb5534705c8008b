"""The documents that match a query with its filters, and their order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from whoosh.query import Term
from whoosh.searching import Searcher

from index.facets.table import FacetTable
from index.model.errors import QueryError
from index.model.query import Query, Sort
from index.model.query_fault import QueryFault
from index.query.ast import Everything, Node
from index.query.compiler import Compiler
from index.search.evaluate import Matches, evaluate, matching
from index.search.filters import filtered
from index.segments.format.types import Scores


def matches_of(searcher: Searcher, facets: FacetTable, query: Query, tree: Node, compiler: Compiler) -> Matches:
    """All documents that match a query with its filters, one of each text.

    Raises:
        QueryError: it has no words; never while typing.

    """
    if query.text.strip() and isinstance(tree, Everything) and "*" not in query.text and not query.typing:
        raise QueryError(QueryFault.NO_WORDS, query.text)
    found = evaluate(searcher, compiler.compile(tree))
    return without_duplicates(facets, filtered(searcher, facets, query, found, compiler))


def without_duplicates(facets: FacetTable, matches: Matches) -> Matches:
    """One document of each text."""
    shown = facets.copies.distinct(matches.docs)
    return matches if shown is None else Matches(matches.docs[shown], matches.scores[shown])


def rank_of(matches: Matches, facets: FacetTable, sort: Sort) -> Scores:
    """A sort key for each match, ascending."""
    if not len(matches.docs):
        return matches.scores
    dates = facets.dates[matches.docs]
    if sort is Sort.RELEVANCE and matches.scores.max() == matches.scores.min():
        sort = Sort.NEWEST
    match sort:
        case Sort.RELEVANCE:
            return -matches.scores
        case Sort.NEWEST:
            return -dates.astype(np.float64)
        case Sort.OLDEST:
            return np.where(dates > 0, dates, np.iinfo(np.int64).max).astype(np.float64)


def centred(searcher: Searcher, facets: FacetTable, matches: Matches, rank: Scores, query: Query) -> Query:
    """The query for the page with the document of `around`, or with what it is folded under, if that is a match."""
    if not query.around:
        return query
    number = matching(searcher, Term("id", query.around))
    if query.fold:
        number = np.concatenate((number, *map(facets.near.of, number)))
    place = np.flatnonzero(np.isin(matches.docs, number))
    place = place[rank[place] < np.inf]
    if not len(place) or not query.limit:
        return replace(query, around="")
    at = int(place[0])
    before = int(np.count_nonzero(rank < rank[at]) + np.count_nonzero(rank[:at] == rank[at]))
    return replace(query, offset=before // query.limit * query.limit, around="")
