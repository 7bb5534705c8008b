"""What is drawn at a key: new results without laying out the screen, and nothing that has not changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.content import Content
from textual.screen import Screen

from index.model.user_data import DocumentStatus
from tui.widgets import captions
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from corpus.model.document import Document
    from tests.tui.conftest import FakeLibrary, Opener


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One item for each layout of a screen."""
    found: list[None] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[object], *args: object, **options: object) -> None:
        found.append(None)
        lay_out(screen, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    return found


async def test_results_and_documents_need_no_layout(
    library: FakeLibrary, explore: Opener, new_document: Callable[..., Document], layouts: list[None]
) -> None:
    """Fewer languages, and documents with a title of one line and other texts, leave all panes where they are."""
    library.documents = [
        replace(new_document(number, f"Airspace {number}", f"It is {state}.\n\n" * 60), language=language)
        for number, (state, language) in enumerate([("closed", "en")] * 30 + [("open", "de")] * 10)
    ]
    async with explore(library) as explorer:
        await explorer.press("down")
        layouts.clear()

        await explorer.press("j", "j")
        assert explorer.screen.widgets.reader.document is not None
        assert not layouts

        explorer.screen.widgets.search_bar.query_input.focus()
        await explorer.settle()
        layouts.clear()
        await explorer.type("closed")

        assert explorer.screen.widgets.languages.list.count == 1
        assert explorer.screen.widgets.results.count == 30
        assert not layouts


async def test_statuses_that_show_nothing_draw_nothing(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are loaded after each search."""
    drawn: list[None] = []
    async with explore(library) as explorer:
        results = explorer.screen.widgets.results
        monkeypatch.setattr(ResultList, "refresh", lambda *_, **__: drawn.append(None))
        ids = results.hit_ids

        results.show_statuses({each: DocumentStatus(each) for each in ids}, has_read_marks=False)
        assert not drawn
        results.show_statuses({each: DocumentStatus(each) for each in ids}, has_read_marks=True)
        assert drawn
        monkeypatch.undo()


async def test_captions_that_stay_draw_nothing(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one with characters of markup; a key draws the reader only if another document is shown."""
    drawn: list[None] = []
    async with explore(library) as explorer:
        reader = explorer.screen.widgets.reader
        await explorer.press("down")
        monkeypatch.setattr(Reader, "refresh", lambda *_, **__: drawn.append(None))
        for title in (Content("[b]1987[/b]"), None):
            captions.show_title(reader, title)
            captions.show_subtitle(reader, title)
            assert drawn
            drawn.clear()
            captions.show_title(reader, title)
            captions.show_subtitle(reader, title)
            assert not drawn
        monkeypatch.undo()


async def test_a_new_size_is_laid_out_with_the_styles_for_it(
    library: FakeLibrary, explore: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and again where scrollbars come or go: a terminal that is resized sends many sizes a second."""
    is_narrow: list[bool] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[object], *args: object, **options: object) -> None:
        is_narrow.append(screen.has_class("-narrow"))
        lay_out(screen, *args, **options)  # type: ignore[arg-type]

    async with explore(library) as explorer:
        await explorer.pilot.resize_terminal(120, 40)
        await explorer.settle()
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        await explorer.pilot.resize_terminal(70, 30)
        await explorer.settle()

    assert all(is_narrow)
    assert 1 <= len(is_narrow) <= 3
