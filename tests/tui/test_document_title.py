"""The title of a document is readable as a whole, and where it is cut that is seen."""

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
    """What is drawn, as one line without frames."""
    return " ".join(shown.replace("│", " ").split())


def head(explorer: Explorer) -> list[str]:
    """The rows of the title above the text."""
    return [line.strip("│ ") for line in explorer.lines("#reader-title").splitlines()]


@pytest.mark.parametrize("size", [(160, 45), (120, 36), (80, 24), (40, 20)])
async def test_the_seeds_headline_is_read_to_its_end(
    explore: Opener, library: FakeLibrary, size: tuple[int, int], tmp_path: Path
) -> None:
    """In the reader, without scrolling; what stands above the text says where it is cut."""
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
    """Whole above the text, or else one row that ends with an ellipsis, and whole at the head of the text."""
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
    """Back and forth, and the text stays at its head, and at its words where it was scrolled."""
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


async def test_hits_in_a_cut_title_are_lit_and_not_walked(
    explore: Opener, library: FakeLibrary, new_document: Maker
) -> None:
    """The number of hits does not depend on the size of the terminal; the title's hits are lit where it is drawn."""
    library.documents = [new_document(1, LONG, "The airspace is closed.", dt.date(2024, 1, 1))]
    async with explore(library, (60, 20)) as explorer:
        await explorer.type("airspace")
        await explorer.press("enter", "enter")

        text = explorer.screen.widgets.reader.text
        assert "hit 1 of 1" in explorer.lines("#reader")
        assert [text.document.text[span.start : span.end] for span in text._lit] == ["airspace"] * 2  # type: ignore[union-attr]


async def test_a_mention_in_a_long_title_is_seen(explore: Opener, library: FakeLibrary, new_document: Maker) -> None:
    """On the screen of a mention, too."""
    library.documents = [new_document(1, LONG, "Ona Petraitė left.", dt.date(2024, 1, 1))]
    async with explore(library, (60, 16)) as explorer:
        await explorer.press("enter", "p", "w", "enter")
        assert isinstance(explorer.app.screen, MentionScreen)
        title = explorer.lines("#reading-title").splitlines()

        assert len(title) == 1
        assert title[0].rstrip().endswith("…")
        assert LONG in words(explorer.lines("#reading"))
        assert "Ona Petraitė 1 of 2" in explorer.lines("#reading")


async def test_a_head_that_is_cut_says_so(explore: Opener, library: FakeLibrary) -> None:
    """On the page of a person with a long name."""
    async with explore(library, (40, 20)) as explorer:
        await explorer.press("enter", "p", "w")
        screen = explorer.app.screen
        assert isinstance(screen, EntityScreen)
        screen.query_one("#entity-head", Static).styles.max_height = 1
        await explorer.settle()

        assert explorer.lines("#entity-head").rstrip().endswith("…")


async def test_a_remark_under_the_search_bar_that_is_cut_says_so(explore: Opener, library: FakeLibrary) -> None:
    """Two rows are all it gets."""
    async with explore(library, (40, 20)) as explorer:
        await explorer.type("grain")
        explorer.screen.widgets.search_bar.remark(
            "These documents have some of the words, and no document has all. " * 2
        )
        await explorer.settle()

        assert explorer.lines("#search-note").rstrip().endswith("…")
