"""Corrections made faster than they are written: none is lost, and the screen shows what is in the file."""

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

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def pairs(library: FakeLibrary, number: int) -> list[tuple[str, str]]:
    """Suggest as many pairs of people, and let no correction be written before the gate is open."""
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
    """All of them are there before the first is looked at, and each has done what it does but for the writing."""
    for key in keys:
        explorer.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await explorer.pilot.pause()
    await explorer.until(lambda: not explorer.app._key_order._waiting)
    await explorer.pilot.pause()


async def written(explorer: Explorer, library: FakeLibrary) -> None:
    """Let everything be written, and wait until that is shown."""
    assert library.write_gate is not None
    library.write_gate.set()
    await explorer.settle()


def notices(explorer: Explorer) -> list[str]:
    """What the explorer has said, the latest last."""
    return [notice.message for notice in explorer.app._notifications]


async def test_every_answer_is_written_in_its_order(explore: Opener, library: FakeLibrary) -> None:
    """Ten answers before the first is written, in a process that has one thread to spare."""
    names = pairs(library, 10)
    async with explore(library) as explorer:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        await explorer.press("enter", "M")
        await at_once(explorer, *"ynyynnyyny")
        assert "0 pairs" in explorer.lines()
        await written(explorer, library)

        assert [each.names for each in library.corrected] == names
        answers = "".join("y" if each.action is Action.MERGE else "n" for each in library.corrected)
        assert answers == "ynyynnyyny"
        assert "0 pairs" in explorer.lines()


@pytest.mark.parametrize("leave", [("escape", "q"), ("ctrl+q",)])
async def test_answers_are_written_before_the_explorer_ends(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, leave: tuple[str, ...]
) -> None:
    """Nothing is written until the explorer waits for it at its end."""
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


async def test_an_answered_pair_does_not_come_back(explore: Opener, library: FakeLibrary) -> None:
    """What was read before the answer and arrives after it is not shown; the next key is for the next pair."""
    pairs(library, 3)
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        assert library.write_gate is not None
        library.suggestion_gate = gate = threading.Event()
        library.write_gate.set()
        await explorer.pilot.press("y")
        await explorer.until(lambda: explorer.app.user_data.is_idle)  # the pairs are being read again
        library.write_gate.clear()
        await at_once(explorer, "n")
        gate.set()
        await explorer.until(lambda: all(worker.is_finished for worker in explorer.app.workers))
        await explorer.pilot.pause()
        assert "1 pair" in explorer.lines()

        await written(explorer, library)
        assert [each.action for each in library.corrected] == [Action.MERGE, Action.SPLIT]
        assert "1 pair" in explorer.lines()


async def test_an_answer_that_cannot_be_written_is_told_and_the_others_are_kept(
    explore: Opener, library: FakeLibrary
) -> None:
    """In one sentence; its pair is asked again."""
    names = pairs(library, 3)
    library.refused = names[1][0]
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        await at_once(explorer, *"yyy")
        await written(explorer, library)

        assert [each.names for each in library.corrected] == [names[0], names[2]]
        assert notices(explorer).count(f"{names[1][0]} cannot be written: no space left on device.") == 1
        assert "1 pair" in explorer.lines()
        assert names[1][0] in explorer.lines()


async def test_hiding_and_undoing_at_once(explore: Opener, library: FakeLibrary) -> None:
    """The undo is for what was hidden just before, though that is not written yet."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        first = explorer.screen.widgets.people.list.facets[0].label
        await explorer.press("enter", "p")
        await at_once(explorer, "h", "ctrl+z")
        await written(explorer, library)

        assert not library.corrected
        assert notices(explorer)[-1] == f"Undone: {first} is hidden."
        assert first in explorer.lines("#people")


async def test_the_undo_of_what_cannot_be_written_leaves_what_was_written_before(
    explore: Opener, library: FakeLibrary
) -> None:
    """Once the failure has been told, undo is for the change before it."""
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
    """As it does slowly: the cursor goes on to the next."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        names = [facet.label for facet in explorer.screen.widgets.people.list.facets]
        await explorer.press("enter", "p")
        await at_once(explorer, "h", "h", "h")
        await written(explorer, library)

        assert [each.names for each in library.corrected] == [(name,) for name in names[:3]]
        assert [facet.label for facet in explorer.screen.widgets.people.list.facets] == names[3:]


@pytest.mark.parametrize("at_last", [False, True])
async def test_nobody_is_hidden_twice(explore: Opener, library: FakeLibrary, at_last: bool) -> None:
    """On a page, and on the last name of the list, where there is no next; one undo brings the name back."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "G" if at_last else "w")
        await at_once(explorer, "h", "h", "h")
        await written(explorer, library)
        assert [each.action for each in library.corrected] == [Action.HIDE]

        await explorer.press("ctrl+z")
        assert not library.corrected


async def test_hiding_slowly_keeps_the_place_in_the_list(explore: Opener, library: FakeLibrary) -> None:
    """The cursor does not jump to the first name."""
    async with explore(library) as explorer:
        names = [facet.label for facet in explorer.screen.widgets.people.list.facets]
        await explorer.press("enter", "p", "j", "h", "h")
        assert [each.names for each in library.corrected] == [(names[1],), (names[2],)]


async def test_what_is_corrected_on_a_page_that_is_left_is_shown_below_it(
    explore: Opener, library: FakeLibrary
) -> None:
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


async def test_a_name_that_is_entered_is_kept_when_the_page_is_left_at_once(
    explore: Opener, library: FakeLibrary
) -> None:
    """Enter and Esc reach the explorer together."""
    library.write_gate = threading.Event()
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "r")
        await explorer.type("Somebody Else")
        await at_once(explorer, "enter", "escape")
        assert explorer.app.screen is explorer.screen
        await written(explorer, library)

        assert [each.shown for each in library.corrected] == ["Somebody Else"]
        assert "Somebody Else" in explorer.lines("#people")


async def test_a_page_below_another_is_read_again(explore: Opener, library: FakeLibrary) -> None:
    """A name given on the page of somebody who appears with this person."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "tab")
        page = explorer.app.screen
        assert isinstance(page, EntityScreen)
        page.known.cursor = next(n for n, fact in enumerate(page.known.facts) if isinstance(fact, Facet))
        await explorer.press("enter", "r")
        await explorer.type("Somebody Else")
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


async def test_a_page_is_read_again_though_further_mentions_are_asked_for(
    explore: Opener, library: FakeLibrary
) -> None:
    """The one does not cancel the other."""
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


async def test_a_query_is_remembered_though_the_explorer_is_left_at_once(
    explore: Opener, library: FakeLibrary, tmp_path: Path
) -> None:
    """While the one thread to spare is still searching."""
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


async def test_a_commit_is_shown_though_it_takes_long_to_open(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another look for commits comes before the first has ended."""
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


async def test_a_list_that_is_asked_for_twice_opens_once(explore: Opener, library: FakeLibrary) -> None:
    """The skipped files, asked for again before they are there."""
    library.left = (Skipped("a.pdf", Reason.EMPTY),)
    async with explore(library) as explorer:
        await explorer.press("enter")
        explorer.screen.post_message(explorer.screen.library.SkippedListed(library.left))
        explorer.screen.post_message(explorer.screen.library.SkippedListed(library.left))
        await explorer.settle()
        assert [type(screen) for screen in explorer.app.screen_stack[1:]] == [SkippedScreen]
