"""The explorer keeps the user's own work: stars, tags, notes, read marks and saved searches, on a real library."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from index.model.user_data import DocumentEdit, SavedSearch
from tests.desk import Desk
from tui.screens.user_data.saved_searches import SavedSearchesScreen

pytestmark = pytest.mark.usefixtures("short_delays")


async def test_stars_tags_and_notes_are_set_shown_and_undone(desk: Desk) -> None:
    """By key, on one document or on several selected ones; one undo stack takes all back, newest first."""
    async with desk.explorer() as explorer:
        assert "Your work" not in explorer.lines()
        await explorer.press("b", "b", "b")
        assert "★ 2024-10-18 Kas" in explorer.row("Kasčiūnas is attending")
        assert "Starred 1 document. Press Ctrl+Z to undo." in explorer.notices
        await explorer.press("down", "T")
        await explorer.answer("border talks, budget")
        assert "#border talks #budget ·" in explorer.lines("#results")

        await explorer.press("v", "G", "V")
        assert "4 selected" in explorer.lines("#results")
        await explorer.press("T")
        assert "#budget" in explorer.lines("TagDialog > Vertical")
        await explorer.pilot.press("minus", "b", "u", "tab")
        await explorer.press("enter")
        assert "Removed the tag “budget” of 1 document. Press Ctrl+Z to undo." in explorer.notices
        await explorer.press("escape", "asterisk", "b")
        assert explorer.data.tags() == {"border talks": 1}
        assert sum(each.marks.starred for each in explorer.data.marked()) == 5
        assert "★ starred" in explorer.lines("#own")

        await explorer.press("A")
        explorer.app.post_message(events.Paste("Ask the ministry.\r\nTwice\x1b."))
        await explorer.settle()
        await explorer.press("ctrl+s")
        assert [each.marks.note for each in explorer.data.marked() if each.marks.note] == ["Ask the ministry.\nTwice ."]
        assert "✎ Ask the ministry." in explorer.lines("#reader")
        await explorer.press(*["ctrl+z"] * 7)
        assert explorer.data.marked() == ()
        assert "Your work" not in explorer.lines()
        await explorer.press("ctrl+z")
        assert "Nothing to undo: nothing was changed in this session." in explorer.notices


async def test_notes_on_passages_are_found_again_or_shown_as_loose(desk: Desk) -> None:
    """The passage is what was selected, or the paragraph; its note is edited in the same dialog."""
    text = "Headline of the paper\n\nThe airspace was closed. Nobody knows why.\n"
    (desk.folder / "paper.txt").write_text(text)
    desk.build(desk.folder)
    async with desk.explorer() as explorer:
        await explorer.press("slash", *"nobody", "enter", "enter")
        view = explorer.screen.widgets.reader.text
        explorer.screen.selections = {view: Selection(Offset(4, 0), Offset(23, 0))}
        await explorer.press("A")
        assert "“airspace was closed”" in explorer.lines("NoteDialog > Vertical")
        await explorer.write_note("by whom?")
        assert "✎ “airspace was closed”: by whom?" in explorer.lines("#reader")
        assert [view.document.text[span.start : span.end] for span in view._noted if view.document] == [
            "airspace was closed"
        ]
        await explorer.press("A")
        await explorer.write_note("by them")
        assert [each.note for marked in explorer.data.marked() for each in marked.marks.passages] == ["by them"]

        await explorer.press("A", "x", "escape")
        assert "Press Esc again to discard the note" in explorer.lines("NoteDialog > Vertical")
        await explorer.press("escape")
        (desk.folder / "paper.txt").write_text("Headline of the paper\n\nAll is well. Nobody asks.\n")
        desk.build(desk.folder)
        explorer.screen.library.refresh()
        await explorer.until(lambda: "All is well" in explorer.lines("#reader"))
        await explorer.settle()
        shown = " ".join(explorer.lines("#reader").replace("│", " ").split())
        assert "“airspace was closed” (no longer in the text): by them" in shown


async def test_documents_are_read_by_opening_them_by_dwelling_and_by_key(desk: Desk) -> None:
    """A document that is hidden, or whose preview stood too briefly, stays unread."""
    async with desk.explorer() as explorer:
        assert "read" not in explorer.lines("#results")
        await explorer.press("down")
        assert [seconds for seconds, _ in explorer.clock.timers] == [3.0]
        await explorer.press("down")
        explorer.clock.run_out()
        await explorer.settle()
        assert "1 of 5 read" in explorer.lines("#results")
        assert "• 2024-10-18 Kas" in explorer.row("Kasčiūnas is attending")
        await explorer.press("up", "enter")
        assert "2 of 5 read" in explorer.lines("#results")
        await explorer.press("R")  # not read again as long as it is open
        assert "1 of 5 read" in explorer.lines("#results")
        await explorer.press("escape", "asterisk", "R")
        assert "5 of 5 read" in explorer.lines("#results")
        await explorer.press("ctrl+z")
        assert "1 of 5 read" in explorer.lines("#results")

        await explorer.press("escape", "slash", *"is:unread", "enter")
        assert "4 documents" in explorer.lines("#results")


async def test_user_data_is_a_facet_to_filter_by(desk: Desk) -> None:
    """With a chip that says so; the panel corrects no names."""
    seed = desk.open_library().document("seed.txt").id
    desk.data.edit({seed: DocumentEdit(starred=True, add_tags=("budget",))})
    async with desk.explorer((80, 24)) as explorer:
        await explorer.press("c", "tab")
        assert explorer.screen.panes.current == "own"
        await explorer.press("h", "v", "m", "down", "space")
        assert not explorer.open_library().corrections()
        assert "1 document" in explorer.lines("#results")
        assert "✓ #budget ×" in explorer.lines("#filters")
        await explorer.press("x")
        assert "4 documents" in explorer.lines("#results")
        assert "✗ not #budget ×" in explorer.lines("#filters")


async def test_saved_searches_are_listed_run_renamed_and_deleted(desk: Desk) -> None:
    """With filters and order; every change can be undone."""
    async with desk.explorer() as explorer:
        await explorer.press("slash", *"grain", "enter", "s", "c", "space", "escape", "ctrl+s")
        await explorer.answer("Grain trade")
        saved = explorer.data.saved.find("grain trade")
        assert (saved.text, [each.key for each in saved.filters], saved.sort) == ("grain", ["SUHH"], "newest")
        await explorer.press("u", "slash", *"cocoa", "enter", "F")
        assert "Grain trade  1 document · nothing new" in explorer.lines()
        assert "grain · Soviet Union · newest first" in explorer.lines()
        await explorer.press("r")
        await explorer.answer("Wheat")
        await explorer.press("d")
        assert explorer.data.saved.all() == ()
        explorer.data.saved.save(SavedSearch("Gone", "tag:gone"))
        await explorer.press("ctrl+z")
        assert "Gone  No document has the tag “gone”" in explorer.lines()
        explorer.data.saved.delete("gone")
        await explorer.press("escape", "F")
        assert "Wheat  1 document" in explorer.lines()
        await explorer.press("enter")
        assert explorer.screen.widgets.search_bar.text == "grain"
        assert "1 document" in explorer.lines("#results")
        assert "✓ Soviet Union ×" in explorer.lines("#filters")


@pytest.mark.parametrize("key", ["ctrl+s", "T", "A"])
async def test_a_dialog_lies_over_the_screen_it_was_opened_from(desk: Desk, key: str) -> None:
    """Its first line and the results can still be read."""
    async with desk.explorer():
        before = desk.lines().splitlines()
        await desk.press(key)

        after = desk.lines().splitlines()
        assert desk.app.screen is not desk.screen
        assert after[0] == before[0]
        assert after[6][:18] == before[6][:18]


async def test_the_work_of_a_day_is_there_on_the_next(desk: Desk) -> None:
    """Read, star, save a search, quit with q; add documents; the next session knows all and names the new."""
    async with desk.explorer() as explorer:
        for key in ("enter", *["right_square_bracket"] * 4):
            await explorer.press(key)
        await explorer.press("b", "left_square_bracket", "b", "escape", "slash", *"grain", "enter", "ctrl+s")
        await explorer.answer("Grain")
        await explorer.pilot.press("q")
    assert explorer.app.return_code == 0
    desk.updates = True
    (desk.folder / "late.txt").write_text("A late paper on grain\n\nPoland sold grain to Brazil.\n")
    (desk.folder / "other.txt").write_text("Fish\n\nNorway sold fish to Japan.\n")

    async with desk.explorer() as explorer:
        await explorer.until(lambda: any("A late paper on grain" in notice for notice in explorer.notices))
        assert "5 of 7 read" in explorer.lines("#results")
        assert explorer.lines("#results").count("★") == 2
        await explorer.press("F")
        assert isinstance(explorer.app.screen, SavedSearchesScreen)
        assert "Grain  2 documents · 1 new since" in explorer.lines()
        await explorer.press("n")
        assert "1 document" in explorer.lines("#results")
        assert explorer.row("A late paper on grain")
        await explorer.press("F", "m")
        assert "nothing new" in explorer.lines()


async def test_a_person_is_saved_as_a_search_and_the_document_of_a_mention_is_starred(desk: Desk) -> None:
    """From the page of the person, and from the document that opens from it, which is then read."""
    async with desk.explorer() as explorer:
        await explorer.press("p", "w", "ctrl+s")
        await explorer.answer("Them")
        assert [each.kind for search in explorer.data.saved.all() for each in search.filters] == ["person"]
        await explorer.press("enter", "b")
        assert "★ starred" in explorer.lines("#reading")
        await explorer.press("escape", "escape", "escape")
        assert "★" in explorer.lines("#results")
        assert "1 of 5 read" in explorer.lines("#results")


async def test_an_invalid_file_is_named_with_its_line_and_stays_as_it_is(desk: Desk) -> None:
    """Also if it becomes invalid while the explorer is open."""
    path = desk.root / "userdata" / "documents.yaml"
    path.parent.mkdir()
    path.write_text("- document: seed.txt\n  starred: perhaps\n")
    async with desk.explorer() as explorer:
        assert any("documents.yaml, line 2" in notice for notice in explorer.notices)
        path.write_text("- document: [\n")
        await explorer.press("b")
        assert any("Fix it first; nothing was changed" in notice for notice in explorer.notices)
        assert "★" not in explorer.lines("#results")
        assert path.read_text() == "- document: [\n"


async def test_changes_of_another_explorer_are_merged_and_shown(desk: Desk) -> None:
    """It has starred another document meanwhile."""
    async with desk.explorer() as explorer:
        await explorer.press("b")
        other = explorer.data
        page = explorer.open_library().document("page.html").id
        other.edit({page: DocumentEdit(add_tags=("theirs",))})
        other.saved.save(SavedSearch("Theirs", "grain"))
        service = explorer.screen.own_work.service
        assert service is not None
        service.refresh()
        await explorer.settle()
        assert "#theirs" in explorer.lines("#results")
        await explorer.press("down", "b")
        assert sorted((each.marks.starred, each.marks.tags) for each in explorer.data.marked()) == [
            (True, ()), (True, ("theirs",))
        ]  # fmt: skip
