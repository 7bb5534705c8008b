"""The results of a query over a library on a server by year, month or day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from index.analytics.timeline import counts_by_period, periods_of
from index.model.analytics import Series, Timeline
from index.model.query import Facet, Kind, Query
from index.model.step import Step
from index.opensearch.analytics.counts import name_query, total_of
from index.opensearch.compile import boolean
from index.opensearch.connection import Body
from index.opensearch.facets import SPARE
from index.opensearch.scan import buckets_of
from index.opensearch.server_search import ServerView

_PAGE = 2000
"""Dates of one request."""
_MOST_BUCKETS = 50_000
"""Counts of one request; the server allows 65 536."""


def count_timeline(view: ServerView, query: Query, step: Step, series: Kind | None, limit: int) -> Timeline:
    """Count the results of a query by date, all of them and exactly; see `Analytics.timeline`."""
    found = view.matching(query)
    dated = boolean(must=[found, {"exists": {"field": "date"}}], scored=False)
    names = view.facets(dated, series, limit + SPARE)[:limit] if series else ()
    dates = list(_dates(view, dated, names))
    ordinals = np.array([date for date, _, _ in dates], np.int64)
    periods, at = periods_of(ordinals, np.array([count for _, count, _ in dates], np.int64), step)
    total = total_of(view, found)
    return Timeline(
        query=query,
        step=step,
        periods=periods,
        series=tuple(
            Series(facet, tuple(counts_by_period(at, np.array(column, np.int64), len(periods))))
            for facet, column in zip(names, zip(*(counts for _, _, counts in dates), strict=True), strict=False)
        ),
        total=total,
        undated=total - sum(count for _, count, _ in dates),
    )


def _dates(view: ServerView, query: Body, names: tuple[Facet, ...]) -> Iterator[tuple[int, int, list[int]]]:
    """Each date of some dated documents, with the number of its documents, and with that of each name."""
    filters = {str(number): name_query(facet.kind, facet.key) for number, facet in enumerate(names)}
    more: Mapping[str, Body] = {"names": {"filters": {"filters": filters}}} if names else {}
    page = max(1, min(_PAGE, _MOST_BUCKETS // (len(names) + 1)))
    for bucket in buckets_of(view.client, view.index, query, "date", page=page, more=more):
        counts = [bucket["names"]["buckets"][str(number)]["doc_count"] for number in range(len(names))]
        yield int(bucket["key"]["value"]), int(bucket["doc_count"]), counts
