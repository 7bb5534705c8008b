"""Facets that take long to count are counted after the hits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.query import Kind, Page, Query
from index.search import facet_counts
from tests.index.stories import Shelf, Story, named

SAW = Query("saw", any_of=frozenset({Kind.COUNTRY}))


def _shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.write(
        Story("Ada Lovelace saw Italy.", (("Ada Lovelace",),), countries=(("IT", "Italy"),)),
        Story("Nobody saw Chile.", countries=(("CL", "Chile"),)),
    )
    return shelf


def _untimed(page: Page) -> Page:
    return replace(page, took_ms=0.0)


def test_hits_come_before_slow_facets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both pages have the same hits; the second is the whole answer. Quick facets come with the hits."""
    library = _shelf(tmp_path).open()
    (whole,) = library.search_in_steps(SAW)
    assert whole.is_counted
    monkeypatch.setattr(facet_counts, "QUICK", 0)

    first, *between, second = library.search_in_steps(SAW)

    assert between
    assert not any(page.is_counted for page in (first, *between))
    assert (first.total, first.hits) == (2, whole.hits)
    assert (first.people, first.countries, first.years) == ((), (), ())
    assert _untimed(second) == _untimed(whole) == _untimed(library.search(SAW))


def test_a_slow_suggestion_comes_after_the_page_without_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a library of many documents, however few names there are to count; in a small one both come at once."""
    library = _shelf(tmp_path).open()
    (whole,) = library.search_in_steps(Query("lovelaec"))
    assert whole.suggestion
    monkeypatch.setattr(facet_counts, "_MANY_DOCUMENTS", 1)

    first, *_, last = library.search_in_steps(Query("lovelaec"))

    assert (first.total, first.suggestion, first.is_counted) == (0, None, False)
    assert _untimed(last) == _untimed(whole)


def test_a_commit_between_hits_and_facets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facets are those of the commit that is open by then."""
    monkeypatch.setattr(facet_counts, "QUICK", 0)
    shelf = _shelf(tmp_path)
    library: Library = shelf.open()
    steps = library.search_in_steps(SAW)
    assert next(steps).total == 2

    shelf.write(Story("Nobody saw Peru.", countries=(("PE", "Peru"),)))
    library.refresh()

    assert [facet.key for facet in next(steps).countries] == ["CL", "PE"]


def test_uncertain_people_are_counted_with_slow_facets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the commit of the hits, and in one that is opened before the facets are counted."""
    monkeypatch.setattr(facet_counts, "QUICK", 0)
    shelf = Shelf(tmp_path)
    unsure = replace(named("Anna Novak", "Istat"), unsure=(("Istat", 0.5),))
    shelf.write(unsure, unsure)
    library = shelf.open()
    library.uncertain_below = 0.75
    first, *_, second = library.search_in_steps(Query(""))
    assert (first.uncertain_people, second.uncertain_people) == (0, 1)
    assert [person.label for person in second.people] == ["Anna Novak", "Istat"]

    steps = library.search_in_steps(Query(""))
    next(steps)
    shelf.write(None, named("Anna Novak", "Istat"))
    library.refresh()
    assert next(steps).uncertain_people == 0
