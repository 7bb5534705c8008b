"""Filters of which one is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.model.analytics import Unit
from index.model.query import Filter, Kind, Query
from index.model.step import Step
from index.model.user_data import SavedSearch
from tests.index.stories import Shelf, Story

ITALY, CHILE, PERU = (Filter(Kind.COUNTRY, code) for code in ("IT", "CL", "PE"))
ADA = Filter(Kind.PERSON, "ada lovelace")
ANY_COUNTRY = frozenset({Kind.COUNTRY})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Four stories."""
    ada = ("Ada Lovelace",)
    italy, chile, peru = ("IT", "Italy"), ("CL", "Chile"), ("PE", "Peru")
    shelf = Shelf(tmp_path)
    shelf.write(
        Story("Ada Lovelace saw Italy.", (ada,), countries=(italy,)),
        Story("Ada Lovelace saw Chile and Italy.", (ada,), countries=(chile, italy)),
        Story("Nobody saw Chile.", countries=(chile,)),
        Story("Ada Lovelace saw Peru.", (ada,), countries=(peru,)),
    )
    return shelf.open()


def test_any_of_the_filters_of_a_kind(library: Library) -> None:
    """Filters of other kinds and excluding ones still hold; the facets of the kind offer further alternatives."""
    query = Query(filters=(ITALY, CHILE), any_of=ANY_COUNTRY)

    assert library.search(Query(filters=(ITALY, CHILE))).total == 1
    page = library.search(query)
    assert page.total == 3
    assert {facet.key: facet.documents for facet in page.countries} == {"IT": 2, "CL": 2, "PE": 1}
    assert [facet.documents for facet in page.people] == [2]
    assert library.search(query.toggled(ADA)).total == 2
    assert library.search(query.toggled(Filter(Kind.COUNTRY, "IT", exclude=True))).total == 1
    assert library.analytics.timeline(query, Step.YEAR).total == 3
    assert library.search_partial(query).total == 0


def test_a_name_asked_for_besides_is_no_alternative(library: Library) -> None:
    """The page of a country, its co-occurrences and the documents of a matrix cell have it in any case."""
    query = Query(filters=(ITALY, CHILE), any_of=ANY_COUNTRY)

    assert library.entity(Kind.COUNTRY, "IT", query).documents == 2
    found = library.analytics.co_occurrences(Kind.COUNTRY, "IT", query, Unit.DOCUMENT)
    assert found.entity.documents == 2


def test_the_switch_is_forgotten_with_the_last_filter() -> None:
    """So that the next filters must all hold again."""
    query = Query(filters=(ITALY,), any_of=ANY_COUNTRY)

    assert not query.toggled(ITALY).any_of
    assert query.toggled(PERU).any_of == ANY_COUNTRY


def test_a_saved_search_keeps_it() -> None:
    """As it is searched by its name."""
    assert SavedSearch("South", filters=(ITALY, CHILE), any_of=ANY_COUNTRY).query.any_of == ANY_COUNTRY
