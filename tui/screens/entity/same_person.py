"""The screen for pairs of possible same persons, which the user merges, keeps apart or postpones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
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
from tui.config.settings import Settings
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.page import EntityScreen
from tui.services.entity_service import EntityService
from tui.text.component_style import component
from tui.text.content import one_line
from tui.text.numbers import grouped
from tui.text.same_person import evidence_text
from tui.widgets.line_list import LineList
from tui.widgets.status_line import StatusLine


class Answer(StrEnum):
    """What the user decides about a pair. Key bindings have the values."""

    SAME = "same"
    APART = "apart"
    LATER = "later"


class SuggestionList(LineList):
    """The list of pairs: a line with both names and document counts, a line with the evidence, and a blank one."""

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
    BINDING_GROUP_TITLE = "Possible same person"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('same')", "same person", id="suggestion.yes", tooltip="Same person: merge the two"),
        Binding("n", "answer('apart')", "different", id="suggestion.no", tooltip="Different people: keep them apart"),
        Binding("l", "answer('later')", "later", id="suggestion.later", tooltip="Decide in a later session"),
        Binding("w", "open(0)", "first: details", id="suggestion.left", tooltip="Show the page of the first person"),
        Binding("W", "open(1)", "second", id="suggestion.right", tooltip="Show the page of the second person"),
    ]

    @dataclass
    class Answered(Message):
        """The user answered a pair."""

        suggestion: Suggestion
        answer: Answer

    @dataclass
    class EntityRequested(Message):
        """The page of one of the two people should be opened."""

        facet: Facet

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: list[Suggestion] = []

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Show other pairs; the cursor keeps its row, which then has the pair after an answered one."""
        self.suggestions = list(suggestions)
        self.count = len(self.suggestions)
        self.refresh()

    def action_answer(self, answer: str) -> None:
        """Answer the pair under the cursor; `answer` is the value of an Answer."""
        if self.cursor < self.count:
            self.post_message(self.Answered(self.suggestions[self.cursor], Answer(answer)))

    def action_open(self, side: int) -> None:
        """Open the page of one of the pair under the cursor: 0 is the first, 1 the second."""
        if self.cursor < self.count:
            pair = self.suggestions[self.cursor]
            self.post_message(self.EntityRequested((pair.left, pair.right)[side]))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw the names, the evidence, or the blank line between pairs."""
        pair = self.suggestions[index]
        if line == 0:
            return self._styled_name(pair.left) + Content("   and   ") + self._styled_name(pair.right)
        if line == 1:
            return Content("  ") + one_line(evidence_text(pair.evidence)).stylize(component(self, "suggestion--reason"))
        return Content("")

    def _styled_name(self, facet: Facet) -> Content:
        count = Content(f" {grouped(facet.documents)}").stylize(component(self, "suggestion--count"))
        return one_line(facet.label).stylize(component(self, "suggestion--name")) + count


class SuggestionsScreen(EntityAwareScreen):
    """The pairs of possible same persons.

    Args:
        service: The service of the screen below.
        postponed: The pairs postponed in this session, by their keys; this screen adds to it.
        settings: The settings of the user.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "undo", id="suggestions.undo", tooltip="Undo the last answer"),
        Binding("escape,q", "close", "back", id="suggestions.back", tooltip="Go back to the main screen"),
    ]

    pairs = getters.query_one(SuggestionList)

    def __init__(self, service: EntityService, postponed: set[frozenset[str]], settings: Settings) -> None:
        super().__init__()
        self._postponed = postponed
        self._settings = settings
        self._service = service.for_screen(self)

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._service

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        with Vertical(id="suggestions") as box:
            box.border_title = Content("Possible same person")
            yield Static("Comparing names …", id="suggestions-note", markup=False)
            yield SuggestionList()
        yield StatusLine()

    def on_mount(self) -> None:
        """Load the pairs."""
        self.pairs.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Reload the pairs."""
        self._service.load_candidates()

    @on(EntityService.CandidatesLoaded)
    def show(self, event: EntityService.CandidatesLoaded) -> None:
        """Show the unanswered pairs, unless a pair was answered since they were requested."""
        if event.requested == self._service.user_data.requested:
            self._show([each for each in event.suggestions if _keys(each) not in self._postponed])

    @on(EntityService.RequestFailed)
    def show_failure(self, event: EntityService.RequestFailed) -> None:
        """Show in place why there are no pairs."""
        if not self.pairs.suggestions:
            self.query_one("#suggestions-note", Static).update(f"{event.sentence} Press Esc to go back.")

    def _show(self, unanswered: Sequence[Suggestion]) -> None:
        self.pairs.show(unanswered)
        note = self.query_one("#suggestions-note", Static)
        note.update("" if unanswered else "No two names left that may be one person. Press Esc to go back.")
        note.display = not unanswered
        title = Content(f"Possible same person ({grouped(len(unanswered))})")
        self.query_one("#suggestions").border_title = title

    @on(SuggestionList.Answered)
    def answer(self, event: SuggestionList.Answered) -> None:
        """Merge the two people, keep them apart, or postpone the pair."""
        pair = event.suggestion
        names = (pair.left.label, pair.right.label)
        # Immediately, because the next key is meant for the next pair.
        self._show([each for each in self.pairs.suggestions if each is not pair])
        match event.answer:
            case Answer.SAME:
                self.corrections.save(Correction(Action.MERGE, Kind.PERSON, names, pair.left.label))
            case Answer.APART:
                self.corrections.save(Correction(Action.SPLIT, Kind.PERSON, names))
            case Answer.LATER:
                self._postponed.add(_keys(pair))

    @on(SuggestionList.EntityRequested)
    def open_entity(self, event: SuggestionList.EntityRequested) -> None:
        """Open the page of one of the two people."""
        self.app.push_screen(EntityScreen(self._service, event.facet, None, self._settings))

    def action_close(self) -> None:
        """Close the screen."""
        close(self)


def _keys(pair: Suggestion) -> frozenset[str]:
    return frozenset((pair.left.key, pair.right.key))
