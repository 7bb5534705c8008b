"""Messages about queries that exceed a limit. Imports neither Textual nor Rich, for the command line."""

from __future__ import annotations

from index.model.errors import QueryTooLarge
from index.model.query import Excess, QueryLimit
from tui.text.numbers import grouped
from tui.text.quoting import cut_short


def too_large_text(error: QueryTooLarge) -> str:
    """Return the message about a query that exceeds a limit."""
    query, limit = cut_short(error.query.strip()), grouped(error.excess.most)
    match error.excess.limit:
        case QueryLimit.LENGTH:
            return f"The query “{query}” is longer than {limit} characters. Use fewer words."
        case QueryLimit.DEPTH:
            return f"The query “{query}” has brackets nested more than {limit} deep. Use fewer brackets."
        case QueryLimit.WORDS:
            return f"The query “{query}” has more than {limit} words. Use fewer words."


def truncation_note(excess: Excess) -> str:
    """Return which part of a query that is too large is searched while it is typed."""
    limit = grouped(excess.most)
    match excess.limit:
        case QueryLimit.LENGTH:
            return f"Only the first {limit} characters are searched."
        case QueryLimit.DEPTH:
            return f"Brackets nested more than {limit} deep are not searched."
        case QueryLimit.WORDS:
            return f"Only the first {limit} words are searched."
