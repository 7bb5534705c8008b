"""The command palette: every action of a screen, found by the words people use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.palette_commands import commands

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener

WORDS = {
    "annotate": "Note",
    "appearance": "Theme",
    "back": "Go back",
    "bookmark": "Star",
    "chart": "Years",
    "cite": "Quote",
    "clipboard": "Quote",
    "co-occurrence": "Matrix",
    "comment": "Note",
    "copy": "Quote",
    "dark mode": "Theme",
    "exclude": "People",
    "date range": "Years",
    "delete filter": "Clear filters",
    "duplicates": "Near-duplicates",
    "excel": "Export",
    "exit": "Quit",
    "export excel": "Export",
    "favorite": "Star",
    "favourite": "Star",
    "font": "Theme",
    "full screen": "Zoom",
    "graph": "Years",
    "history": "History",
    "label": "Tag",
    "light": "Theme",
    "mail": "Next message",
    "mark as read": "Read or unread",
    "merge": "Possible same person",
    "more like this": "Similar documents",
    "next match": "Next hit",
    "place": "Countries",
    "print": "Export",
    "redo": "Go forward",
    "refresh": "Update",
    "remove all filters": "Clear filters",
    "score": "Query as understood",
    "shell": "Pipe",
    "shortcuts": "Help",
    "sort by date": "Sort",
    "spell": "Did you mean",
    "timeline": "Years",
    "topics": "Words that stand out",
    "undo": "Undo",
    "unreadable": "Skipped files",
    "versus": "Compare",
    "watch": "Save search",
    "who": "People",
}


def found(explorer: Explorer, text: str) -> list[str]:
    """Return the titles of the commands that are found, the best first."""
    scores = {command.title: command.score(text) for command in commands(explorer.app.screen)}
    return sorted(filter(scores.__getitem__, scores), key=lambda title: -scores[title])


async def test_commands_are_found_by_everyday_words(explore: Opener, library: FakeLibrary) -> None:
    """Each is among the first three; a word that nothing has finds nothing."""
    async with explore(library) as explorer:
        await explorer.press("enter")
        missed = {
            word: found(explorer, word) for word, title in WORDS.items() if title not in found(explorer, word)[:3]
        }
        assert not missed
        best = {"bookmark": "Star", "favorite": "Star", "find": "Search", "open": "Open", "save": "Save search"}
        assert {word: found(explorer, word)[0] for word in best} == best
        commands_by_title = {command.title: command.help for command in commands(explorer.app.screen)}
        assert commands_by_title["Open"].endswith("·  Enter")
        assert commands_by_title["Open original"].endswith("·  o")
        await explorer.press("slash")
        assert "Zoom" in found(explorer, "zoom"), "in the search bar, too, where its key is typed as text"
        assert not found(explorer, "zeppelin")
        assert not found(explorer, "the")


async def test_the_actions_of_the_pane_and_of_other_screens_are_commands(explore: Opener, library: FakeLibrary) -> None:
    """They run where the focus was before the palette, and show their key."""
    async with explore(library, size=(120, 36)) as explorer:
        await explorer.press("enter", "c", "ctrl+p")
        await explorer.type("without")
        await explorer.until(lambda: "Filter for documents without" in explorer.lines() or "·  x" in explorer.lines())
        await explorer.press("enter")
        await explorer.until(lambda: bool(explorer.screen.widgets.filters.chips))
        assert "✗ not Lithuania" in explorer.lines()
        await explorer.press("u", "escape", "enter", "ctrl+p")
        await explorer.type("previous document")
        await explorer.until(lambda: "·  [" in explorer.lines())
        await explorer.press("escape", "p", "w")
        titles = {command.title for command in commands(explorer.app.screen)}
        assert {"Rename", "Export", "Theme", "Quit"} <= titles


async def test_the_help_has_a_line_for_each_column_where_it_is_narrow(explore: Opener, library: FakeLibrary) -> None:
    """So that a description is not continued below the keys."""
    async with explore(library, size=(40, 30)) as explorer:
        await explorer.press("enter", "question_mark", "slash")
        await explorer.type("sort relevance")
        rows = [row.strip("│ ") for row in explorer.lines("#help").splitlines()]
        assert rows[:5] == ["Everywhere", "s", "Sort by relevance, newest", "or oldest first", "sort"]
        await explorer.pilot.resize_terminal(120, 30)
        await explorer.until(lambda: "Sort by relevance, newest or oldest first" in explorer.lines("#help"))
