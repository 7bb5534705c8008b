"""What the keys do on the main screen, how keys are written, and the list of all of them that the help shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding

MAIN: list[Binding] = [
    Binding("slash", "search", "search", id="search", tooltip="Type a search; what was there is selected"),
    Binding("n", "step(1)", "next hit", id="next_hit", tooltip="To the next hit in the document"),
    Binding("N", "step(-1)", "previous hit", show=False, id="previous_hit", tooltip="To the hit before"),
    Binding("p", "show('people')", "people", id="people", tooltip="The people of these results"),
    Binding("c", "show('countries')", "countries", id="countries", tooltip="The countries of these results"),
    Binding("t", "show('years')", "years", show=False, id="years", tooltip="The years of these results"),
    Binding("s", "sort", "sort", id="sort", tooltip="By relevance, newest first, oldest first"),
    Binding("u,X", "unfilter", "all filters off", show=False, id="clear_filters", tooltip="Take all filters off"),
    Binding("M", "suggestions", "who may be one", show=False, id="suggestions", tooltip="Answer who may be one person"),
    Binding("ctrl+z", "undo", "undo correction", show=False, id="undo", tooltip="Take back the last correction"),
    Binding("y", "quote", "quote", id="quote", tooltip="Copy the selection or paragraph with its source"),
    Binding("e", "edit", "open file", show=False, id="edit", tooltip="Open the file in your editor or pager"),
    Binding("z", "zoom", "zoom", show=False, id="zoom", tooltip="This pane alone, or all again"),
    Binding("ctrl+b", "sidebar", "sidebar", show=False, id="sidebar", tooltip="Show or hide people and countries"),
    Binding("S", "skipped", "skipped files", show=False, id="skipped", tooltip="What could not be read, and why"),
    Binding("ctrl+r", "update", "look for changes", show=False, id="update", tooltip="Read what is new in the folder"),
    Binding("tab", "next_pane(1)", "next pane", id="next_pane", tooltip="To the next pane"),
    Binding(
        "shift+tab", "next_pane(-1)", "previous pane", show=False, id="previous_pane", tooltip="To the pane before"
    ),
    Binding("escape", "back", "back", id="back", tooltip="One step back: reader, results, search"),
    Binding("question_mark,f1", "help", "help", id="help", tooltip="All keys, and how to search"),
    Binding("ctrl+p", "app.command_palette", "commands", show=False, id="commands", tooltip="All commands, by name"),
    Binding("q,ctrl+q", "app.quit", "quit", show=False, id="quit", tooltip="Leave"),
]
"""The keys that work in every pane; in the search bar, those that are not letters."""

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
    "delete": "Del",
}


def key_name(key: str) -> str:
    """A key as people write it: "ctrl+b" is "Ctrl+B"."""
    *modifiers, last = key.split("+")
    name = _NAMES.get(last, last)
    if (modifiers and len(name) == 1) or (name[:1] == "f" and name[1:].isdigit()):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One line of the help: what keys do."""

    keys: tuple[str, ...]
    does: str
    id: str
    """What the settings call it."""


def help_of(bindings: Iterable[object], keymap: Mapping[str, str]) -> list[KeyHelp]:
    """The lines for these bindings, with the user's own keys; those without an id are Textual's and left out."""
    found: list[KeyHelp] = []
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            keys = keymap.get(binding.id, binding.key).split(",")
            names = tuple(key_name(key.strip()) for key in keys)
            found.append(KeyHelp(names, binding.tooltip or binding.description, binding.id))
    return found
