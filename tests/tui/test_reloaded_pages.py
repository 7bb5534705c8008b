"""Pages and lists show what was corrected or committed meanwhile."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.model.entity import EntityPage
from index.model.query import Facet
from tests.tui.keys_at_once import at_once, written
from tui.screens.entity.page import EntityScreen
from tui.screens.skipped import SkippedScreen
from tui.services.skipped_files import SkippedListed

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


async def test_a_correction_on_a_closed_page_is_shown_on_the_main_screen(explore: Opener, library: FakeLibrary) -> None:
    """The page is closed before its correction is written."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        first = explorer.screen.widgets.people.list.facets[0].label
        await explorer.press("enter", "p", "w")
        await at_once(explorer, "h", "escape")
        assert explorer.app.screen is explorer.screen
        await written(explorer, library)

        assert [each.names for each in library.corrected] == [(first,)]
        assert first not in explorer.lines("#people")


async def test_a_new_name_is_saved_when_the_page_is_closed_immediately(explore: Opener, library: FakeLibrary) -> None:
    """Enter and Esc arrive together."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "r")
        await explorer.type("Another Name")
        await at_once(explorer, "enter", "escape")
        assert explorer.app.screen is explorer.screen
        await written(explorer, library)

        assert [each.shown for each in library.corrected] == ["Another Name"]
        assert "Another Name" in explorer.lines("#people")


async def test_a_page_below_another_is_reloaded(explore: Opener, library: FakeLibrary) -> None:
    """After a rename on the page of a co-occurring person."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "tab")
        page = explorer.app.screen
        assert isinstance(page, EntityScreen)
        page.facts.cursor = next(n for n, fact in enumerate(page.facts.facts) if isinstance(fact, Facet))
        await explorer.press("enter", "r")
        await explorer.type("Another Name")
        read: list[object] = []
        entity = library.entity

        def note(*args: object, **kwargs: object) -> EntityPage:
            read.append(args[1])
            return entity(*args, **kwargs)  # type: ignore[arg-type]

        library.entity = note  # type: ignore[method-assign]
        await explorer.press("enter", "escape")
        assert len(explorer.app.screen_stack) == 2
        assert page.mentions.page is not None
        assert read[-1] == page.mentions.page.key


async def test_loading_further_mentions_does_not_cancel_a_reload(explore: Opener, library: FakeLibrary) -> None:
    """They are in different worker groups."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w")
        page = explorer.app.screen
        assert isinstance(page, EntityScreen)
        before = page.mentions.page
        assert before is not None
        gate, entity = threading.Event(), library.entity

        def slow(*args: object, **kwargs: object) -> EntityPage:
            found = entity(*args, **kwargs)  # type: ignore[arg-type]
            gate.wait()
            return found

        library.entity = slow  # type: ignore[method-assign]
        library.documents = [each for each in library.documents if each.id != before.occurrences[0].doc_id]
        page.reload_entities()
        page.entity_service.load_entity(before.kind, before.key, None, 1)
        gate.set()
        await explorer.settle()
        assert page.mentions.page is not None
        assert page.mentions.page.occurrences == before.occurrences[1:]


async def test_a_query_is_saved_when_the_explorer_quits_immediately(
    explore: Opener, library: FakeLibrary, tmp_path: Path
) -> None:
    """While the only thread of the default executor is still searching."""
    async with explore(library) as explorer:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        explorer.screen.history.path = tmp_path / "history"
        library.gate = threading.Event()
        for name in (*"grain", "enter", "ctrl+q"):
            explorer.app.post_message(events.Key(name, name if len(name) == 1 else None))
        await explorer.pilot.pause()
        library.gate.set()
        await explorer.until(lambda: explorer.app.return_code is not None)
    assert (tmp_path / "history").read_text() == "grain\n"


async def test_a_commit_that_opens_slowly_is_shown(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second check for commits starts before the first has ended."""
    gate = threading.Event()
    looks: list[bool] = []

    def refresh() -> bool:
        looks.append(len(looks) == 0)
        is_new = looks[-1]
        gate.wait()
        if is_new:
            library.documents = library.documents[:1]
        return is_new

    async with explore(library) as explorer:
        monkeypatch.setattr(library, "refresh", refresh)
        explorer.screen.library.refresh()
        await explorer.until(lambda: bool(looks))
        explorer.screen.library.refresh()
        gate.set()
        await explorer.settle()
        assert "1 document" in explorer.lines("#results")


async def test_a_list_requested_twice_opens_once(explore: Opener, library: FakeLibrary) -> None:
    """The skipped files are requested again before they are loaded."""
    library.left = (Skipped("a.pdf", Reason.EMPTY),)
    async with explore(library) as explorer:
        await explorer.press("enter")
        explorer.screen.post_message(SkippedListed(library.left))
        explorer.screen.post_message(SkippedListed(library.left))
        await explorer.settle()
        assert [type(screen) for screen in explorer.app.screen_stack[1:]] == [SkippedScreen]
