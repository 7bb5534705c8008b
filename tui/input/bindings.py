"""The key bindings of the main screen, the display names of keys, and the entries of the help screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding

DOCUMENT: list[Binding] = [
    Binding("b", "mark('star')", "star", show=False, id="star", tooltip="Star the document, or remove its star"),
    Binding("T", "mark('tag')", "tag", show=False, id="tag", tooltip="Add or remove tags of the document"),
    Binding("A", "mark('note')", "note", show=False, id="note", tooltip="Write a note on the document or a passage"),
    Binding(
        "R", "mark('read')", "read or unread", show=False, id="read", tooltip="Mark the document as read or unread"
    ),
]
"""The bindings for the document in the reader or the selected results."""

MAIN: list[Binding] = [
    Binding("slash", "search", "search", id="search", tooltip="Edit the search"),
    Binding("n", "step(1)", "next hit", id="next_hit", tooltip="Go to the next hit, on into the next document"),
    Binding(
        "N",
        "step(-1)",
        "previous hit",
        show=False,
        id="previous_hit",
        tooltip="Go to the previous hit, on into the previous document",
    ),
    Binding(
        "D", "take_suggestion", "did you mean", show=False, id="did_you_mean", tooltip="Search for the suggested query"
    ),
    Binding(
        "right_parenthesis",
        "go('message', 1)",
        "next message",
        show=False,
        id="next_message",
        tooltip="Go to the next message of the mail thread",
    ),
    Binding(
        "left_parenthesis",
        "go('message', -1)",
        "previous message",
        show=False,
        id="previous_message",
        tooltip="Go to the previous message of the mail thread",
    ),
    Binding("p", "show('people')", "people", id="people", tooltip="Go to the people in these results"),
    Binding("c", "show('countries')", "countries", id="countries", tooltip="Go to the countries in these results"),
    Binding("t", "show('years')", "years", show=False, id="years", tooltip="Go to the years of these results"),
    Binding("full_stop", "views", "views", id="views", tooltip="Views: matrix, compare, similar, words, query"),
    Binding("s", "sort", "sort", id="sort", tooltip="Sort by relevance, newest or oldest first"),
    Binding(
        "less_than_sign,ctrl+o,alt+left",
        "go('visit', -1)",
        "go back",
        show=False,
        id="go_back",
        tooltip="Go back to the previous search, filters or document",
    ),
    Binding(
        "greater_than_sign,alt+right",
        "go('visit', 1)",
        "go forward",
        show=False,
        id="go_forward",
        tooltip="Go forward again after going back",
    ),
    Binding(
        "ampersand",
        "filters('any_of')",
        "any of, all of",
        show=False,
        id="any_of",
        tooltip="Require all of the people or countries chosen, or any of them",
    ),
    Binding(
        "d",
        "fold",
        "near-duplicates",
        show=False,
        id="fold",
        tooltip="Fold near-duplicates, or show them (toggle)",
    ),
    Binding("u,X", "filters('clear')", "clear filters", show=False, id="clear_filters", tooltip="Remove all filters"),
    Binding(
        "M",
        "suggestions",
        "possible same person",
        show=False,
        id="suggestions",
        tooltip="Review names that may be one person",
    ),
    Binding("ctrl+z", "undo", "undo", show=False, id="undo", tooltip="Undo the last change"),
    *DOCUMENT,
    Binding("ctrl+s", "save_search", "save search", show=False, id="save_search", tooltip="Save this search"),
    Binding(
        "F", "saved_searches", "saved searches", show=False, id="saved_searches", tooltip="List the saved searches"
    ),
    Binding("y", "take_out('quote')", "quote", id="quote", tooltip="Copy a passage with its source"),
    Binding("e", "take_out('edit')", "edit", show=False, id="edit", tooltip="Open in your editor or pager"),
    Binding("o", "take_out('open')", "open original", show=False, id="open", tooltip="Open with the desktop's program"),
    Binding("vertical_line", "take_out('pipe')", "pipe", show=False, id="pipe", tooltip="Pipe the text to a command"),
    Binding("E", "take_out('export')", "export", show=False, id="export", tooltip="Export results, names or charts"),
    Binding(
        "semicolon",
        "layout('jump')",
        "jump",
        show=False,
        id="jump",
        tooltip="Show a letter over each pane",
    ),
    Binding("z", "layout('zoom')", "zoom", show=False, id="zoom", tooltip="Show this pane alone, or all panes"),
    Binding("ctrl+b", "layout('sidebar')", "sidebar", show=False, id="sidebar", tooltip="Show or hide the sidebar"),
    Binding("S", "skipped", "skipped files", show=False, id="skipped", tooltip="List skipped files with the reasons"),
    Binding("ctrl+r", "update", "update", show=False, id="update", tooltip="Look for changes in the folder"),
    Binding(
        "tab",
        "next_pane(1)",
        "next pane",
        id="next_pane",
        tooltip="Go to the next pane; in the search bar, complete the word or take the suggestion first",
    ),
    Binding(
        "shift+tab", "next_pane(-1)", "previous pane", show=False, id="previous_pane", tooltip="Go to the previous pane"
    ),
    Binding("escape", "back", "back", id="back", tooltip="Go one step back: reader, results, search"),
    Binding("question_mark,f1", "help", "help", id="help", tooltip="Show all keys and the query syntax"),
    Binding("ctrl+p", "app.command_palette", "commands", show=False, id="commands", tooltip="Find a command by name"),
    Binding("q,ctrl+q", "app.quit", "quit", show=False, id="quit", tooltip="Quit Pressroom"),
]
"""The bindings that work in every pane; in the search bar, keys that are not letters only."""

_KEY_NAMES = {
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ampersand": "&",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "semicolon": ";",
    "comma": ",",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "equals_sign": "=",
    "asterisk": "*",
    "vertical_line": "|",
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
    """Return the display name of a key: "ctrl+b" is "Ctrl+B"."""
    *modifiers, last = key.split("+")
    name = _KEY_NAMES.get(last, last)
    if (modifiers and len(name) == 1) or (name[:1] == "f" and name[1:].isdigit()):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One entry of the help screen: keys and their action."""

    keys: tuple[str, ...]
    description: str
    id: str
    """The name of the action in the settings."""


def help_of(bindings: Iterable[object], keymap: Mapping[str, str]) -> list[KeyHelp]:
    """Return an entry for each binding with an id; `keymap` has the keys that the user has changed."""
    entries: list[KeyHelp] = []
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            keys = keymap.get(binding.id, binding.key).split(",")
            names = tuple(key_name(key.strip()) for key in keys)
            entries.append(KeyHelp(names, binding.tooltip or binding.description, binding.id))
    return entries
