"""Pages of people and countries, corrections, and possible same persons in the explorer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model.document import Entities, Person, Span
from index.model.correction_fault import EntryFault, EntryProblem, FileProblems
from index.model.entity import Action, Correction, Role
from index.model.query import Kind
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen
from tui.widgets.mention_list import MentionList
from tui.widgets.reader_text import ReaderText

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def page(explorer: Explorer) -> EntityScreen:
    """Return the page on top."""
    screen = explorer.app.screen
    assert isinstance(screen, EntityScreen)
    return screen


async def test_w_opens_the_page_of_a_person(library: FakeLibrary, explore: Opener) -> None:
    """With name variants, roles with years, co-occurrences, and the mentions in context, the newest first."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w")

        shown = explorer.lines()
        assert "Ona Petraitė  ·  3 documents  ·  2020-01-01 to 2024-10-18" in shown
        assert "Minister" in explorer.lines("#facts")
        assert "2020–2024" in explorer.lines("#facts")
        assert "Jan Nowak" in explorer.lines("#facts")
        mentions = explorer.lines("#mentions").splitlines()
        assert "2024-10-18" in mentions[1]
        assert "Ona Petraitė of Lithuania" in mentions[2]


async def test_x_hides_a_role_and_the_list_of_hidden_names_brings_it_back(
    library: FakeLibrary, explore: Opener
) -> None:
    """On the row of the role; Ctrl+Z undoes it, too."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "tab")
        facts = page(explorer).facts
        at = next(n for n, fact in enumerate(facts.facts) if isinstance(fact, Role))
        await explorer.press(*["j"] * at, "x")
        hidden = Correction(Action.HIDE_ROLE, Kind.PERSON, ("Ona Petraitė",), "Minister")
        assert library.corrected == [hidden]
        await explorer.press("ctrl+z")
        assert library.corrected == []
        await explorer.press("x", "escape", "H")
        assert "Minister  role of Ona Petraitė" in explorer.lines()
        await explorer.press("enter")
        assert library.corrected == []


async def test_a_mention_opens_its_document_and_esc_goes_back(library: FakeLibrary, explore: Opener) -> None:
    """The document opens at the mention; Esc goes back to the mention, then to the main screen."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "j", "enter")

        assert isinstance(explorer.app.screen, MentionScreen)
        assert "Summit ends" in explorer.lines("#reader-title")
        assert "Ona Petraitė 1 of 1" in explorer.lines("#reading")
        text = explorer.app.screen.query_one(ReaderText)
        assert text.document is not None
        at = text.targets[text.current]
        assert text.document.text[at.start : at.end] == "Ona Petraitė"

        await explorer.press("escape")
        assert page(explorer).mentions.cursor == 1
        await explorer.press("escape")
        assert len(explorer.app.screen_stack) == 1
        assert explorer.screen.widgets.people.list.has_focus


async def test_a_co_occurring_name_opens_its_page(library: FakeLibrary, explore: Opener) -> None:
    """Esc goes back to the first page."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "tab")
        first = page(explorer)
        first.facts.cursor = next(n for n, fact in enumerate(first.facts.facts) if getattr(fact, "key", "") == "PL")
        await explorer.press("enter")

        assert page(explorer) is not first
        assert "Poland  ·  4 documents" in explorer.lines()
        await explorer.press("escape")
        assert page(explorer) is first


async def test_the_page_can_be_limited_to_the_results(library: FakeLibrary, explore: Opener) -> None:
    """A switches between mentions in the results and in the whole library."""
    async with explore(library) as explorer:
        await explorer.type("summit")
        await explorer.press("enter", "p", "w", "a")

        assert "1 mention in these results" in explorer.lines("#mentions")
        await explorer.press("a")
        assert "3 mentions in the whole library" in explorer.lines("#mentions")


async def test_further_mentions_are_loaded_while_scrolling(library: FakeLibrary, explore: Opener) -> None:
    """Page by page, without gaps or duplicates."""
    saying = "Ona Petraitė spoke. "
    places = tuple(Span(at, at + len("Ona Petraitė")) for at in range(0, 120 * len(saying), len(saying)))
    entities = Entities((Person("Ona Petraitė", mentions=places),))
    library.documents = [replace(library.documents[0], text=saying * 120, body_start=0, entities=entities)]
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w")
        listed = page(explorer).mentions
        assert listed.count == 50
        for _ in range(4):
            listed.cursor = listed.count - 1
            await explorer.settle()

        assert _starts(listed) == [place.start for place in places]


def _starts(listed: MentionList) -> list[int]:
    assert listed.page is not None
    return [one.at.start for one in listed.page.occurrences]


async def test_merging_two_people_and_undoing_it(library: FakeLibrary, explore: Opener) -> None:
    """V selects, m asks for the name, Enter merges, Ctrl+Z undoes; the list is updated immediately."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "v")
        assert "●" in explorer.lines("#people")
        names = [facet.label for facet in explorer.screen.widgets.people.list.facets]
        await explorer.press("m", "enter")

        assert library.corrected == [Correction(Action.MERGE, Kind.PERSON, (names[0], names[1]), names[0])]
        assert names[1] not in explorer.lines("#people")
        await explorer.press("ctrl+z")
        assert library.corrected == []
        assert names[1] in explorer.lines("#people")


async def test_cancelling_the_name_dialog_changes_nothing(library: FakeLibrary, explore: Opener) -> None:
    """Esc cancels; the selection stays, until another Esc."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "v", "m", "escape")
        assert library.corrected == []
        assert "1 selected" in explorer.lines("#people")
        await explorer.press("escape")
        assert "selected" not in explorer.lines("#people")


async def test_many_names_are_hidden_and_brought_back_at_once(library: FakeLibrary, explore: Opener) -> None:
    """Those that a pattern finds, or a range; as one change, which is undone as one."""
    async with explore(library) as explorer:
        people = explorer.screen.widgets.people.list
        names = [facet.label for facet in people.facets]
        await explorer.press("enter", "p", "f", "asterisk", "n", "asterisk", "enter", "asterisk")
        chosen = {facet.label for facet in people.selected.values()}
        assert chosen == {name for name in names if any("n" in word.casefold() for word in name.split())}
        await explorer.press("h")
        assert {each.names[0] for each in library.corrected} == chosen
        await explorer.press("ctrl+z")
        assert library.corrected == []

        await explorer.press("escape", "c", "v", "down", "V", "h")
        assert [each.kind for each in library.corrected] == [Kind.COUNTRY] * 3
        await explorer.press("H")
        assert "Hidden names (3)" in explorer.lines()
        await explorer.press("v", "v", "enter")
        assert "Hidden names (1)" in explorer.lines()
        await explorer.press("ctrl+z", "escape")
        assert len(library.corrected) == 3


async def test_uncertain_names_are_folded_at_the_end(library: FakeLibrary, explore: Opener) -> None:
    """Enter unfolds them and folds them again; they are not selected while folded, but found by name."""
    library.uncertain = 2
    async with explore(library) as explorer:
        people = explorer.screen.widgets.people.list
        names = [facet.label for facet in people.facets]
        await explorer.press("enter", "p", "G")
        assert "▸ uncertain (2)" in explorer.lines("#people")
        assert names[-1] not in explorer.lines("#people")
        await explorer.press("x", "w", "h", "r", "v", "m")  # nothing to exclude, open, hide, rename, select or merge
        assert library.corrected == []
        await explorer.press("asterisk")
        assert [facet.label for facet in people.selected.values()] == names[:-2]
        await explorer.press("escape", "G", "enter", "G")
        assert "▾ uncertain (2)" in explorer.lines("#people")
        assert people.facet is not None
        assert people.facet.label == names[-1]
        await explorer.press("h")
        assert [each.names for each in library.corrected] == [(names[-1],)]
        await explorer.press("ctrl+z", "g", *["down"] * (len(names) - 2), "enter")
        assert names[-1] not in explorer.lines("#people")
        await explorer.press("f", *names[-1][:4])
        assert names[-1] in explorer.lines("#people")


async def test_renaming(library: FakeLibrary, explore: Opener) -> None:
    """R asks for the new name, which the sidebar then shows."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "r")
        await explorer.type("Another Name")
        await explorer.press("enter")
        assert "Another Name" in explorer.lines("#people")


async def test_hiding_a_name(library: FakeLibrary, explore: Opener) -> None:
    """H removes the name from the list; Ctrl+Z restores it."""
    async with explore(library) as explorer:
        first = explorer.screen.widgets.people.list.facets[0].label
        await explorer.press("enter", "p", "h")
        assert first not in explorer.lines("#people")
        await explorer.press("ctrl+z")
        assert first in explorer.lines("#people")


async def test_hiding_a_person_in_one_document(library: FakeLibrary, explore: Opener) -> None:
    """X on a mention hides the person in that document only."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "x")
        assert library.corrected == [
            Correction(Action.HIDE, Kind.PERSON, ("Ona Petraitė",), path=library.documents[0].path)
        ]


async def test_broken_corrections_are_reported_and_the_explorer_opens(library: FakeLibrary, explore: Opener) -> None:
    """In one sentence; the library can be searched."""
    library.problems = FileProblems(Path("corrections.yaml"), EntryProblem(EntryFault.MISSING_KEY, 3))
    async with explore(library) as explorer:
        sentence = "A correction is not applied: corrections.yaml, line 3: a name is missing."
        assert [notice.message for notice in explorer.app._notifications] == [sentence]
        assert "12 documents" in explorer.lines("#results")


async def test_the_page_on_a_small_screen(library: FakeLibrary, explore: Opener) -> None:
    """At 80 × 24 both panes are visible, and Tab switches between them."""
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter", "p", "w")
        assert "Name variants" in explorer.lines()
        assert "2024-10-18" in explorer.lines("#mentions")
        await explorer.press("tab")
        assert page(explorer).facts.has_focus
