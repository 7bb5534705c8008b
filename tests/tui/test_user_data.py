"""Corrections made faster than they are written: none is lost, and the screen shows what was saved."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.model.entity import Action, EntityPage, Suggestion
from index.model.query import Facet, Kind
from index.model.same_person import NameLikeness, SamePersonEvidence
from tui.screens.entity.page import EntityScreen
from tui.screens.skipped import SkippedScreen
from tui.services.skipped_files import SkippedListed

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def pairs(library: FakeLibrary, number: int) -> list[tuple[str, str]]:
    """Add pairs of possible same persons, and block writing until the gate is open."""
    names = [(f"Person {n}", f"P. {n}") for n in range(number)]
    library.suggested = tuple(
        Suggestion(
            Facet(Kind.PERSON, one, one, 2),
            Facet(Kind.PERSON, other, other, 1),
            SamePersonEvidence(NameLikeness.INITIAL),
        )
        for one, other in names
    )
    library.write_gate = threading.Event()
    return names


async def at_once(explorer: Explorer, *keys: str) -> None:
    """Queue all keys before the first is handled, and wait until all have taken effect except for writing."""
    for key in keys:
        explorer.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await explorer.pilot.pause()
    await explorer.until(lambda: not explorer.app._key_queue._waiting)
    await explorer.pilot.pause()


async def written(explorer: Explorer, library: FakeLibrary) -> None:
    """Open the gate, and wait until the outcomes are shown."""
    assert library.write_gate is not None
    library.write_gate.set()
    await explorer.settle()


def notices(explorer: Explorer) -> list[str]:
    """Return the texts of all notices, the latest last."""
    return [notice.message for notice in explorer.app._notifications]


async def test_all_answers_are_written_in_order(explore: Opener, library: FakeLibrary) -> None:
    """Ten answers are given before the first is written, and the default executor has one thread."""
    names = pairs(library, 10)
    async with explore(library) as explorer:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        await explorer.press("enter", "M")
        await at_once(explorer, *"ynyynnyyny")
        assert "Possible same person (0)" in explorer.lines()
        await written(explorer, library)

        assert [each.names for each in library.corrected] == names
        answers = "".join("y" if each.action is Action.MERGE else "n" for each in library.corrected)
        assert answers == "ynyynnyyny"
        assert "Possible same person (0)" in explorer.lines()


@pytest.mark.parametrize("leave", [("escape", "q"), ("ctrl+q",)])
async def test_answers_are_written_before_the_explorer_quits(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, leave: tuple[str, ...]
) -> None:
    """The gate opens only when the explorer drains the queue at exit."""
    names = pairs(library, 3)
    async with explore(library) as explorer:
        drain, gate = explorer.app.user_data.drain, library.write_gate
        assert gate is not None

        def open_and_drain() -> Future[None]:
            gate.set()
            return drain()

        monkeypatch.setattr(explorer.app.user_data, "drain", open_and_drain)
        await explorer.press("enter", "M")
        await at_once(explorer, *"yny", *leave)
    assert [each.names for each in library.corrected] == names


async def test_an_answered_pair_is_not_shown_again(explore: Opener, library: FakeLibrary) -> None:
    """Pairs read before the answer and posted after it are ignored; the next key is for the next pair."""
    pairs(library, 3)
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        assert library.write_gate is not None
        library.suggestion_gate = gate = threading.Event()
        library.write_gate.set()
        await explorer.pilot.press("y")
        await explorer.until(lambda: explorer.app.user_data.is_idle)  # the pairs are being reloaded
        library.write_gate.clear()
        await at_once(explorer, "n")
        gate.set()
        await explorer.until(lambda: all(worker.is_finished for worker in explorer.app.workers))
        await explorer.pilot.pause()
        assert "Possible same person (1)" in explorer.lines()

        await written(explorer, library)
        assert [each.action for each in library.corrected] == [Action.MERGE, Action.SPLIT]
        assert "Possible same person (1)" in explorer.lines()


async def test_an_answer_that_cannot_be_written_is_reported_and_the_others_are_saved(
    explore: Opener, library: FakeLibrary
) -> None:
    """In one sentence; its pair is listed again."""
    names = pairs(library, 3)
    library.refused = names[1][0]
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        await at_once(explorer, *"yyy")
        await written(explorer, library)

        assert [each.names for each in library.corrected] == [names[0], names[2]]
        assert notices(explorer).count(f"{names[1][0]} cannot be written: no space left on device.") == 1
        assert "Possible same person (1)" in explorer.lines()
        assert names[1][0] in explorer.lines()


async def test_undo_right_after_hiding(explore: Opener, library: FakeLibrary) -> None:
    """Undo refers to the name just hidden, even if that is not written yet."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        first = explorer.screen.widgets.people.list.facets[0].label
        await explorer.press("enter", "p")
        await at_once(explorer, "h", "ctrl+z")
        await written(explorer, library)

        assert not library.corrected
        assert notices(explorer)[-1] == f"Undone: hid {first}."
        assert first in explorer.lines("#people")


async def test_undoing_a_failed_change_keeps_the_change_before_it(explore: Opener, library: FakeLibrary) -> None:
    """After the failure is shown, undo refers to the change before it."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        first, library.refused = (facet.label for facet in explorer.screen.widgets.people.list.facets[:2])
        await explorer.press("enter", "p")
        await at_once(explorer, "h", "h", "ctrl+z")
        await written(explorer, library)
        assert [each.names for each in library.corrected] == [(first,)]

        await explorer.press("ctrl+z")
        assert not library.corrected


async def test_hiding_three_times_hides_three_people(explore: Opener, library: FakeLibrary) -> None:
    """As with slow typing, the cursor moves to the next name."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        names = [facet.label for facet in explorer.screen.widgets.people.list.facets]
        await explorer.press("enter", "p")
        await at_once(explorer, "h", "h", "h")
        await written(explorer, library)

        assert [each.names for each in library.corrected] == [(name,) for name in names[:3]]
        assert [facet.label for facet in explorer.screen.widgets.people.list.facets] == names[3:]


@pytest.mark.parametrize("at_last", [False, True])
async def test_a_name_is_hidden_once(explore: Opener, library: FakeLibrary, at_last: bool) -> None:
    """On a page, and on the last name of the list; one undo restores the name."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "G" if at_last else "w")
        await at_once(explorer, "h", "h", "h")
        await written(explorer, library)
        assert [each.action for each in library.corrected] == [Action.HIDE]

        await explorer.press("ctrl+z")
        assert not library.corrected


async def test_hiding_keeps_the_cursor_in_place(explore: Opener, library: FakeLibrary) -> None:
    """It does not jump to the first name."""
    async with explore(library) as explorer:
        names = [facet.label for facet in explorer.screen.widgets.people.list.facets]
        await explorer.press("enter", "p", "j", "h", "h")
        assert [each.names for each in library.corrected] == [(names[1],), (names[2],)]


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
