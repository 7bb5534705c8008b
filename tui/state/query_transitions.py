"""The steps from one query to the next, as pure functions: what the keys of the explorer mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from index.model.query import Filter, Kind, Page, Query, Sort

PAGE = 50
"""How many hits are asked for at a time."""


def typed(query: Query, text: str) -> Query:
    """The query while its text is being typed."""
    return replace(query, text=text, typing=True, offset=0, limit=PAGE)


def entered(query: Query, text: str) -> Query:
    """The query once its text is complete."""
    return replace(query, text=text, typing=False, offset=0, limit=PAGE)


def resorted(query: Query) -> Query:
    """The query in the next order."""
    orders = list(Sort)
    return replace(query, sort=orders[(orders.index(query.sort) + 1) % len(orders)], offset=0)


def unfiltered(query: Query) -> Query:
    """The query without any filter."""
    return replace(query, filters=(), offset=0)


def without(query: Query, choice: Filter) -> Query:
    """The query without this one filter."""
    return replace(query, filters=tuple(old for old in query.filters if old != choice), offset=0)


def page_at(query: Query, index: int) -> Query:
    """The query for the page that the hit of this number is on."""
    return replace(query, offset=index // PAGE * PAGE, limit=PAGE)


def page_around(query: Query, doc_id: str, index: int) -> Query:
    """The query for the page that this document is on; that of the hit of this number where it is on none."""
    return replace(page_at(query, index), around=doc_id)


def same_results(one: Query, other: Query) -> bool:
    """Whether both ask for the same documents in the same order, if perhaps for different pages."""
    return replace(one, offset=0, limit=PAGE, around="") == replace(other, offset=0, limit=PAGE, around="")


def marks(query: Query, kind: Kind) -> Mapping[str, Filter]:
    """The filters of one kind that are in force, by key."""
    return {choice.key: choice for choice in query.filters if choice.kind is kind}


def without_years(query: Query) -> Query:
    """The query over all years."""
    return replace(query, filters=tuple(old for old in query.filters if old.kind is not Kind.YEAR), offset=0)


def year_range(first: str, last: str) -> Filter:
    """The filter for the years from the first to the last."""
    first, last = sorted((first, last))
    return Filter(Kind.YEAR, first if first == last else f"{first}..{last}")


def in_years(query: Query, choice: Filter) -> Query:
    """The query within these years instead of those before; over all years where they were chosen already."""
    rest = without_years(query)
    return rest if choice in query.filters else replace(rest, filters=(*rest.filters, choice))


def years_of(query: Query) -> tuple[str, str] | None:
    """The first and last year that the query is narrowed to."""
    for choice in query.filters:
        if choice.kind is Kind.YEAR and not choice.exclude:
            first, _, last = choice.key.partition("..")
            return first, last or first
    return None


def is_shortened(shown: Page, exact: Page) -> bool:
    """Whether results found while typing would vanish only because the last word is not yet a whole one."""
    as_typed = replace(exact.query, typing=True, offset=0, limit=PAGE)
    return not exact.query.typing and not exact.total and bool(shown.total) and same_results(shown.query, as_typed)


def with_person(text: str, name: str) -> str:
    """A query's text that asks for a person as well."""
    words = f'person:"{name.replace(chr(34), " ")}"'
    return f"{text} {words}".strip() if words not in text else text
