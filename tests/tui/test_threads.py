"""Next and previous message of a thread in the explorer."""

from __future__ import annotations

from tests.tui.conftest import Opener
from tests.tui.fake_library import FakeLibrary


async def test_the_messages_of_a_thread_are_read_in_turn(explore: Opener, library: FakeLibrary) -> None:
    """Those outside the results, too; going back returns to them."""
    library.threaded = tuple(library.documents[number].id for number in (0, 5, 1))
    async with explore(library) as explorer:
        reader, results = explorer.screen.widgets.reader, explorer.screen.widgets.results

        def title() -> str:
            return reader.document.title if reader.document else ""

        def told(words: str) -> bool:
            return any(words in notice.message for notice in explorer.app._notifications)

        await explorer.type("airspace")
        await explorer.press("enter", "enter", "right_parenthesis")
        assert (title(), results.cursor) == ("Fishing quota agreed", 0)
        assert told("Message 2 of 3 in this thread.")
        explorer.screen.search.rerun()
        await explorer.settle()
        assert title() == "Fishing quota agreed"
        await explorer.press("right_parenthesis")
        assert (title(), results.cursor) == ("Border works begin", 1)
        await explorer.press("right_parenthesis")
        assert told("This is the last message")

        await explorer.press("less_than_sign")
        assert title() == "Fishing quota agreed"
        assert reader.text.has_focus
        for key in ("left_parenthesis", "right_square_bracket", "right_square_bracket", "right_parenthesis"):
            await explorer.press(key)
        assert told("This document has no thread")
