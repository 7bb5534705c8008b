"""The search bar: the query input, and a note about the query below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input, Static

from tui.text.clipped import Clipped
from tui.text.sanitize import harmless
from tui.widgets.line_input import LineInput

PLACEHOLDER = 'Words, "a phrase", -without, person:, country:, date:2024      Enter search · F1 help'


class QueryInput(LineInput):
    """The input for the query, with the query history."""

    BINDING_GROUP_TITLE = "Search"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "earlier query", show=False, id="search.older", tooltip="Recall the previous query"),
        Binding("down", "newer", "results", id="search.newer", tooltip="Recall the next query, or go to the results"),
        Binding("enter", "submit", "search", id="search.submit", tooltip="Search whole words and go to the results"),
        Binding(
            "ctrl+c",
            "copy_or_clear",
            "clear",
            show=False,
            id="search.clear",
            tooltip="Copy the selected text, or clear the search",
        ),
    ]

    # Without layout: by default each key would lay out the whole screen.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class LeaveRequested(Message):
        """Down was pressed at the latest query: the focus should go to the results."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, placeholder=PLACEHOLDER, select_on_focus=False)
        self.earlier: Sequence[str] = ()
        """The query history, the oldest first."""
        self.search_keys: frozenset[str] = frozenset()
        """The keys of the action that focuses this input."""
        self._steps_back = 0
        """How far back in the history the shown query is; 0 for the draft."""
        self._draft = ""

    def on_key(self, event: events.Key) -> None:
        """Ignore "/" in an empty input, where it is meant as the search key; in a query it is a character."""
        start, end = sorted(self.selection)
        rest = self.value[:start] + self.value[end:]
        if event.key in self.search_keys and event.is_printable and not rest.strip():
            event.stop()
            event.prevent_default()

    def watch_virtual_size(self) -> None:
        """Scroll back when the query becomes shorter."""
        self.scroll_x = min(self.scroll_x, self.max_scroll_x)

    def action_older(self) -> None:
        """Recall the previous query."""
        if self._steps_back < len(self.earlier):
            self._draft = self.value if self._steps_back == 0 else self._draft
            self._recall(self._steps_back + 1)

    def action_newer(self) -> None:
        """Recall the next query, or request to go to the results."""
        if self._steps_back:
            self._recall(self._steps_back - 1)
        else:
            self.post_message(self.LeaveRequested())

    def _recall(self, steps_back: int) -> None:
        self._steps_back = steps_back
        self.value = self.earlier[-steps_back] if steps_back else self._draft
        self.cursor_position = len(self.value)

    def offer(self, typed: str, completion: str) -> None:
        """Show how the query may go on behind the cursor, if this is still what is typed; → takes it."""
        if completion.startswith(typed):
            self.post_message(SuggestionReady(typed, completion))

    def take_completion(self) -> bool:
        """Insert the completion of a value that is shown; returns whether there is one.

        A field name is not inserted: what begins one is a word of the query as well, after which Tab changes panes.
        """
        is_shown = self.cursor_at_end and bool(self._suggestion) and not self._suggestion.endswith(":")
        if is_shown:
            self.action_cursor_right()
        return is_shown

    def leave_history(self) -> None:
        """Let the next `action_older` begin at the latest query."""
        self._steps_back = 0

    def action_copy_or_clear(self) -> None:
        """Copy the selected text; without any, clear the input; if it is empty, show how to quit."""
        if self.selected_text:
            self.action_copy()
        elif self.value:
            self.value = ""
        else:
            self.app.action_help_quit()


class SearchBar(Vertical):
    """The query input, with a note or an error below it."""

    BORDER_TITLE = "Search"

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        & > QueryInput { height: 1; border: none; padding: 0; background: transparent; }
        & > QueryInput:focus { border: none; background-tint: transparent; }
        & > #search-note { display: none; height: auto; max-height: 2; color: $foreground-muted; }
        &.-note > #search-note { display: block; }
        &.-error > #search-note { display: block; color: $error; }
    }
    """

    query_input = getters.query_one("#query", QueryInput)
    note = getters.query_one("#search-note", Static)

    @dataclass
    class Changed(Message):
        """The text of the query has changed."""

        text: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed: the query is complete."""

        text: str

    def set_up(self, earlier: Sequence[str], search_keys: str) -> None:
        """Set the query history and the keys of the search action; letters among these are always typed.

        Args:
            earlier: Earlier queries, the oldest first.
            search_keys: Textual's names of the keys, separated by commas.

        """
        self.query_input.earlier = earlier
        names = (key.strip() for key in search_keys.split(","))
        self.query_input.search_keys = frozenset(name for name in names if len(name) > 1)

    def compose(self) -> ComposeResult:
        """Yield the input and the note."""
        yield QueryInput(id="query")
        yield Static(id="search-note", markup=False)

    @property
    def shown_note(self) -> str:
        """The note or error below the query; "" for neither."""
        return str(self.note.visual).strip(" ▲") if self.has_class("-note") or self.has_class("-error") else ""

    @property
    def text(self) -> str:
        """The text of the query."""
        return self.query_input.value

    def put(self, text: str) -> None:
        """Replace the text of the query, as if it were typed."""
        self.query_input.value = text
        self.query_input.cursor_position = len(text)

    def put_quietly(self, text: str) -> None:
        """Replace the text of the query, without a search while typing."""
        with self.query_input.prevent(Input.Changed):
            self.put(text)
        self.clear_note()

    def take_focus(self) -> None:
        """Focus the input and select its text, so that typing replaces it."""
        self.query_input.focus()
        self.query_input.action_select_all()

    def show_error(self, sentence: str, position: int) -> None:
        """Show an error below its position in the query, in code points."""
        column = max(0, min(position, len(self.text))) - round(self.query_input.scroll_x)
        sentence = harmless(sentence)
        room = max(self.size.width - len(sentence) - 2, 0)
        self.note.update(Clipped(Content(" " * min(max(column, 0), room) + "▲ " + sentence)))
        self.remove_class("-note")
        self.add_class("-error")

    def show_note(self, sentence: str) -> None:
        """Show how the query was interpreted."""
        self.note.update(Clipped(Content(harmless(sentence))))
        self.remove_class("-error")
        self.add_class("-note")

    def clear_error(self) -> None:
        """Hide an error, if there is one: there is an answer now."""
        self.remove_class("-error")

    def clear_note(self) -> None:
        """Hide the note or error."""
        self.remove_class("-error", "-note")

    @on(Input.Changed, "#query")
    def post_changed(self, event: Input.Changed) -> None:
        """Post `Changed`, which starts a search while typing."""
        event.stop()
        self.clear_note()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted, "#query")
    def post_submitted(self, event: Input.Submitted) -> None:
        """Post `Submitted`, which starts a search for whole words."""
        event.stop()
        self.query_input.leave_history()
        self.post_message(self.Submitted(event.value))
