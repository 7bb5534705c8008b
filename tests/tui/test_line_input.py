"""Control characters in inputs are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.widgets.line_input import LineInput
from tui.widgets.search_bar import QueryInput

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener

UNSAFE = "air\x1b[31mspace\x00\x9b2J\u202egrain\x07"


@pytest.mark.parametrize(
    "way", [[], ["enter", "p", "f"], ["enter", "enter", "f"]], ids=["query", "find a name", "find in the document"]
)
async def test_control_characters_of_a_paste_become_spaces(
    explore: Opener, library: FakeLibrary, way: list[str]
) -> None:
    """In every input."""
    async with explore(library) as explorer:
        await explorer.press(*way)
        await explorer.type(UNSAFE)

        shown = explorer.lines()
        assert isinstance(explorer.app.focused, LineInput)
        assert isinstance(explorer.app.focused, QueryInput) == (not way)
        assert "air [31mspace" in shown
        assert not any(char in shown for char in "\x1b\x00\x9b\x07\u202e")


async def test_control_characters_pasted_into_the_palette_are_not_drawn(explore: Opener, library: FakeLibrary) -> None:
    """Its input is Textual's own."""
    async with explore(library) as explorer:
        await explorer.press("ctrl+p")
        await explorer.type(UNSAFE)

        assert "air [31mspace" in explorer.lines()
        assert "\x1b" not in explorer.lines()


async def test_control_characters_of_an_earlier_query_become_spaces(explore: Opener, library: FakeLibrary) -> None:
    """The history file is untrusted."""
    async with explore(library) as explorer:
        explorer.screen.widgets.search_bar.query_input.earlier = [UNSAFE]
        await explorer.press("up")

        assert explorer.screen.widgets.search_bar.text == "air [31mspace  2J grain "
        assert "\x1b" not in explorer.lines()


async def test_a_paste_of_several_lines_becomes_one_line(explore: Opener, library: FakeLibrary) -> None:
    """A paste replaces the selected text."""
    async with explore(library) as explorer:
        await explorer.type("Ona  \r\n  Petraitė\n")
        assert explorer.screen.widgets.search_bar.text == "Ona Petraitė"
        await explorer.press("ctrl+shift+a")
        await explorer.type("grain ")
        await explorer.type("straits")
        await explorer.press("ctrl+shift+a")
        await explorer.type("\n")

        assert explorer.screen.widgets.search_bar.text == "grain straits"
