"""Pure functions that derive the next query from the current one and a user action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.model.query import Filter, Kind, Page, Query, Sort

PAGE = 25
"""The number of hits requested at a time. Making hits is most of the work of a search; a screen shows ten to thirty."""
AHEAD = 10
"""The number of hits loaded beyond those on the screen."""


def typed(query: Query, text: str) -> Query:
    """Return the query while its text is being typed: the last word counts as a prefix."""
    return replace(query, text=text, typing=True, offset=0, limit=PAGE)


def submitted(query: Query, text: str) -> Query:
    """Return the query with complete text."""
    return replace(query, text=text, typing=False, offset=0, limit=PAGE)


def resorted(query: Query) -> Query:
    """Return the query with the next sort order."""
    orders = list(Sort)
    return replace(query, sort=orders[(orders.index(query.sort) + 1) % len(orders)], offset=0)


def unfiltered(query: Query) -> Query:
    """Return the query without filters."""
    return query.with_filters(())


def without(query: Query, choice: Filter) -> Query:
    """Return the query without one of its filters."""
    return query.with_filters(tuple(old for old in query.filters if old != choice))


def refolded(query: Query, *, fold: bool) -> Query:
    """Return the query with near-duplicates folded or not."""
    return replace(query, fold=fold, offset=0)


def page_at(query: Query, index: int) -> Query:
    """Return the query for the page that contains hit number `index`, from 0."""
    return replace(query, offset=index // PAGE * PAGE, limit=PAGE)


def page_around(query: Query, doc_id: str, index: int) -> Query:
    """Return the query for the page with this document, or with hit number `index` if it is no longer a result."""
    return replace(page_at(query, index), around=doc_id)


def same_results(one: Query, other: Query) -> bool:
    """Whether two queries have the same results in the same order; their pages may differ."""
    return replace(one, offset=0, limit=PAGE, around="") == replace(other, offset=0, limit=PAGE, around="")


def active_filters(query: Query, kind: Kind) -> Mapping[str, Filter]:
    """Return the active filters of one kind, by facet key."""
    return {choice.key: choice for choice in query.filters if choice.kind is kind}


def alternated(query: Query, kinds: Iterable[Kind]) -> Query:
    """Return the query with kinds of filters switched between all-of and any-of: all of them the same way."""
    chosen = frozenset(kinds)
    any_of = query.any_of - chosen if chosen <= query.any_of else query.any_of | chosen
    return replace(query, any_of=any_of, offset=0)


def included_kinds(query: Query) -> set[Kind]:
    """Return the kinds, person or country, that the query has filters for."""
    return {choice.kind for choice in query.filters if not choice.exclude and choice.kind is not Kind.YEAR}


def without_years(query: Query) -> Query:
    """Return the query without filters for years."""
    return replace(query, filters=tuple(old for old in query.filters if old.kind is not Kind.YEAR), offset=0)


def year_range(first: str, last: str) -> Filter:
    """Return the filter for a range of years, both ends included, in any order."""
    first, last = sorted((first, last))
    return Filter(Kind.YEAR, first if first == last else f"{first}..{last}")


def in_years(query: Query, choice: Filter) -> Query:
    """Replace the filter for years by this one, or remove it if it is this one already."""
    rest = without_years(query)
    return rest if choice in query.filters else replace(rest, filters=(*rest.filters, choice))


def years_of(query: Query) -> tuple[str, str] | None:
    """Return the first and last year of the active filter for years; None if there is none."""
    for choice in query.filters:
        if choice.kind is Kind.YEAR and not choice.exclude:
            first, _, last = choice.key.partition("..")
            return first, last or first
    return None


def is_shortened(shown: Page, exact: Page) -> bool:
    """Whether submitting a query lost all results only because its last word no longer counts as a prefix.

    Args:
        shown: The results on the screen.
        exact: The answer to the submitted query.

    """
    as_typed = replace(exact.query, typing=True, offset=0, limit=PAGE)
    return not exact.query.typing and not exact.total and bool(shown.total) and same_results(shown.query, as_typed)


def finds_the_same(shown: Page, page: Page) -> bool:
    """Whether an answer has the hits that are on the screen already, folded or not."""
    unfolded = refolded(shown.query, fold=page.query.fold)
    return same_results(unfolded, page.query) or (
        (shown.query.text, [hit.id for hit in shown.hits]) == (page.query.text, [hit.id for hit in page.hits])
    )
