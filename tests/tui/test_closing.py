"""Screens that are closed twice, or before their first paint."""

from __future__ import annotations

import asyncio
import random
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.command import CommandList
from textual.geometry import Size

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.model.entity import Suggestion
from index.model.query import Query
from index.model.same_person import NameLikeness, SamePersonEvidence
from tui.app import Pressroom
from tui.screens.closing import close

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener

KEYS = (
    *("escape", "enter", "tab", "shift+tab", "up", "down", "home", "end", "pageup", "pagedown", "backspace", "space"),
    *("ctrl+p", "ctrl+p", "ctrl+p", "ctrl+z", "ctrl+b", "ctrl+r", "f1", "slash", *"abhjklmMnNpqrsStuvwWxXyz"),
)
SIZES = ((20, 5), (60, 24), (80, 10), (160, 45))


def key(name: str) -> list[events.Event]:
    """Return the event of a key."""
    return [events.Key(name, {"space": " ", "slash": "/"}.get(name, name if len(name) == 1 else None))]


def click(x: int, y: int) -> list[events.Event]:
    """Return the events of a click."""
    kinds = (events.MouseDown, events.MouseUp)
    return [kind(None, x, y, 0, 0, 1, False, False, False, x, y) for kind in kinds]


async def at_once(explorer: Explorer, *inputs: list[events.Event]) -> None:
    """Post all events before the first is handled, and wait until all is settled."""
    for event in chain(*inputs):
        explorer.app.post_message(event)
    await explorer.settle()


@pytest.fixture
def no_quit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Disable quitting, so that random keys do not end the test."""

    async def stay(app: Pressroom) -> None:
        """Do nothing."""

    monkeypatch.setattr(Pressroom, "action_quit", stay)


@pytest.mark.usefixtures("no_quit")
@pytest.mark.parametrize("seed", [1, 5])
async def test_random_keys_clicks_and_resizes_do_not_crash(explore: Opener, library: FakeLibrary, seed: int) -> None:
    """After bursts of random input the explorer still works. `python -m benchmarks.random_user` is the long run."""
    chance = random.Random(seed)
    people = library.search(Query()).people
    library.left = (Skipped("a.pdf", Reason.EMPTY),)
    library.suggested = tuple(
        Suggestion(people[0], other, SamePersonEvidence(NameLikeness.INITIAL)) for other in people[1:]
    )
    async with explore(library, key_timeout=0.05) as explorer:
        for _ in range(20):
            inputs = [
                key(chance.choice(KEYS))
                if chance.random() < 0.7
                else click(chance.randrange(160), chance.randrange(45))
                for _ in range(chance.choice([1, 2, 4, 8]))
            ]
            for event in chain(*inputs):
                explorer.app.post_message(event)
            await explorer.pilot.pause()
            if chance.random() < 0.2:
                await explorer.pilot.resize_terminal(*chance.choice(SIZES))
        await explorer.settle()
        while len(explorer.app.screen_stack) > 1:
            await explorer.press("escape")
        explorer.screen.action_search()
        await explorer.type("grain")
        assert explorer.screen.widgets.search_bar.text == "grain"


async def test_a_second_click_outside_the_palette_is_ignored(explore: Opener, library: FakeLibrary) -> None:
    """The palette is already closed then."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p")
        await at_once(explorer, click(2, 40), click(2, 40))
        assert explorer.app.screen is explorer.screen


async def test_a_second_click_does_not_close_the_screen_below_the_palette(
    explore: Opener, library: FakeLibrary
) -> None:
    """The page of a person stays open."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "ctrl+p")
        below = explorer.app.screen_stack[-2]
        await at_once(explorer, click(2, 40), click(2, 40))
        assert explorer.app.screen is below


async def test_a_command_that_is_clicked_twice_runs_once(explore: Opener, library: FakeLibrary) -> None:
    """Zoom is not toggled twice."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p", *"zoom")
        commands = explorer.app.screen.query_one(CommandList)
        await explorer.until(lambda: commands.option_count == 1)
        await explorer.settle()
        x, y = commands.scrollable_content_region.offset
        await at_once(explorer, click(x + 3, y), click(x + 3, y))
        assert explorer.app.screen is explorer.screen
        assert explorer.screen.has_class("-zoom")


async def test_the_palette_handles_keys_without_room_for_its_list(explore: Opener, library: FakeLibrary) -> None:
    """Page down does not fail without a page height."""
    async with explore(library, size=(80, 4)) as explorer:
        await explorer.press("ctrl+p", "down", "pagedown", "pageup", "escape")
        assert explorer.app.screen is explorer.screen


async def test_the_palette_is_open_in_a_terminal_of_a_few_cells(explore: Opener, library: FakeLibrary) -> None:
    """It is drawn at every width, and used afterwards."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p")
        for width in (7, 6, 5, 4, 3, 2, 1, 160):
            await explorer.pilot.resize_terminal(width, 20)
        await explorer.press("escape")
        assert explorer.app.screen is explorer.screen


async def test_the_help_is_laid_out_once_in_a_terminal_of_a_few_cells(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scroll bar that comes and goes would do so for ever."""
    async with explore(library) as explorer:
        await explorer.press("f1")
        screen = explorer.app.screen
        layouts = 0
        lay_out = screen._refresh_layout

        def counted(size: Size | None = None, scroll: bool = False) -> None:
            nonlocal layouts
            layouts += 1
            lay_out(size, scroll)

        monkeypatch.setattr(screen, "_refresh_layout", counted)
        await explorer.pilot.resize_terminal(2, 5)
        for _ in range(10):
            await explorer.pilot.pause()
        few = layouts
        await explorer.pilot.resize_terminal(160, 45)
    assert 0 < few < 20


@pytest.mark.parametrize("keys", ["w", "ww", "r", "M", "S", "?"])
async def test_a_screen_that_is_closed_twice_closes_once(explore: Opener, library: FakeLibrary, keys: str) -> None:
    """The screen below stays open."""
    library.left = (Skipped("a.pdf", Reason.EMPTY),)
    async with explore(library) as explorer:
        await explorer.press("enter", "p", *("question_mark" if each == "?" else each for each in keys))
        *others, top = explorer.app.screen_stack
        assert others
        close(top)
        close(top)
        await explorer.settle()
        assert explorer.app.screen_stack == others


async def test_quitting_while_a_screen_opens(explore: Opener, library: FakeLibrary) -> None:
    """The screen without widgets causes no error."""
    for steps in range(6):
        async with explore(library) as explorer:
            explorer.app.post_message(events.Key("f1", None))
            for _ in range(steps):
                await asyncio.sleep(0)
            explorer.app.exit()
        assert explorer.app.return_code == 0
