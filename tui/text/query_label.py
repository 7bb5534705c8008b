"""A query with its filters and order as one line."""

from __future__ import annotations

from collections.abc import Callable

from index.model.query import Filter, Query, Sort

ORDERS = {Sort.RELEVANCE: "by relevance", Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first"}
"""The names of the orders."""


def query_label(query: Query, label: Callable[[Filter], str]) -> str:
    """Return the words of a query, its filters, and its order if that was chosen.

    Args:
        query: The query.
        label: Returns what a filter is called.

    """
    filters = [("not " if group[0].exclude else "") + " or ".join(map(label, group)) for group in query.filter_groups]
    order = [ORDERS[query.sort]] if query.sort is not Sort.RELEVANCE else []
    return " · ".join([query.text.strip() or "All documents", *filters, *order])


def order_label(query: Query) -> str:
    """Return the order of the results; a query without words has no relevance, so its results come newest first."""
    has_no_words = query.sort is Sort.RELEVANCE and not query.text.strip()
    return ORDERS[Sort.NEWEST if has_no_words else query.sort]
