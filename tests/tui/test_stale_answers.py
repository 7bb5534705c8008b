"""Outdated answers of the entity service are dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.model.entity import Suggestion
from index.model.query import Query
from index.model.same_person import NameLikeness, SamePersonEvidence
from tui.screens.entity.page import EntityScreen
from tui.screens.entity.same_person import SuggestionsScreen
from tui.services.entity_service import EntityService

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


async def test_a_page_of_another_scope_is_dropped(library: FakeLibrary, explore: Opener) -> None:
    """A page for the results is not shown while the whole library is selected."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w")
        screen = explorer.app.screen
        assert isinstance(screen, EntityScreen)
        shown = screen.mentions.page
        assert shown is not None

        late = replace(shown, documents=999)
        screen.post_message(EntityService.EntityLoaded(late, Query("another"), 0))
        await explorer.settle()

        assert screen.mentions.page == shown
        screen.post_message(EntityService.EntityLoaded(late, None, 0))
        await explorer.settle()
        assert screen.mentions.page == late


async def test_a_page_read_before_a_correction_is_dropped(library: FakeLibrary, explore: Opener) -> None:
    """It would show the state before the correction."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "h")
        screen = explorer.app.screen
        assert isinstance(screen, EntityScreen)
        shown = screen.mentions.page
        assert shown is not None

        screen.post_message(EntityService.EntityLoaded(replace(shown, documents=999), None, 0))
        await explorer.settle()

        assert screen.mentions.page == shown


async def test_pairs_read_before_an_answer_are_dropped(library: FakeLibrary, explore: Opener) -> None:
    """An answered pair is not shown again."""
    found = library.search(Query()).people
    evidence = SamePersonEvidence(NameLikeness.INITIAL)
    library.suggested = tuple(Suggestion(found[0], other, evidence) for other in found[1:3])
    both = library.suggested
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        screen = explorer.app.screen
        assert isinstance(screen, SuggestionsScreen)
        assert screen.pairs.suggestions == list(both)
        await explorer.press("n")
        assert screen.pairs.suggestions == [both[1]]

        screen.post_message(EntityService.CandidatesLoaded(both, 0))
        await explorer.settle()

        assert screen.pairs.suggestions == [both[1]]
