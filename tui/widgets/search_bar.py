"""Where one types: the query, and under it what is wrong with it."""

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
from textual.widgets import Input, Static

from tui.text.clipped import Clipped
from tui.text.sanitize import harmless
from tui.widgets.line_input import LineInput

PLACEHOLDER = 'Search: words, "a phrase", -not, person:, country:, date:2024      Enter results, F1 help'


class QueryInput(LineInput):
    """The line itself."""

    BINDING_GROUP_TITLE = "Search"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "earlier search", show=False, id="search.older", tooltip="The search before this one"),
        Binding("down", "newer", "results", id="search.newer", tooltip="A later search; then the results"),
        Binding("enter", "submit", "search", id="search.submit", tooltip="Search exactly this, and go to the results"),
        Binding(
            "ctrl+c", "copy_or_clear", "clear", show=False, id="search.clear", tooltip="Copy what is selected, or clear"
        ),
    ]

    # Of itself it would have the whole screen arranged anew with each key.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class Left(Message):
        """The arrow leads down to the results."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, placeholder=PLACEHOLDER, select_on_focus=False)
        self.earlier: Sequence[str] = ()
        """Earlier queries, the oldest first."""
        self.search_keys: frozenset[str] = frozenset()
        """The keys that lead here from elsewhere."""
        self._back = 0
        self._draft = ""

    def on_key(self, event: events.Key) -> None:
        """Type no "/" into an empty line: who presses it wants to come here. In a query it is a character."""
        start, end = sorted(self.selection)
        rest = self.value[:start] + self.value[end:]
        if event.key in self.search_keys and event.is_printable and not rest.strip():
            event.stop()
            event.prevent_default()

    def watch_virtual_size(self) -> None:
        """Show no emptiness behind a query that has got shorter."""
        self.scroll_x = min(self.scroll_x, self.max_scroll_x)

    def action_older(self) -> None:
        """Go one query back."""
        if self._back < len(self.earlier):
            self._draft = self.value if self._back == 0 else self._draft
            self._recall(self._back + 1)

    def action_newer(self) -> None:
        """Go one query forward, or on to the results."""
        if self._back:
            self._recall(self._back - 1)
        else:
            self.post_message(self.Left())

    def _recall(self, back: int) -> None:
        self._back = back
        self.value = self.earlier[-back] if back else self._draft
        self.cursor_position = len(self.value)

    def forget_place(self) -> None:
        """The next step back begins at the latest query again."""
        self._back = 0

    def action_copy_or_clear(self) -> None:
        """Copy the selection; without one clear the line; with nothing to clear, say how to quit."""
        if self.selected_text:
            self.action_copy()
        elif self.value:
            self.value = ""
        else:
            self.app.action_help_quit()


class SearchBar(Vertical):
    """The query, with the trouble in it underneath."""

    BORDER_TITLE = "Search"

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        & > QueryInput { height: 1; border: none; padding: 0; background: transparent; }
        & > QueryInput:focus { border: none; background-tint: transparent; }
        & > #search-note { display: none; height: auto; max-height: 2; color: $foreground-muted; }
        &.-remarked > #search-note { display: block; }
        &.-troubled > #search-note { display: block; color: $error; }
    }
    """

    query_input = getters.query_one("#query", QueryInput)
    note = getters.query_one("#search-note", Static)

    @dataclass
    class Typed(Message):
        """The query has changed under the fingers."""

        text: str

    @dataclass
    class Entered(Message):
        """The query is complete."""

        text: str

    def set_up(self, earlier: Sequence[str], search_keys: str) -> None:
        """Take the earlier queries, and the keys of the action that comes here: those that are not letters edit."""
        self.query_input.earlier = earlier
        names = (key.strip() for key in search_keys.split(","))
        self.query_input.search_keys = frozenset(name for name in names if len(name) > 1)

    def compose(self) -> ComposeResult:
        """The line and the note."""
        yield QueryInput(id="query")
        yield Static(id="search-note", markup=False)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.query_input.value

    def put(self, text: str) -> None:
        """Put another query into the line, as if it had been typed."""
        self.query_input.value = text
        self.query_input.cursor_position = len(text)

    def take_focus(self) -> None:
        """Be ready to type over what is there."""
        self.query_input.focus()
        self.query_input.action_select_all()

    def trouble(self, sentence: str, position: int) -> None:
        """Say what is wrong, under the place where it is."""
        column = max(0, min(position, len(self.text))) - round(self.query_input.scroll_x)
        sentence = harmless(sentence)
        room = max(self.size.width - len(sentence) - 2, 0)
        self.note.update(Clipped(Content(" " * min(max(column, 0), room) + "▲ " + sentence)))
        self.remove_class("-remarked")
        self.add_class("-troubled")

    def remark(self, sentence: str) -> None:
        """Say how the query was taken, where that may surprise."""
        self.note.update(Clipped(Content(harmless(sentence))))
        self.remove_class("-troubled")
        self.add_class("-remarked")

    def settle(self) -> None:
        """Nothing is wrong."""
        self.remove_class("-troubled", "-remarked")

    @on(Input.Changed, "#query")
    def pass_typed(self, event: Input.Changed) -> None:
        """Search while typing."""
        event.stop()
        self.settle()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted, "#query")
    def pass_entered(self, event: Input.Submitted) -> None:
        """Search what is complete."""
        event.stop()
        self.query_input.forget_place()
        self.post_message(self.Entered(event.value))
