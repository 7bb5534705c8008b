"""What is pasted into a line to type in can no more steer the terminal than a document can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.widgets.line_input import LineInput
from tui.widgets.search_bar import QueryInput

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener

NASTY = "air\x1b[31mspace\x00\x9b2J\u202egrain\x07"


@pytest.mark.parametrize(
    "way", [[], ["enter", "p", "f"], ["enter", "enter", "f"]], ids=["query", "find a name", "find in the document"]
)
async def test_nothing_of_a_paste_is_obeyed(explore: Opener, library: FakeLibrary, way: list[str]) -> None:
    """A blank stands for each character that a terminal would obey, and the query has it, too."""
    async with explore(library) as explorer:
        await explorer.press(*way)
        await explorer.type(NASTY)

        shown = explorer.lines()
        assert isinstance(explorer.app.focused, LineInput)
        assert isinstance(explorer.app.focused, QueryInput) == (not way)
        assert "air [31mspace" in shown
        assert not any(char in shown for char in "\x1b\x00\x9b\x07\u202e")


async def test_nothing_of_a_paste_into_the_palette_is_obeyed(explore: Opener, library: FakeLibrary) -> None:
    """A line of Textual's own."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p")
        await explorer.type(NASTY)

        assert "air [31mspace" in explorer.lines()
        assert "\x1b" not in explorer.lines()


async def test_an_earlier_query_is_not_obeyed(explore: Opener, library: FakeLibrary) -> None:
    """The file of earlier queries may have been written by anybody."""
    async with explore(library) as explorer:
        explorer.screen.widgets.search_bar.query_input.earlier = [NASTY]
        await explorer.press("up")

        assert explorer.screen.widgets.search_bar.text == "air [31mspace  2J grain "
        assert "\x1b" not in explorer.lines()


async def test_a_paste_of_several_lines_is_one(explore: Opener, library: FakeLibrary) -> None:
    """A name broken over two lines is whole; what was selected is replaced."""
    async with explore(library) as explorer:
        await explorer.type("Ona  \r\n  Petraitė\n")
        assert explorer.screen.widgets.search_bar.text == "Ona Petraitė"
        await explorer.press("ctrl+shift+a")
        await explorer.type("grain ")
        await explorer.type("straits")
        await explorer.press("ctrl+shift+a")
        await explorer.type("\n")

        assert explorer.screen.widgets.search_bar.text == "grain straits"
