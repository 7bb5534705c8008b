"""Filters for people, countries, languages and years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from index.model.errors import EntityFault, EntityNotFound
from index.model.query import Filter, Kind

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


async def test_space_toggles_the_filter_for_a_country(explore: Opener, library: FakeLibrary) -> None:
    """The filter is shown in the list and above the panes."""
    async with explore(library) as explorer:
        await explorer.press("down", "c")
        assert explorer.screen.widgets.countries.list.has_focus
        assert explorer.screen.widgets.countries.list.facets[0].label == "Lithuania"
        await explorer.press("space")
        assert library.asked[-1].filters == (Filter(Kind.COUNTRY, "LT"),)
        assert "4 documents" in explorer.lines("#results")
        assert "✓ Lithuania" in explorer.lines("#countries")
        assert "✓ Lithuania ×" in explorer.lines("#filters")
        await explorer.press("space")

        assert not library.asked[-1].filters
        assert "12 documents" in explorer.lines("#results")


async def test_an_excluded_country_stays_in_the_list(explore: Opener, library: FakeLibrary) -> None:
    """It has no results, but its filter can be removed there."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "x")
        assert library.asked[-1].filters == (Filter(Kind.COUNTRY, "LT", exclude=True),)
        assert "8 documents" in explorer.lines("#results")
        assert "✗ Lithuania" in explorer.lines("#countries")
        assert "✗ not Lithuania ×" in explorer.lines("#filters")
        assert explorer.screen.widgets.countries.list.facets[explorer.screen.widgets.countries.list.cursor].key == "LT"
        await explorer.press("enter")

        assert not library.asked[-1].filters


async def test_languages_are_listed_where_there_are_several(explore: Opener, library: FakeLibrary) -> None:
    """They filter like people and countries, and have no page; without several there is no list."""
    german = replace(library.documents[0], id="de", language="de", title="Zweite Fassung")
    library.documents = [german, *(replace(each, language="en") for each in library.documents)]
    async with explore(library) as explorer:
        await explorer.press("down", "c", "tab")
        languages = explorer.screen.widgets.languages
        assert languages.list.has_focus
        assert "German" in explorer.lines("#languages")
        await explorer.press("w", "m", "f", "j", "space")
        assert library.asked[-1].filters == (Filter(Kind.LANGUAGE, "de"),)
        assert "✓ German ×" in explorer.lines("#filters")
        assert "1 document" in explorer.lines("#results")
        assert languages.display

        await explorer.press("space")
        library.documents = library.documents[1:]
        await explorer.press("x", "x")
        assert not languages.display


async def test_filters_are_removed_with_backspace_or_all_with_u(explore: Opener, library: FakeLibrary) -> None:
    """The filter bar is hidden after the last one."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space", "p", "space")
        assert len(library.asked[-1].filters) == 2
        explorer.screen.widgets.filters.focus()
        await explorer.press("backspace")
        assert [choice.kind for choice in library.asked[-1].filters] == [Kind.PERSON]
        await explorer.press("u")
        assert not library.asked[-1].filters

        assert not explorer.screen.widgets.filters.display


async def test_a_filter_is_removed_with_a_click(explore: Opener, library: FakeLibrary) -> None:
    """On its chip in the filter bar."""
    async with explore(library) as explorer:
        await explorer.press("down", "c", "space")
        await explorer.pilot.click("#filters", offset=(4, 0))
        await explorer.settle()

        assert not library.asked[-1].filters


async def test_names_are_found_by_some_letters(explore: Opener, library: FakeLibrary) -> None:
    """f, a few letters and Enter go to the name; Esc shows all names again."""
    async with explore(library) as explorer:
        await explorer.press("down", "p", "f", *"dup")
        assert [facet.label for facet in explorer.screen.widgets.people.list.facets] == ["Marie Dupont"]
        await explorer.press("enter", "space")
        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Marie Dupont"),)
        await explorer.press("escape")

        assert len(explorer.screen.widgets.people.list.facets) > 1
        assert explorer.screen.widgets.people.list.has_focus


async def test_a_name_above_the_document_filters(explore: Opener, library: FakeLibrary) -> None:
    """I goes to the chips, Enter toggles the filter."""
    async with explore(library) as explorer:
        await explorer.press("down", "enter", "i", "right", "enter")

        assert library.asked[-1].filters == (Filter(Kind.PERSON, "Jan Nowak"),)


async def test_years_filter_and_the_timeline_keeps_all_years(explore: Opener, library: FakeLibrary) -> None:
    """A second filter for years replaces the first; the same one again removes it."""
    async with explore(library) as explorer:
        await explorer.press("down", "t", "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2024"),)
        assert "3 documents" in explorer.lines("#results")
        assert "2020" in explorer.lines("#years")
        await explorer.press("shift+left", "enter")
        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2023..2024"),)
        assert "6 documents" in explorer.lines("#results")
        assert "in 2023–2024" in explorer.lines("#filters")
        await explorer.press("enter")

        assert not explorer.screen.search.query.filters


async def test_years_filter_where_there_are_no_analyses(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a library that has become empty."""

    def refuse(_: FakeLibrary) -> NoReturn:
        raise EntityNotFound(EntityFault.EMPTY_LIBRARY)

    monkeypatch.setattr(type(library), "analytics", property(refuse))
    async with explore(library) as explorer:
        await explorer.press("down", "t", "enter")

        assert explorer.screen.search.query.filters == (Filter(Kind.YEAR, "2024"),)
        assert "3 documents" in explorer.lines("#results")
        assert "2020" in explorer.lines("#years")
