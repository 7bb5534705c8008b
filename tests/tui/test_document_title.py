"""Titles are readable as a whole, and end with an ellipsis where they are cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from corpus.model.document import Skipped
from corpus.reading.read import read
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen

if TYPE_CHECKING:
    from corpus.model.document import Document
    from tests.tui.conftest import Explorer, FakeLibrary, Opener

Maker = Callable[..., "Document"]

SEED = (
    " date 2024-10-18 Kasčiūnas is attending NATO Defence Ministers’ meeting dedicated to the most pressing NATO "
    "security and defence issues, particularly the new NATO defence plans, air defence and assistance to Ukraine.\n"
    "In his address at the meeting, he underscored the importance of the new NATO defence plans and the need for more "
    "defence spending in the entire Alliance.\n"
)
LONG = "Ona Petraitė of Lithuania spoke of airspace " + "and of many other things " * 12 + "in Vilnius"


def words(shown: str) -> str:
    """Return drawn text as one line without borders."""
    return " ".join(shown.replace("│", " ").split())


def head(explorer: Explorer) -> list[str]:
    """Return the rows of the title above the text."""
    return [line.strip("│ ") for line in explorer.lines("#reader-title").splitlines()]


@pytest.mark.parametrize("size", [(160, 45), (120, 36), (80, 24), (40, 20)])
async def test_the_headline_of_the_seed_is_visible_to_its_end(
    explore: Opener, library: FakeLibrary, size: tuple[int, int], tmp_path: Path
) -> None:
    """Without scrolling; the title above the text ends with an ellipsis if it is cut."""
    (tmp_path / "seed.txt").write_text(SEED, "utf-8")
    document = next(iter(read(tmp_path, "seed.txt")))
    assert not isinstance(document, Skipped)
    library.documents = [document]
    async with explore(library, size) as explorer:
        await explorer.press("enter", "enter")

        assert document.title in words(explorer.lines("#reader"))
        assert document.title == " ".join(head(explorer)) or head(explorer)[-1].endswith("…")


@pytest.mark.parametrize("size", [(160, 45), (120, 36), (80, 24), (60, 16), (40, 20), (40, 12)])
@pytest.mark.parametrize("length", [1, 3, 30, 400])
async def test_any_title_is_readable(
    explore: Opener, library: FakeLibrary, new_document: Maker, size: tuple[int, int], length: int
) -> None:
    """It is whole above the text, or else cut to one row, and whole at the start of the text."""
    title = "Ministers meet on airspace " * length + "end"
    library.documents = [new_document(1, title, "The body of it.", dt.date(2024, 1, 1))]
    async with explore(library, size) as explorer:
        await explorer.press("enter", "enter")
        text = explorer.screen.widgets.reader.text
        if " ".join(head(explorer)) == title:
            assert text._rows[0].start == text.document.body_start  # type: ignore[union-attr]
        else:
            assert len(head(explorer)) == 1
            assert head(explorer)[0].endswith("…")
            assert text._rows[0].start == 0
            assert "Ministers meet" in explorer.lines("ReaderText").splitlines()[0]


async def test_the_title_follows_the_size_of_the_pane(
    explore: Opener, library: FakeLibrary, new_document: Maker
) -> None:
    """After a resize and back, the scroll position is the same."""
    body = "\n\n".join(f"Paragraph {number} of it." for number in range(100))
    library.documents = [new_document(1, LONG, body, dt.date(2024, 1, 1))]
    async with explore(library, (160, 45)) as explorer:
        await explorer.press("enter", "enter")
        assert " ".join(head(explorer)) == LONG
        await explorer.pilot.resize_terminal(60, 20)
        await explorer.settle()
        assert head(explorer)[0].endswith("…")
        assert explorer.lines("ReaderText").split("\n")[0].strip("│ ").startswith("Ona Petraitė")
        await explorer.press(*["pagedown"] * 3)
        top = explorer.screen.widgets.reader.text.top
        await explorer.pilot.resize_terminal(160, 45)
        await explorer.settle()

        assert " ".join(head(explorer)) == LONG
        assert explorer.screen.widgets.reader.text.top == top


async def test_hits_in_a_title_are_highlighted_but_not_counted(
    explore: Opener, library: FakeLibrary, new_document: Maker
) -> None:
    """The number of hits does not depend on the size of the terminal."""
    library.documents = [new_document(1, LONG, "The airspace is closed.", dt.date(2024, 1, 1))]
    async with explore(library, (60, 20)) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")

        text = explorer.screen.widgets.reader.text
        assert "hit 1 of 1" in explorer.lines("#reader")
        assert [text.document.text[span.start : span.end] for span in text._targets.highlights] == ["airspace"] * 2  # type: ignore[union-attr]


async def test_a_mention_in_a_long_title_is_visible(explore: Opener, library: FakeLibrary, new_document: Maker) -> None:
    """On the mention screen, too."""
    library.documents = [new_document(1, LONG, "Ona Petraitė left.", dt.date(2024, 1, 1))]
    async with explore(library, (60, 16)) as explorer:
        await explorer.press("enter", "p", "w", "enter")
        assert isinstance(explorer.app.screen, MentionScreen)
        title = explorer.lines("#reader-title").splitlines()

        assert len(title) == 1
        assert title[0].rstrip().endswith("…")
        assert LONG in words(explorer.lines("#reading"))
        assert "Ona Petraitė 1 of 2" in explorer.lines("#reading")


async def test_a_cut_summary_ends_with_an_ellipsis(explore: Opener, library: FakeLibrary) -> None:
    """On the page of a person with a long name."""
    async with explore(library, (40, 20)) as explorer:
        await explorer.press("enter", "p", "w")
        screen = explorer.app.screen
        assert isinstance(screen, EntityScreen)
        screen.query_one("#entity-head", Static).styles.max_height = 1
        await explorer.settle()

        assert explorer.lines("#entity-head").rstrip().endswith("…")


async def test_a_cut_note_below_the_search_bar_ends_with_an_ellipsis(explore: Opener, library: FakeLibrary) -> None:
    """A note has at most two rows."""
    async with explore(library, (40, 20)) as explorer:
        await explorer.type("grain")
        explorer.screen.widgets.search_bar.show_note(
            "These documents have some of the words, and no document has all. " * 2
        )
        await explorer.settle()

        assert explorer.lines("#search-note").rstrip().endswith("…")
