"""The views of results: one story each, from the menu to the documents that a row opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from index.model.query import Filter, Kind
from tests.index.stories import Shelf, Story
from tests.tui.views_library import open_library
from tui.screens.views.compare import CompareScreen
from tui.screens.views.matrix import MatrixScreen
from tui.screens.views.menu import ViewMenu
from tui.screens.views.places import PlacesScreen
from tui.screens.views.reading import DocumentScreen
from tui.screens.views.similar import SimilarScreen
from tui.screens.views.understood import UnderstoodScreen
from tui.screens.views.words import WordsScreen
from tui.services.library_updater import LibraryUpdater
from tui.text.sparkline import sparkline

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, Opener


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The library of copper, grain and a harbour."""
    return open_library(tmp_path, monkeypatch)


def filters(explorer: Explorer) -> set[tuple[Kind, str]]:
    """The active filters of the main screen."""
    return {(each.kind, each.key) for each in explorer.screen.search.query.filters}


def total(explorer: Explorer) -> int:
    """The number of results."""
    assert explorer.screen.search.page is not None
    return explorer.screen.search.page.total


async def test_a_cell_of_the_matrix_opens_its_documents_and_sentences(library: Library, explore: Opener) -> None:
    """Counts change with the unit and the sides; Enter filters by both names, or lists the sentences with both."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "full_stop")
        assert isinstance(explorer.app.screen, ViewMenu)
        await explorer.press("m")
        screen = explorer.app.screen
        assert isinstance(screen, MatrixScreen)
        assert screen.grid.matrix is not None
        peru = [each.key for each in screen.grid.matrix.columns].index("PE")
        ada = [each.label for each in screen.grid.matrix.rows].index("Ada Lovelace")
        await explorer.press(*["right"] * peru, *["down"] * ada)
        assert "Ada Lovelace × Peru: 12 documents" in explorer.lines()

        await explorer.press("b", "b")
        assert "Ada Lovelace × Peru: never together" in explorer.lines()
        await explorer.press("left" if peru else "right")
        assert "Ada Lovelace × Chile: 12 sentences" in explorer.lines()
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, PlacesScreen)
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, DocumentScreen)
        assert "Ada Lovelace met Bob Dylan" in explorer.lines("#reading")
        await explorer.press("escape", "escape", "x")
        assert "People × people" in explorer.lines()

        await explorer.press("b", "x", "x", "enter")
        assert explorer.app.screen is explorer.screen
        assert filters(explorer) == {(Kind.PERSON, "ada lovelace"), (Kind.COUNTRY, "CL")} or total(explorer) == 12
        assert explorer.screen.widgets.results.has_focus


async def test_the_order_and_size_of_the_matrix(library: Library, explore: Opener) -> None:
    """Sorting keeps the cursor on its names; a size that does not exist says so."""
    async with explore(library, (80, 24)) as explorer:
        await explorer.press("enter", "full_stop", "m", "s")
        screen = explorer.app.screen
        assert isinstance(screen, MatrixScreen)
        assert screen.grid.matrix is not None
        labels = [each.label for each in screen.grid.matrix.rows]
        assert labels == sorted(labels)
        await explorer.press("minus")
        assert "top 12" in explorer.lines("#matrix-caption")
        await explorer.press("question_mark")
        assert "Show more names" in explorer.lines()
        await explorer.press("escape", "escape")
        assert explorer.app.screen is explorer.screen


async def test_two_periods_and_two_searches_are_compared(library: Library, explore: Opener) -> None:
    """The halves of the years are offered; a typed search is compared, too; a row opens its documents."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "full_stop", "c", "down")
        assert "the periods 2023 and 2024" in explorer.lines()
        await explorer.press("enter")
        screen = explorer.app.screen
        assert isinstance(screen, CompareScreen)
        assert "log-likelihood" in explorer.lines(".view-foot")
        assert "Ada Lovelace" in explorer.lines("#compare-left")
        assert "Peru" in explorer.lines("#compare-shared")
        assert "Carl Orff" in explorer.lines("#compare-right")
        await explorer.press("right", "right", "enter")
        assert Filter(Kind.YEAR, "2024") in explorer.screen.search.query.filters
        assert total(explorer) == 12

        await explorer.press("u", "t", "left", "full_stop", "c", "down")
        assert "the years after: 2024" in explorer.lines()
        await explorer.press("up")
        await explorer.type("grain")
        await explorer.press("enter")
        assert "“grain” 12 documents" in explorer.lines(".view-head")

        await explorer.press("escape", "full_stop", "c")
        await explorer.type("date:1987-13")
        await explorer.press("enter")
        assert "is not a valid date" in explorer.lines("#compare-left")


async def test_a_word_that_stands_out_is_added_to_the_query(library: Library, explore: Opener) -> None:
    """All documents have nothing to be compared with; a word opens the results that have it."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "full_stop", "w")
        assert isinstance(explorer.app.screen, WordsScreen)
        assert "These are all documents" in explorer.lines("#words-list")
        await explorer.press("escape", "slash")
        await explorer.type("copp")
        await explorer.press("down", "full_stop", "w")
        assert "smelter" in explorer.lines("#words-list")
        assert "Ada Lovelace" in explorer.lines("#names-list")
        await explorer.press("enter")
        assert explorer.screen.widgets.search_bar.text.endswith(" copp")
        assert total(explorer) == 12


async def test_views_are_counted_again_when_the_library_has_changed(
    library: Library, explore: Opener, tmp_path: Path
) -> None:
    """The one on the screen at once, with the cursor on its row; one below another screen when it is shown again."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("slash")
        await explorer.type("copp")
        await explorer.press("down", "full_stop", "w")
        screen = explorer.app.screen
        assert isinstance(screen, WordsScreen)
        await explorer.press("tab", "down")
        row, heading = screen.names.row, "12 documents against"
        assert row is not None
        assert heading in explorer.lines()

        shelf = Shelf(tmp_path)
        shelf.change({100: Story("Copper came by sea.")})
        library.refresh()
        explorer.screen.post_message(LibraryUpdater.DocumentsChanged(len(library)))
        await explorer.settle()

        assert "13 documents against" in explorer.lines()
        assert screen.names.has_focus
        assert screen.names.row is not None
        assert (screen.names.row.kind, screen.names.row.key) == (row.kind, row.key)

        await explorer.press("question_mark")
        shelf.change({101: Story("Copper came by land.")})
        library.refresh()
        explorer.screen.post_message(LibraryUpdater.DocumentsChanged(len(library)))
        await explorer.settle()
        await explorer.press("escape")
        assert "14 documents against" in explorer.lines()


async def test_documents_like_the_one_under_the_cursor(library: Library, explore: Opener) -> None:
    """With what they share, whose text is never markup; Enter reads one, Escape goes back."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.type("harbour")
        await explorer.press("enter", "full_stop", "s")
        assert isinstance(explorer.app.screen, SimilarScreen)
        lines = explorer.lines("#similar")
        assert "near-duplicate" in lines
        assert "[b]The[/b] harbour" in lines
        assert "Chile" in lines
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, DocumentScreen)
        await explorer.press("escape", "escape")
        assert explorer.app.screen is explorer.screen


async def test_the_query_as_understood(library: Library, explore: Opener) -> None:
    """Its parts with their documents, the filters, and the place of the selected document."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.type("copper OR grain")
        await explorer.press("enter", "down", "full_stop", "q")
        assert isinstance(explorer.app.screen, UnderstoodScreen)
        lines = explorer.lines()
        assert "any of: 24 documents" in lines
        assert "Result 2 of 24" in lines
        await explorer.press("q", "c", "space", "escape", "full_stop", "q")
        assert "within the filters" in explorer.lines()


async def test_every_view_is_in_the_palette(library: Library, explore: Opener) -> None:
    """By a word that people use, with its key."""
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "ctrl+p", *"network")
        assert "Matrix" in explorer.lines()
        assert "·  . m" in explorer.lines()
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, MatrixScreen)


async def test_sparklines_come_after_the_results_and_a_chart_with_the_page(
    library: Library, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By month, with the first and last one; other results remove them at once."""
    monkeypatch.setattr("tui.screens.main.trends._REST", 0.01)
    async with explore(library, (160, 45)) as explorer:
        people = explorer.screen.widgets.people
        await explorer.until(lambda: bool(people.list.trends))
        await explorer.press("enter")
        drawn = {sparkline(counts, 6) for counts in people.list.trends.values()}
        assert any(f" {each.rstrip()} " in explorer.lines("#people") for each in drawn)
        assert "2023-01–2024-12" in explorer.lines("#people")
        monkeypatch.setattr("tui.screens.main.trends._REST", 99.0)
        await explorer.press("p", "space")
        assert not people.list.trends

        await explorer.press("w")
        await explorer.until(lambda: "by month" in explorer.lines("#entity-chart"))
        assert "2023-01" in explorer.lines("#entity-chart")


async def test_views_of_an_empty_library_say_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, explore: Opener
) -> None:
    """One sentence each, and Escape goes back."""
    library = open_library(tmp_path, monkeypatch, is_empty=True)
    async with explore(library, (80, 24), settle=False) as explorer:
        await explorer.until(lambda: explorer.screen.search.page is not None)
        sentences = {"m": "No documents. Press Esc", "w": "No documents. Press Esc", "q": "every document: 0 documents"}
        for letter, sentence in sentences.items():
            await explorer.pilot.press("down", "full_stop", letter)
            await explorer.until(lambda: all(worker.is_finished for worker in explorer.app.workers))
            await explorer.pilot.pause()
            assert sentence in explorer.lines()
            await explorer.pilot.press("escape")


async def test_a_view_is_exported_as_it_is_counted(
    library: Library, explore: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix with its sides and unit; what stands out; similar documents, the query and the history, too."""
    monkeypatch.chdir(tmp_path)
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "full_stop", "m", "x", "b", "E", "down", "right", "enter")
        (written,) = tmp_path.glob("*-matrix.csv")
        rows = written.read_text("utf-8").splitlines()
        assert rows[0].startswith("name,")
        assert "Ada Lovelace" in rows[0]
        await explorer.press("escape", "full_stop", "w", "E", "down", "right", "enter")
        (written,) = tmp_path.glob("*-comparison.csv")
        assert written.read_text("utf-8").startswith("in,kind,name,documents_1")
        await explorer.press("escape", "full_stop", "s", "E", "down", "right", "enter")
        assert next(tmp_path.glob("*-similar.csv")).read_text("utf-8").startswith("id,path,title,date,score")
        await explorer.press("escape", "full_stop", "q", "E", "down", "right", "enter")
        assert next(tmp_path.glob("*-explanation.csv")).read_text("utf-8").startswith("level,kind,field")
        await explorer.press("escape", "E", "left", "down", "right", "enter")
        assert next(tmp_path.glob("*-history.csv")).read_text("utf-8").startswith("search,document\nAll documents,")
