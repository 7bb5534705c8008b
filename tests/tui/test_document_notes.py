"""The reader and the list of skipped files say what was left out, and the reader a foreign language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.model.columns import ColumnChoice
from corpus.model.document import Skipped
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from index.model.partly_read import PartlyRead
from tui.screens.skipped import SkippedList, SkippedScreen
from tui.text.columns import columns_text, left_columns_text
from tui.text.omissions import omission_text, partly_read_text

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener

IMAGES = Omission(OmissionKind.IMAGES, 3)
CHOICE = ColumnChoice(("headline",), ("body", "lead"), unused=("score",))


async def test_the_reader_shows_omissions_and_columns(explore: Opener, library: FakeLibrary) -> None:
    """In muted lines below the title, which other documents do not have."""
    library.documents[0] = replace(library.documents[0], omissions=(IMAGES,), columns=CHOICE)
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "enter")
        shown = " ".join(explorer.lines("#reader-notes").replace("│", " ").split())

        assert shown == "Not shown: 3 images Columns: title from headline, text from body, lead; not used: score"
        await explorer.press("right_square_bracket")
        assert "Not shown" not in explorer.lines("#reader")


@pytest.mark.parametrize(("code", "is_shown"), [("de", True), ("en", False), ("", False)])
async def test_the_reader_names_a_language_other_than_the_usual(
    explore: Opener, library: FakeLibrary, code: str, is_shown: bool
) -> None:
    """The most frequent one of the library goes without saying."""
    library.documents[0] = replace(library.documents[0], language=code)
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "enter")

        title = str(explorer.screen.widgets.reader.border_title)
        assert ("text · German · releases/00.txt" in title) is is_shown
        assert ("English" in title) is False


async def test_the_list_has_files_read_in_part_after_those_skipped(explore: Opener, library: FakeLibrary) -> None:
    """With what is not in their documents."""
    library.left = (Skipped("a.pdf", Reason.EMPTY),)
    library.partly = (PartlyRead("b.eml", 2, (IMAGES,)),)
    async with explore(library, (120, 36)) as explorer:
        await explorer.press("enter", "S")
        await explorer.until(lambda: isinstance(explorer.app.screen, SkippedScreen))
        box = explorer.app.screen.query_one(".dialog")

        assert str(box.border_title) == "1 file skipped · 1 read in part"
        assert explorer.app.screen.query_one(SkippedList).entries == [
            ("a.pdf", "is empty"),
            ("b.eml", "read in part: 2 documents without 3 images"),
        ]


def test_columns_are_named_up_to_a_number() -> None:
    """The others are counted."""
    unused = tuple(f"c{number}" for number in range(10))
    choice = ColumnChoice(("title",), (), ("date",), ("url",), unused, ("headline",))

    assert columns_text(choice) == (
        "Columns: title from title, date from date; also url; not used: c0, c1, c2, c3, c4, c5 and 4 others; "
        "not in the file: headline"
    )
    assert left_columns_text(choice) == "10 columns (c0, c1, c2, c3, c4, c5 and 4 others), missing: headline"
    assert columns_text(ColumnChoice(unused=("a",))) == "No column holds articles: the whole table is one document"


def test_parts_of_many_documents_are_counted() -> None:
    """With the detail of the first."""
    assert omission_text(Omission(OmissionKind.UNREADABLE_PART, 0, "a.bin")) == "a part that cannot be read (a.bin)"
    assert omission_text(Omission(OmissionKind.UNREADABLE_PART, 2, "a.bin")) == "2 parts that cannot be read (a.bin)"
    assert omission_text(Omission(OmissionKind.ENCRYPTED_PART, 1, "a/b")) == "an encrypted part (a/b)"
    assert partly_read_text(PartlyRead("a", 1, (IMAGES,), CHOICE)) == (
        "1 document without 3 images; not used: 1 column (score)"
    )
