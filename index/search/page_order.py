"""The order of the hits of a page, and the near-duplicates that are folded under others."""

from __future__ import annotations

import numpy as np

from index.facets.table import FacetTable
from index.model.query import Query
from index.search.evaluate import Matches
from index.segments.format.types import Docs, Scores


def folded(facets: FacetTable, query: Query, matches: Matches, rank: Scores) -> tuple[Scores, dict[int, int]]:
    """The sort keys, infinite for matches that are folded, and the number of matches folded under others.

    Only few matches are near-duplicates, so arrays of all matches are not copied without them.
    """
    if not query.fold:
        return rank, {}
    hidden, best, others = facets.near.folding(matches.docs, rank)
    if not len(hidden):
        return rank, {}
    rank = rank.copy()
    rank[hidden] = np.inf
    has_others = others > 0
    return rank, dict(zip(best[has_others].tolist(), others[has_others].tolist(), strict=True))


def page_order(rank: Scores, query: Query) -> Docs:
    """The indices of the page's hits into the matches, best first; equal ones in the order of the documents.

    Matches with infinite sort keys are left out, see `folded`.
    """
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
    return ordered[rank[ordered] < np.inf]
