"""The filters of a query, applied to what matches its text."""

from __future__ import annotations

import numpy as np
from whoosh.searching import Searcher

from index.facets.table import FacetTable
from index.model.query import Filter, Kind, Query
from index.query.date_values import year_query
from index.search.evaluate import Matches, matching
from index.segments.format.types import Docs
from index.segments.searching.doc_sets import locate


def filtered(searcher: Searcher, facets: FacetTable, query: Query, matches: Matches) -> Matches:
    """The matches that pass a filter of every group."""
    for group in query.filter_groups:
        keep = np.zeros(len(matches.docs), bool)
        for choice in group:
            keep |= locate(matches.docs, _having(searcher, facets, choice))[0] ^ choice.exclude
        matches = Matches(matches.docs[keep], matches.scores[keep])
    return matches


def _having(searcher: Searcher, facets: FacetTable, choice: Filter) -> Docs:
    """The documents that have the value of a filter, whether or not it excludes them, in ascending order."""
    return matching(searcher, year_query(choice.key)) if choice.kind is Kind.YEAR else facets.having(choice)
