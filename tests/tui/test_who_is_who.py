"""Pages of people and countries, and corrections made in the explorer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model.document import Entities, Person, Span
from index.model.correction_fault import CorrectionTrouble, EntryFault, EntryProblem
from index.model.entity import Action, Correction, Suggestion
from index.model.query import Kind, Query
from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen
from tui.widgets.mention_list import MentionList
from tui.widgets.reader_text import ReaderText

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def page(explorer: Explorer) -> EntityScreen:
    """The page on top."""
    screen = explorer.app.screen
    assert isinstance(screen, EntityScreen)
    return screen


async def test_why_is_this_person_here(library: FakeLibrary, explore: Opener) -> None:
    """W on a name: forms with counts, roles with years, company, and the mentions in context, newest first."""
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


async def test_a_mention_is_read_in_its_document_and_esc_goes_back_to_it(library: FakeLibrary, explore: Opener) -> None:
    """The document opens at the mention; Esc, and the cursor is where it was; Esc, and the explorer is as it was."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "j", "enter")

        assert isinstance(explorer.app.screen, MentionScreen)
        assert "Summit ends" in explorer.lines("#reading-title")
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


async def test_company_leads_to_its_own_page(library: FakeLibrary, explore: Opener) -> None:
    """Enter on a name of the company; Esc comes back."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "tab")
        first = page(explorer)
        first.known.cursor = next(n for n, fact in enumerate(first.known.facts) if getattr(fact, "key", "") == "PL")
        await explorer.press("enter")

        assert page(explorer) is not first
        assert "Poland  ·  4 documents" in explorer.lines()
        await explorer.press("escape")
        assert page(explorer) is first


async def test_the_page_can_be_narrowed_to_the_results(library: FakeLibrary, explore: Opener) -> None:
    """a: only the mentions in documents that match what is searched."""
    async with explore(library) as explorer:
        await explorer.type("summit")
        await explorer.press("enter", "p", "w", "a")

        assert "1 mention in these results" in explorer.lines("#mentions")
        await explorer.press("a")
        assert "3 mentions in the whole library" in explorer.lines("#mentions")


async def test_further_mentions_come_as_one_goes_down(library: FakeLibrary, explore: Opener) -> None:
    """Page by page, without a gap and without a repetition."""
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


async def test_merging_two_people_and_taking_it_back(library: FakeLibrary, explore: Opener) -> None:
    """V marks, m asks for the name to show, Enter merges; Ctrl+Z takes it back. The list follows at once."""
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


async def test_leaving_the_question_changes_nothing(library: FakeLibrary, explore: Opener) -> None:
    """Esc instead of a name."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "v", "m", "escape")
        assert library.corrected == []


async def test_renaming(library: FakeLibrary, explore: Opener) -> None:
    """R on a country: the new name stands in the sidebar."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "r")
        await explorer.type("Somebody Else")
        await explorer.press("enter")
        assert "Somebody Else" in explorer.lines("#people")


async def test_hiding_what_is_no_person(library: FakeLibrary, explore: Opener) -> None:
    """H takes the name out of the list; Ctrl+Z brings it back."""
    async with explore(library) as explorer:
        first = explorer.screen.widgets.people.list.facets[0].label
        await explorer.press("enter", "p", "h")
        assert first not in explorer.lines("#people")
        await explorer.press("ctrl+z")
        assert first in explorer.lines("#people")


async def test_not_in_this_document(library: FakeLibrary, explore: Opener) -> None:
    """X on a mention hides the person in that one document."""
    async with explore(library) as explorer:
        await explorer.press("enter", "p", "w", "x")
        assert library.corrected == [
            Correction(Action.HIDE, Kind.PERSON, ("Ona Petraitė",), path=library.documents[0].path)
        ]


async def test_broken_corrections_are_told_and_the_explorer_opens(library: FakeLibrary, explore: Opener) -> None:
    """One sentence; the library is there all the same."""
    library.trouble = CorrectionTrouble(Path("corrections.yaml"), EntryProblem(EntryFault.MISSING_KEY, 3))
    async with explore(library) as explorer:
        said = "A correction is left out: corrections.yaml, line 3: a name is missing."
        assert [notice.message for notice in explorer.app._notifications] == [said]
        assert "12 documents" in explorer.lines("#results")


async def test_the_page_on_a_small_screen(library: FakeLibrary, explore: Opener) -> None:
    """At 80 by 24 both sides are there, and Tab goes from one to the other."""
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter", "p", "w")
        assert "Written as" in explorer.lines()
        assert "2024-10-18" in explorer.lines("#mentions")
        await explorer.press("tab")
        assert page(explorer).known.has_focus


def pairs(library: FakeLibrary) -> None:
    """Two suggestions."""
    found = library.search(Query()).people
    library.suggested = (
        Suggestion(
            found[0],
            found[1],
            SamePersonEvidence(NameLikeness.LETTER, ("Petraitė", "Petraite"), SharedContext.ROLE, "Minister"),
        ),
        Suggestion(found[0], found[2], SamePersonEvidence(NameLikeness.INITIAL)),
    )


async def test_suggested_merges_are_answered_yes(library: FakeLibrary, explore: Opener) -> None:
    """M, y: the pair is one, and the next comes under the cursor; Ctrl+Z takes it back."""
    pairs(library)
    async with explore(library) as explorer:
        await explorer.press("enter", "M")
        assert "Who may be one: 2 pairs" in explorer.lines()
        assert "“Petraitė” and “Petraite” differ in one letter; both are called “Minister”." in explorer.lines()

        await explorer.press("y")
        left, right = library.suggested[0].left, library.suggested[0].right
        assert library.corrected == [Correction(Action.MERGE, Kind.PERSON, (left.key, right.key), left.label)]
        assert "Who may be one: 1 pair" in explorer.lines()
        await explorer.press("ctrl+z")
        assert library.corrected == []
        assert "2 pairs" in explorer.lines()

        await explorer.press("y", "escape")
        assert right.label not in explorer.lines("#people")


async def test_open_suggestions_are_counted_below_the_people(library: FakeLibrary, explore: Opener) -> None:
    """With the key that shows them; once all are answered, nothing is said any more."""
    pairs(library)
    async with explore(library) as explorer:
        assert "2 possible same persons · M" in str(explorer.screen.widgets.people.border_subtitle)

        await explorer.press("enter", "M", "y", "n", "escape")

        assert "alike" not in str(explorer.screen.widgets.people.border_subtitle)


async def test_suggested_merges_are_answered_no_or_later(library: FakeLibrary, explore: Opener) -> None:
    """N keeps them apart for good; l only until another time."""
    pairs(library)
    async with explore(library) as explorer:
        await explorer.press("enter", "M", "n", "l")
        assert [each.action for each in library.corrected] == [Action.SPLIT]
        assert "There is nobody to ask about." in explorer.lines()

        await explorer.press("escape", "M")
        assert "0 pairs" in explorer.lines()


async def test_a_suggestion_can_be_looked_into(library: FakeLibrary, explore: Opener) -> None:
    """W shows the page of the first, W of the second; Esc comes back to the question."""
    pairs(library)
    async with explore(library, size=(80, 24)) as explorer:
        await explorer.press("enter", "M", "W")
        assert library.suggested[0].right.label in explorer.lines("#entity-head")
        await explorer.press("escape")
        assert "Who may be one" in explorer.lines()
