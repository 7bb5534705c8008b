"""The panes by the size of the screen: what is left out first, and how the pane in focus shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import Screen

from index.model.query import Facet, Kind, Query
from tui.config.settings import Settings

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def height(explorer: Explorer, selector: str) -> int:
    """Return the rows of a widget."""
    return explorer.screen.query_one(selector).outer_size.height


def shown(explorer: Explorer) -> list[str]:
    """Return the panes that have room on the screen."""
    return [pane for pane in ("#results", "#reader", "#sidebar") if explorer.screen.query_one(pane).region.area]


async def test_on_a_narrow_screen_only_the_panel_in_focus_is_open(explore: Opener, library: FakeLibrary) -> None:
    """The others are a title and a count, so that the list in focus has the room."""
    async with explore(library, size=(40, 20)) as explorer:
        await explorer.press("enter", "p")
        await explorer.until(lambda: height(explorer, "#people") > 6 and height(explorer, "#countries") == 2)
        await explorer.press("c")
        await explorer.until(lambda: height(explorer, "#people") == 2 and height(explorer, "#countries") > 6)


async def test_on_a_narrow_screen_the_state_has_the_room_of_our_name(explore: Opener, library: FakeLibrary) -> None:
    """Where both fit, both are shown."""
    async with explore(library, size=(80, 20)) as explorer:
        assert explorer.lines().lstrip().startswith("pressroom  ")
        await explorer.pilot.resize_terminal(40, 20)
        await explorer.settle()
        top = explorer.lines().splitlines()[0]
        assert "12 documents" in top
        assert "pressroom" not in top


async def test_small_terminals_show_the_pane_in_focus(explore: Opener, library: FakeLibrary) -> None:
    """Alone in 60 columns and fewer, beside the sidebar in 80; nothing changes but the size."""
    beside = ["#sidebar"]
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter")
        for size, others in (((80, 24), beside), ((60, 18), []), ((40, 12), [])):
            await explorer.pilot.resize_terminal(*size)
            for key, pane in (("enter", "#reader"), ("escape", "#results")):
                await explorer.press(key)
                await explorer.until(lambda wanted=[pane, *others]: shown(explorer) == wanted)  # type: ignore[misc]
            await explorer.press("p")
            wanted = ["#results", *beside] if others else beside
            await explorer.until(lambda wanted=wanted: shown(explorer) == wanted)  # type: ignore[misc]
            await explorer.press("escape")


async def test_a_zoomed_sidebar_is_as_wide_as_the_screen(explore: Opener, library: FakeLibrary) -> None:
    """Its width in the settings is for the sidebar beside other panes."""
    async with explore(library, settings=Settings(sidebar_width=30)) as explorer:
        sidebar = explorer.screen.query_one("#sidebar")
        assert sidebar.outer_size.width == 30
        await explorer.press("enter", "p", "z")
        await explorer.until(lambda: sidebar.outer_size.width == 160)


async def test_a_timeline_of_one_year_stays_one_line_in_focus(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colors, too, where the pane in focus has a heavy border; it is reversed instead."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter", "t")
        await explorer.until(lambda: height(explorer, "#years") == 5)
        await explorer.press("slash")
        await explorer.type("fishing")
        await explorer.press("enter", "t")
        await explorer.until(lambda: height(explorer, "#years") == 1)
        assert "All in 2023" in explorer.lines("#years")
        assert explorer.screen.query_one("#years").visual_style.reverse


async def test_the_key_to_the_other_panes_is_always_shown(explore: Opener, library: FakeLibrary) -> None:
    """The hints before it give way."""
    async with explore(library, size=(40, 20)) as explorer:
        for key in ("down", "p", "escape", "enter"):
            await explorer.press(key)
            assert "Tab next pane" in explorer.lines("StatusLine")


@pytest.mark.parametrize(
    ("keys", "size", "screen_reader"),
    [(("full_stop", "m"), (3, 2), False), (("full_stop", "s"), (5, 3), False), (("enter", "y"), (5, 3), True)],
)
async def test_a_screen_in_a_few_cells_comes_to_rest(
    explore: Opener,
    library: FakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
    size: tuple[int, int],
    screen_reader: bool,
) -> None:
    """No scrollbar of the screen comes and goes, each time with a new layout."""
    layouts: list[Screen[object]] = []
    lay_out = Screen._refresh_layout

    def counted(screen: Screen[object], *args: Any, **options: Any) -> None:
        """Count and lay out."""
        layouts.append(screen)
        lay_out(screen, *args, **options)

    async with explore(library, size=(100, 30), settings=Settings(dwell=0, screen_reader=screen_reader)) as explorer:
        await explorer.press("enter", *keys)
        await explorer.pilot.resize_terminal(*size)
        for _ in range(10):
            await explorer.pilot.pause()
        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        for _ in range(30):
            await explorer.pilot.pause()
        assert len(layouts) <= 2


async def test_people_and_countries_have_the_rows_of_a_low_screen(explore: Opener, library: FakeLibrary) -> None:
    """The user's own work and the languages are a title until they have the focus."""
    async with explore(library, size=(80, 24)) as explorer:
        widgets = explorer.screen.widgets
        widgets.show_own_work([Facet(Kind.USER_DATA, f"tag:{number}", "", 1) for number in range(6)], Query())
        await explorer.press("enter")
        await explorer.until(lambda: height(explorer, "#own") == 1)
        assert "Your work" in explorer.lines("#own")
        assert min(height(explorer, "#people"), height(explorer, "#countries")) == 7
        explorer.screen.panes.show("own")
        await explorer.until(lambda: height(explorer, "#own") > 4)
        await explorer.pilot.resize_terminal(40, 20)
        await explorer.until(lambda: height(explorer, "#own") > 6 and height(explorer, "#people") == 2)
        await explorer.press("p")
        await explorer.until(lambda: height(explorer, "#own") == 1 and height(explorer, "#people") > 6)
        await explorer.pilot.resize_terminal(80, 40)
        await explorer.press("escape")
        await explorer.until(lambda: height(explorer, "#own") == 8)


async def test_an_open_panel_of_a_low_screen_shows_the_focus_without_colors(
    explore: Opener, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a heavy border on all sides."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with explore(library, size=(80, 24)) as explorer:
        explorer.screen.widgets.show_own_work([Facet(Kind.USER_DATA, "tag:1", "", 1)], Query())
        explorer.screen.panes.show("own")
        await explorer.until(lambda: height(explorer, "#own") == 3)
        assert {kind for kind, _ in explorer.screen.widgets.own.styles.border} == {"heavy"}


async def test_counts_keep_their_column_when_a_scrollbar_appears(explore: Opener, library: FakeLibrary) -> None:
    """The room for it is kept free."""
    async with explore(library) as explorer:
        people = explorer.screen.widgets.people
        shown = []
        for count in (3, 300):
            people.show([Facet(Kind.PERSON, f"{n}", f"Person {n}", 5) for n in range(count)], {}, keep_place=False)
            await explorer.settle()
            assert people.list.show_vertical_scrollbar is (count == 300)
            shown.append(explorer.lines("#people").splitlines()[1].rstrip(" │█▁▂▃▄▅▆▇"))
        assert shown[0] == shown[1]
