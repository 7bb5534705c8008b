"""The order of the hits of a page, and the near-duplicates that are folded under others."""

from __future__ import annotations

import numpy as np

from index.facets.table import FacetTable
from index.model.query import Query
from index.search.evaluate import Matches
from index.segments.format.types import Docs, Scores


def folded(facets: FacetTable, query: Query, matches: Matches, rank: Scores) -> tuple[Matches, Scores, Docs]:
    """The matches that are shown, their sort keys, and the number of near-duplicates folded under each."""
    if not query.fold:
        return matches, rank, np.zeros(len(rank), np.int64)
    shown, near = facets.near.fold(matches.docs, rank)
    return Matches(matches.docs[shown], matches.scores[shown]), rank[shown], near


def page_order(rank: Scores, query: Query) -> Docs:
    """The indices of the page's hits into the matches, best first; equal ones in the order of the documents."""
    wanted = query.offset + query.limit
    if wanted < len(rank):
        # Sort only what is shown. Of the matches as good as the last one shown, take the first.
        best = rank.min()  # often shared by many matches, which then need no partition
        limit = best if np.count_nonzero(rank == best) >= wanted else np.partition(rank, wanted - 1)[wanted - 1]
        places = np.flatnonzero(rank < limit)
        equal = np.flatnonzero(rank == limit)[: wanted - len(places)]
        places = np.concatenate([places, equal])
    else:
        places = np.arange(len(rank))
    ordered: Docs = places[np.argsort(rank[places], kind="stable")][query.offset : wanted]
    return ordered
