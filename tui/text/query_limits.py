"""Queries over a limit, in English. Imports nothing of the screen: the command line needs it, too."""

from __future__ import annotations

from index.model.errors import QueryTooLarge
from index.model.query import Excess, QueryLimit
from tui.text.quoting import cut_short


def too_large_text(error: QueryTooLarge) -> str:
    """Return the sentence about a query that exceeds a limit."""
    query, most = cut_short(error.query.strip()), error.excess.most
    match error.excess.limit:
        case QueryLimit.LENGTH:
            return f"The query “{query}” is longer than {most} characters; search for fewer words."
        case QueryLimit.DEPTH:
            return f"The query “{query}” has more than {most} brackets inside each other; use fewer brackets."
        case QueryLimit.WORDS:
            return f"The query “{query}” has more than {most} words; search for fewer words."


def remark_on(excess: Excess) -> str:
    """How much of a query is searched while it is typed."""
    match excess.limit:
        case QueryLimit.LENGTH:
            return f"Only the first {excess.most} characters are searched."
        case QueryLimit.DEPTH:
            return f"What is inside more than {excess.most} brackets is not searched."
        case QueryLimit.WORDS:
            return f"Only the first {excess.most} words are searched."
