"""The filters of a query, applied to what matches its text."""

from __future__ import annotations

import numpy as np
from whoosh.searching import Searcher

from index.facets.table import FacetTable
from index.model.errors import QueryError
from index.model.query import Filter, Kind, Query
from index.query.compiler import Compiler
from index.query.date_values import year_query
from index.query.parser import parse
from index.search.evaluate import Matches, matching
from index.segments.format.types import Docs
from index.segments.searching.doc_sets import locate


def filtered(searcher: Searcher, facets: FacetTable, query: Query, matches: Matches, compiler: Compiler) -> Matches:
    """The matches that pass a filter of every group."""
    for group in query.filter_groups:
        keep = np.zeros(len(matches.docs), bool)
        for choice in group:
            keep |= locate(matches.docs, _having(searcher, facets, choice, compiler))[0] ^ choice.exclude
        matches = Matches(matches.docs[keep], matches.scores[keep])
    return matches


def _having(searcher: Searcher, facets: FacetTable, choice: Filter, compiler: Compiler) -> Docs:
    """The documents that have the value of a filter, whether or not it excludes them, in ascending order."""
    match choice.kind:
        case Kind.YEAR:
            return matching(searcher, year_query(choice.key))
        case Kind.USER_DATA:
            try:
                return matching(searcher, compiler.compile(parse(choice.key)))
            except QueryError:  # such as a tag that no document has any more
                return np.zeros(0, np.int64)
        case _:
            return facets.having(choice)
