"""Documents with most of the words appear below those with all of them, and can be read like any others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.settings import Settings

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def rows(explorer: Explorer) -> list[str]:
    """The lines of the results, without the border."""
    return [line.strip("│▌ \n") for line in explorer.lines("#results").splitlines()[1:-1] if line.strip("│ ")]


async def test_documents_with_most_of_the_words_follow(library: FakeLibrary, explore: Opener) -> None:
    """Behind a row that says so, each with the words that it lacks; title and facets count complete results only."""
    async with explore(library) as explorer:
        await explorer.type("airspace meet")

        shown = "\n".join(rows(explorer))
        complete = library.search(explorer.screen.search.query).total
        partial = library.search_partial(explorer.screen.search.query).total
        assert complete > 0
        assert partial > 1
        assert f"{partial} documents have most of them:" in shown
        assert "without meet" in shown or "without airspace" in shown
        assert explorer.screen.widgets.results.count == complete + 1 + partial


async def test_where_no_document_has_all_words_the_others_are_shown_at_once(
    library: FakeLibrary, explore: Opener
) -> None:
    """The cursor is on the first of them, and the reader shows it."""
    async with explore(library) as explorer:
        await explorer.type("airspace zebra")

        results = explorer.screen.widgets.results
        assert rows(explorer)[0] == "No document has all of these words."
        assert results.cursor == 1
        assert results.hit is not None
        assert explorer.screen.widgets.reader.document is not None
        assert explorer.screen.widgets.reader.document.id == results.hit.id


async def test_the_setting_all_words_leaves_the_others_out(library: FakeLibrary, explore: Opener) -> None:
    """Above and below a line that says so."""
    async with explore(library, settings=Settings(all_words=True)) as explorer:
        await explorer.type("airspace zebra")
        assert "No results." in explorer.lines("#results")
        await explorer.type(" meet")
        assert explorer.screen.search.query.all_words


async def test_the_cursor_passes_over_the_row_between(library: FakeLibrary, explore: Opener) -> None:
    """Down and up, and to both ends."""
    async with explore(library) as explorer:
        await explorer.type("airspace meet")
        results = explorer.screen.widgets.results
        total = library.search(explorer.screen.search.query).total
        assert total > 0
        results.focus()
        await explorer.press("g", *"j" * total)
        assert results.cursor == total + 1
        await explorer.press("k")
        assert results.cursor == total - 1
        await explorer.press("G")
        assert results.cursor == results.count - 1
        assert results.hit is not None


async def test_one_word_has_no_partial_results(library: FakeLibrary, explore: Opener) -> None:
    """There is nothing that a document could lack."""
    async with explore(library) as explorer:
        await explorer.type("zebra")

        assert explorer.screen.widgets.results.count == 0
        assert "No results." in explorer.lines("#results")


async def test_a_document_keeps_the_cursor_when_the_library_changes(library: FakeLibrary, explore: Opener) -> None:
    """Though the results above it are shown again first."""
    async with explore(library) as explorer:
        await explorer.type("airspace zebra")
        explorer.screen.widgets.results.focus()
        await explorer.press("j")
        hit = explorer.screen.widgets.results.hit
        assert hit is not None

        explorer.screen.search.rerun()
        await explorer.settle()

        assert explorer.screen.widgets.results.hit is not None
        assert explorer.screen.widgets.results.hit.id == hit.id
