"""Screen-reader mode: one column of plain text, and each change announced as a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click.testing import CliRunner
from textual.color import Color

from tui.app import Pressroom
from tui.cli.main import pressroom
from tui.config.settings import Settings
from tui.text.plain_symbols import PlainSymbols, spoken_text
from tui.widgets.announcement import Announcement

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.tui.conftest import Explorer, FakeLibrary, Opener

SETTINGS = Settings(dwell=0, screen_reader=True)
_DECORATION = re.compile(r"[─-▟•●★✓✗·]")


def said(explorer: Explorer, name: str = "-state") -> str:
    """Return the latest announcement."""
    return explorer.app.screen.query_one(f"Announcement.{name}", Announcement).said


async def test_results_focus_and_rows_are_announced(explore: Opener, library: FakeLibrary) -> None:
    """Without decoration, in one column; the terminal's cursor is on the row that is announced."""
    async with explore(library, settings=SETTINGS) as explorer:
        assert explorer.screen.has_class("-narrow"), "160 columns, but one pane"
        await explorer.type("airspace")
        assert said(explorer) == "3 documents"
        await explorer.press("enter")
        assert said(explorer).startswith("3 documents. 2024-10-18 Ministers meet on airspace")
        assert not _DECORATION.search(explorer.lines())
        await explorer.press("j")
        assert said(explorer).startswith("2024-09-30 Border works begin")
        at = explorer.app.cursor_position
        assert "Border works begin" in explorer.lines().splitlines()[at.y]

        await explorer.press("c")
        assert said(explorer).startswith("Countries. Lithuania")
        await explorer.press("space")
        assert "filtered, " in said(explorer)
        assert not explorer.screen.widgets.results.display
        await explorer.press("escape", "s")
        assert "newest first" in said(explorer)


async def test_the_reader_says_the_line_of_a_hit_or_name(explore: Opener, library: FakeLibrary) -> None:
    """And what a key did, instead of a box over the screen; an empty result says why."""
    async with explore(library, settings=SETTINGS, size=(80, 24)) as explorer:
        await explorer.type("norway")
        await explorer.press("enter", "enter")
        assert "over Norway was closed" in said(explorer)
        assert said(explorer).endswith("hit 1 of 1")
        await explorer.press("right_curly_bracket")
        assert said(explorer).startswith("Norway, ")
        await explorer.press("b")
        assert said(explorer, "-message").startswith("This library was opened without")
        assert not explorer.app.screen.query("Toast")
        await explorer.press("j")
        assert said(explorer, "-message") == ""

        await explorer.press("slash")
        await explorer.type("unfindable")
        assert "No document" in said(explorer)


async def test_filters_documents_and_the_end_of_a_list_are_announced(explore: Opener, library: FakeLibrary) -> None:
    """The effects of a key that are elsewhere on the screen than the focus."""
    async with explore(library, settings=SETTINGS, size=(80, 24)) as explorer:
        await explorer.press("enter", "G", "j")
        assert said(explorer, "-message") == "No more rows."
        await explorer.press("g")
        assert said(explorer, "-message") == ""
        await explorer.press("enter", "right_square_bracket")
        assert "Border works begin. 2024-09-30" in said(explorer)
        await explorer.press("right_curly_bracket", "space")
        assert said(explorer).startswith("Filters: Poland. 4 documents")
        await explorer.press("u")
        assert said(explorer).startswith("12 documents")
        await explorer.press("slash")
        await explorer.type("date:1987-13")
        await explorer.press("enter")
        assert said(explorer).startswith("Results. No results. No document has")


async def test_every_action_can_be_reached(explore: Opener, library: FakeLibrary) -> None:
    """By its key or the palette: no pane is left out, although one is shown at a time."""
    async with explore(library, settings=SETTINGS, size=(80, 24)) as explorer:
        await explorer.press("enter")
        seen = set()
        for _ in range(8):
            await explorer.press("tab")
            seen.add(explorer.screen.panes.current)
        assert {"search", "people", "countries", "results", "reader", "years"} <= seen
        await explorer.press("ctrl+p")
        await explorer.type("bookmark")
        await explorer.until(lambda: "Star the document" in explorer.lines())
        assert not _DECORATION.search(explorer.lines().replace(" · ", "").replace("  ·  ", ""))


async def test_another_screen_is_announced_and_takes_all_of_the_screen(explore: Opener, library: FakeLibrary) -> None:
    """By its title and what has the focus."""
    async with explore(library, settings=SETTINGS, size=(100, 30)) as explorer:
        await explorer.press("enter", "question_mark")
        assert said(explorer).startswith("Help")
        assert explorer.app.screen.query_one(".dialog").region.width == 100
        assert not _DECORATION.search(explorer.lines().replace(" · ", ""))
        await explorer.press("escape", "p", "w")
        assert "Ona Petraitė" in said(explorer)


def test_signs_are_spoken_as_words() -> None:
    """Decoration is not spoken, and a dot between words in the text stays."""
    assert spoken_text("✓ Bill Clinton ███▌ 10") == "filtered, Bill Clinton 10"
    assert spoken_text("• ★ Col·legi  ·  2024") == "unread, starred, Col·legi, 2024"


def test_decoration_keeps_its_width_on_the_screen() -> None:
    """So that columns stay where they are."""
    from rich.segment import Segment

    drawn = PlainSymbols().apply([Segment("╭─ People ─╮"), Segment("ascii"), Segment("✓ a · b")], Color(0, 0, 0))
    assert [segment.text for segment in drawn] == ["   People   ", "ascii", "+ a,  b"]


def test_the_option_and_the_variable_turn_it_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever the settings say."""
    made: list[Pressroom] = []
    monkeypatch.setattr("tui.terminal.capability.unsupported_reason", lambda environ: "")
    monkeypatch.setattr(Pressroom, "explore", lambda app: made.append(app))
    index = ["--index-dir", str(tmp_path / "index")]
    folder = tmp_path / "documents"
    folder.mkdir()
    runner = CliRunner()
    runner.invoke(pressroom, ["open", str(folder), *index], catch_exceptions=False)
    runner.invoke(pressroom, ["open", str(folder), "--screen-reader", *index], catch_exceptions=False)
    runner.invoke(
        pressroom, ["open", str(folder), *index], env={"PRESSROOM_SCREEN_READER": "1"}, catch_exceptions=False
    )
    assert [app.has_class("-screen-reader") for app in made] == [False, True, True]
