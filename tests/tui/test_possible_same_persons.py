"""Possible same persons are merged, kept apart or postponed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.model.entity import Action, Correction, Suggestion
from index.model.query import Kind, Query
from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext
from tui.config.settings import Settings

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


def pairs(library: FakeLibrary) -> None:
    """Add two pairs of possible same persons."""
    found = library.search(Query()).people
    library.suggested = (
        Suggestion(
            found[0],
            found[1],
            SamePersonEvidence(NameLikeness.LETTER, ("Petraitė", "Petraite"), SharedContext.ROLE, "Minister"),
        ),
        Suggestion(found[0], found[2], SamePersonEvidence(NameLikeness.INITIAL)),
    )


async def test_y_merges_a_possible_same_person(library: FakeLibrary, explore: Opener) -> None:
    """The cursor is then on the next pair; Ctrl+Z undoes the merge."""
    pairs(library)
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        assert "Possible same person (2)" in explorer.lines()
        assert (
            "“Petraitė” and “Petraite” differ in one letter; both have the title or role “Minister”."
            in explorer.lines()
        )

        await explorer.press("y")
        left, right = library.suggested[0].left, library.suggested[0].right
        assert library.corrected == [Correction(Action.MERGE, Kind.PERSON, (left.key, right.key), left.label)]
        assert "Possible same person (1)" in explorer.lines()
        await explorer.press("ctrl+z")
        assert library.corrected == []
        assert "Possible same person (2)" in explorer.lines()

        await explorer.press("y", "escape")
        assert right.label not in explorer.lines("#people")


@pytest.mark.parametrize(
    ("width", "words"), [(45, "2 possible same persons · M"), (32, "2 possibly same · M"), (24, "2 same? · M")]
)
async def test_possible_same_persons_are_counted_below_the_people(
    library: FakeLibrary, explore: Opener, width: int, words: str
) -> None:
    """With the key that lists them, in words for which there is room; nothing is shown once all are answered."""
    pairs(library)
    async with explore(library, settings=Settings(sidebar_width=width)) as explorer:
        assert f"{words} ─" in explorer.lines("#people")

        await explorer.press("enter", "M", "y", "n", "escape")

        assert "same" not in explorer.lines("#people")


async def test_n_keeps_two_people_apart_and_l_postpones(library: FakeLibrary, explore: Opener) -> None:
    """N saves a correction; l only removes the pair in this session."""
    pairs(library)
    async with explore(library) as explorer:
        await explorer.press("enter", "M", "n", "l")
        assert [each.action for each in library.corrected] == [Action.SPLIT]
        assert "No two names left that may be one person." in explorer.lines()

        await explorer.press("escape", "M")
        assert "Possible same person (0)" in explorer.lines()


async def test_w_opens_the_pages_of_a_pair(library: FakeLibrary, explore: Opener) -> None:
    """W opens the page of the first person, W that of the second; Esc goes back to the pairs."""
    pairs(library)
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter", "M", "W")
        assert library.suggested[0].right.label in explorer.lines("#entity-head")
        await explorer.press("escape")
        assert "Possible same person" in explorer.lines()
