"""A query with its filters and order as one line."""

from __future__ import annotations

from collections.abc import Callable

from index.model.query import Filter, Page, Query, Sort
from tui.text.numbers import counted, grouped

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


def results_title(page: Page, documents: int) -> str:
    """Return the number of results; where all documents are listed but fewer are shown, also why.

    Args:
        page: The results.
        documents: The number of searchable documents.

    """
    if not page.total:
        return "Results"
    parts = [counted(page.total, "document")]
    if not page.query.text.strip() and not page.query.filters and page.total < documents:
        parts.append(f"{grouped(documents - page.total)} with identical text not listed again")
    return " · ".join(parts)
