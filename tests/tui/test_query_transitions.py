"""Each step from one query to the next changes what it is for, and begins at the first result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.model.query import Filter, Hit, Kind, Page, Query, Snippet, Sort
from tui.state import query_transitions as steps

PERSON, COUNTRY = Filter(Kind.PERSON, "ona petraite"), Filter(Kind.COUNTRY, "LT", exclude=True)
YEARS = Filter(Kind.YEAR, "1990..1995")
DEEP = Query(
    "talks", filters=(PERSON, COUNTRY, YEARS), sort=Sort.NEWEST, offset=150, limit=25, around="abc", typing=False
)


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        (lambda query: steps.typed(query, "grain"), {"text": "grain", "typing": True}),
        (lambda query: steps.submitted(query, "grain"), {"text": "grain", "typing": False}),
        (steps.resorted, {"sort": Sort.OLDEST}),
        (steps.unfiltered, {"filters": ()}),
        (lambda query: steps.without(query, COUNTRY), {"filters": (PERSON, YEARS)}),
        (steps.without_years, {"filters": (PERSON, COUNTRY)}),
        (lambda query: steps.in_years(query, YEARS), {"filters": (PERSON, COUNTRY)}),
        (
            lambda query: steps.in_years(query, Filter(Kind.YEAR, "2001")),
            {"filters": (PERSON, COUNTRY, Filter(Kind.YEAR, "2001"))},
        ),
    ],
)
def test_a_step_begins_at_the_first_result(step: Callable[[Query], Query], changed: dict[str, object]) -> None:
    """Text, filters and order change; the rest stays."""
    found = step(DEEP)

    assert found == replace(DEEP, offset=0, around=found.around, **changed)  # type: ignore[arg-type]


def test_orders_go_round() -> None:
    """Relevance, newest, oldest, relevance."""
    query = Query()
    orders = []
    for _ in range(4):
        orders.append(query.sort)
        query = steps.resorted(query)

    assert orders == [Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE]


@pytest.mark.parametrize(("index", "offset"), [(0, 0), (24, 0), (25, 25), (74, 50)])
def test_the_page_of_a_hit(index: int, offset: int) -> None:
    """Pages hold fifty hits."""
    page = steps.page_at(Query("talks"), index)

    assert (page.offset, page.limit) == (offset, 25)
    assert steps.page_around(Query("talks"), "abc", index) == replace(page, around="abc")


def test_pages_of_one_query_have_the_same_results() -> None:
    """Another text, order or filter has others."""
    assert steps.same_results(DEEP, replace(DEEP, offset=0, around="", limit=20))
    assert not steps.same_results(DEEP, replace(DEEP, text="talk"))
    assert not steps.same_results(DEEP, replace(DEEP, sort=Sort.OLDEST))
    assert not steps.same_results(DEEP, replace(DEEP, filters=(PERSON,)))
    assert not steps.same_results(DEEP, replace(DEEP, typing=True))


@pytest.mark.parametrize(
    ("filters", "years"),
    [
        ((), None),
        ((PERSON,), None),
        ((PERSON, YEARS), ("1990", "1995")),
        ((Filter(Kind.YEAR, "2001"),), ("2001", "2001")),
        ((Filter(Kind.YEAR, "2001", exclude=True),), None),
    ],
)
def test_the_years_of_a_query(filters: tuple[Filter, ...], years: tuple[str, str] | None) -> None:
    """A filter that excludes years selects none."""
    assert steps.years_of(Query(filters=filters)) == years


@pytest.mark.parametrize(
    ("first", "last", "key"), [("1990", "1995", "1990..1995"), ("1995", "1990", "1990..1995"), ("1990", "1990", "1990")]
)
def test_a_range_of_years(first: str, last: str, key: str) -> None:
    """In either direction; one year is no range."""
    assert steps.year_range(first, last) == Filter(Kind.YEAR, key)


def test_active_filters_of_one_kind() -> None:
    """By key, with whether they exclude."""
    assert steps.active_filters(DEEP, Kind.COUNTRY) == {"LT": COUNTRY}


def page(query: Query, total: int, *names: str) -> Page:
    """An answer with hits of these ids."""
    hits = tuple(Hit(name, name, name, (), None, 1.0, Snippet(""), (), ()) for name in names)
    return Page(query, total, 1.0, hits)


TYPED = Query("oi", typing=True, limit=50)


@pytest.mark.parametrize(
    ("shown", "exact", "expected"),
    [
        (page(TYPED, 5), page(Query("oi"), 0), True),
        (page(replace(TYPED, offset=25), 5), page(Query("oi", offset=50), 0), True),
        (page(TYPED, 5), page(Query("oi"), 1), False),
        (page(TYPED, 0), page(Query("oi"), 0), False),
        (page(TYPED, 5), page(TYPED, 0), False),
        (page(TYPED, 5), page(Query("oil"), 0), False),
        (page(Query("oi"), 5), page(Query("oi"), 0), False),
    ],
)
def test_a_word_that_was_found_as_a_prefix_only(shown: Page, exact: Page, expected: bool) -> None:
    """Submitted, it has no results."""
    assert steps.is_shortened(shown, exact) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page(TYPED, 9, "c"), True),
        (page(replace(TYPED, fold=True), 9, "c"), True),
        (page(Query("oi"), 9, "a", "b"), True),
        (page(Query("oi"), 9, "a", "c"), False),
        (page(Query("oil"), 9, "a", "b"), False),
    ],
)
def test_an_answer_with_the_hits_on_the_screen(answer: Page, expected: bool) -> None:
    """The same query, folded or not, or the same text with the same hits."""
    assert steps.finds_the_same(page(TYPED, 9, "a", "b"), answer) is expected
