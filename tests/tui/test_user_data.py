"""Corrections made faster than they are written: none is lost, and the screen shows what was saved."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from index.model.entity import Action, Suggestion
from index.model.query import Facet, Kind
from index.model.same_person import NameLikeness, SamePersonEvidence
from tests.tui.keys_at_once import at_once, written

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
