"""People who may be one, each pair with its reason, to be answered yes, no or later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from index.model.entity import Action, Correction, Suggestion
from index.model.query import Facet, Kind
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.page import EntityScreen
from tui.services.entity_service import EntityService
from tui.text.component_style import component
from tui.text.content import counted, grouped, one_line
from tui.text.same_person import evidence_text
from tui.widgets.line_list import LineList
from tui.widgets.status_line import StatusLine


class SuggestionList(LineList):
    """Two lines each: both names with their documents, and the reason."""

    ROW_HEIGHT = 3

    DEFAULT_CSS = """
    SuggestionList {
        height: 1fr;
        & > .suggestion--name { color: $person; text-style: bold; }
        & > .suggestion--count { color: $foreground-muted; }
        & > .suggestion--reason { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestion--name", "suggestion--count", "suggestion--reason"}
    BINDING_GROUP_TITLE = "Who may be one"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "one person", id="suggestion.yes", tooltip="They are one person"),
        Binding("n", "answer('no')", "two", id="suggestion.no", tooltip="They are two; it is not asked again"),
        Binding("l", "answer('later')", "later", id="suggestion.later", tooltip="Ask again another time"),
        Binding("w", "look(0)", "why the first", id="suggestion.left", tooltip="The page of the first"),
        Binding("W", "look(1)", "the second", id="suggestion.right", tooltip="The page of the second"),
    ]

    @dataclass
    class Answered(Message):
        """A pair is answered: yes, no or later."""

        suggestion: Suggestion
        answer: str

    @dataclass
    class Looked(Message):
        """The page of one of them is wanted."""

        facet: Facet

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: list[Suggestion] = []

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these; the cursor keeps its place, so that the next one comes under it."""
        self.suggestions = list(suggestions)
        self.count = len(self.suggestions)
        self.refresh()

    def action_answer(self, answer: str) -> None:
        """Answer the pair under the cursor."""
        if self.cursor < self.count:
            self.post_message(self.Answered(self.suggestions[self.cursor], answer))

    def action_look(self, side: int) -> None:
        """Show the page of one of the pair under the cursor."""
        if self.cursor < self.count:
            one = self.suggestions[self.cursor]
            self.post_message(self.Looked((one.left, one.right)[side]))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """The names, the reason, and a line to tell the pairs apart."""
        one = self.suggestions[index]
        if line == 0:
            return self._named(one.left) + Content("   and   ") + self._named(one.right)
        if line == 1:
            return Content("  ") + one_line(evidence_text(one.evidence)).stylize(component(self, "suggestion--reason"))
        return Content("")

    def _named(self, facet: Facet) -> Content:
        count = Content(f" {grouped(facet.documents)}").stylize(component(self, "suggestion--count"))
        return one_line(facet.label).stylize(component(self, "suggestion--name")) + count


class SuggestionsScreen(EntityAwareScreen):
    """The pairs over the main screen.

    Args:
        service: Of the screen below.
        later: Pairs that were put off in this session, by their keys; added to here.
        measure: Cells of the longest line in a document; 0 for as wide as the screen.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "undo", id="suggestions.undo", tooltip="Take back the last answer"),
        Binding("escape,q", "close", "back", id="suggestions.back", tooltip="Back to the explorer"),
    ]

    listed = getters.query_one(SuggestionList)

    def __init__(self, service: EntityService, later: set[frozenset[str]], measure: int) -> None:
        super().__init__()
        self._later = later
        self._measure = measure
        self._service = service.for_screen(self)

    @property
    def entity_service(self) -> EntityService:
        """Reads and corrects people and countries."""
        return self._service

    def compose(self) -> ComposeResult:
        """The list, and the keys."""
        with Vertical(id="suggestions") as box:
            box.border_title = Content("Who may be one")
            yield Static("Looking for names that are alike …", id="suggestions-note", markup=False)
            yield SuggestionList()
        yield StatusLine()

    def on_mount(self) -> None:
        """Ask."""
        self.listed.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Load the pairs again."""
        self._service.load_candidates()

    @on(EntityService.CandidatesLoaded)
    def show(self, event: EntityService.CandidatesLoaded) -> None:
        """Show what is still open, unless a pair has been answered since it was asked."""
        if event.requested == self._service.user_data.requested:
            self._show([one for one in event.suggestions if _pair(one) not in self._later])

    def _show(self, still: Sequence[Suggestion]) -> None:
        self.listed.show(still)
        note = self.query_one("#suggestions-note", Static)
        note.update("" if still else "There is nobody to ask about.")
        note.display = not still
        self.query_one("#suggestions").border_title = Content(f"Who may be one: {counted(len(still), 'pair')}")

    @on(SuggestionList.Answered)
    def answer(self, event: SuggestionList.Answered) -> None:
        """Merge, keep apart, or put off."""
        one = event.suggestion
        names = (one.left.label, one.right.label)
        # At once: the next key is about the next pair.
        self._show([each for each in self.listed.suggestions if each is not one])
        match event.answer:
            case "yes":
                self.corrections.save(Correction(Action.MERGE, Kind.PERSON, names, one.left.label))
            case "no":
                self.corrections.save(Correction(Action.SPLIT, Kind.PERSON, names))
            case _:
                self._later.add(_pair(one))

    @on(SuggestionList.Looked)
    def look(self, event: SuggestionList.Looked) -> None:
        """Show the page of one of them."""
        self.app.push_screen(EntityScreen(self._service, event.facet, None, self._measure))

    def action_close(self) -> None:
        """Go back to the explorer."""
        close(self)


def _pair(one: Suggestion) -> frozenset[str]:
    return frozenset((one.left.key, one.right.key))
