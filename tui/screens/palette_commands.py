"""The commands of the palette: every action that is possible on a screen, with its key and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from corpus.text.folding import fold_expanding
from tui.input.bindings import key_name
from tui.input.synonyms import SYNONYMS
from tui.input.views import VIEWS

_NOT_COMMANDS = ("next_pane", "previous_pane", "back", "commands")
"""Actions that only make sense as keys."""
_MOVE_NAMES = (
    "up down left right first last top bottom end page_up page_down half_up half_down extend_left extend_right"
)
_MOVES = frozenset(_MOVE_NAMES.split())
"""Last parts of the ids of keys that only move a cursor."""
_IGNORED = frozenset(("a", "an", "and", "as", "by", "for", "in", "my", "of", "on", "or", "the", "this", "to", "with"))


@dataclass(frozen=True, slots=True)
class Command:
    """A command."""

    title: str
    help: str
    """What it does, and its key."""
    words: str
    """Other words that people use for it."""
    run: Callable[[], object]

    def score(self, query: str) -> float:
        """Return how well the command fits a query, from 0, where a word is not found, to 1."""
        words = _words(query)
        scores = [self._score_of(word) for word in words if word not in _IGNORED] or [0.0]
        return sum(scores) / len(scores) if all(scores) else 0

    def _score_of(self, word: str) -> float:
        """Return 1 for the beginning of a word of the title, and less for another one."""
        if _has_beginning(self.title, word):
            return 1
        if [word] in map(_words, self.words.split(",")):  # a name of its own, not one word of a longer one
            return 0.9
        return 0.8 if _has_beginning(self.words, word) else 0.5 if _has_beginning(self.help, word) else 0


def _has_beginning(text: str, word: str) -> bool:
    return any(found.startswith(word) for found in _words(text))


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold_expanding(text)).split()


def commands(screen: Screen[Any]) -> Iterator[Command]:
    """Yield what can be done on a screen: the actions of its keys, the views, the themes, and quit."""
    seen = set()
    for node, binding in sorted(_bindings(screen), key=lambda found: found[1].key != "enter"):
        if _is_command(binding) and binding.action not in seen and screen.app._check_action_state(binding.action, node):
            seen.add(binding.action)
            yield _command(screen, binding, node)
            if binding.id == "views":
                yield from _views(screen, binding)
    yield Command(
        "Theme",
        "Change colors for this session; fonts are set in the terminal",
        SYNONYMS["theme"],
        screen.app.action_change_theme,
    )
    if "app.quit" not in seen:
        yield Command("Quit", "Quit Pressroom", SYNONYMS["quit"], screen.app.action_quit)


def _bindings(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding]]:
    """Yield the bindings of the widget in focus and of all around it, as the settings define them.

    Unlike `Screen.active_bindings`, with those whose key is typed as text in the search bar.
    """
    nodes = screen.focused.ancestors_with_self if screen.focused else [screen, screen.app]
    for node in nodes:
        bindings = node._bindings.copy()
        bindings.apply_keymap(screen.app._keymap)
        yield from ((node, binding) for _, binding in bindings)
        if node.is_modal:
            return


def _is_command(binding: Binding) -> bool:
    name = binding.id or ""
    return bool(name and binding.tooltip) and name not in _NOT_COMMANDS and name.split(".")[-1] not in _MOVES


def _command(screen: Screen[Any], binding: Binding, node: DOMNode) -> Command:
    key = screen.app.get_key_display(binding)
    words = SYNONYMS.get(binding.id or "", "")
    title = binding.description[:1].upper() + binding.description[1:]
    return Command(title, f"{binding.tooltip}  ·  {key}", words, _runner(screen, binding.action, node))


def _views(screen: Screen[Any], menu: Binding) -> Iterator[Command]:
    """Yield the views, each with the key of the menu and its letter there."""
    key, keymap = screen.app.get_key_display(menu), screen.app._keymap
    for entry in VIEWS:
        letter = key_name(keymap.get(entry.binding_id, entry.letter).split(",")[0].strip())
        action = f"view('{entry.view}')"
        yield Command(
            entry.title, f"{entry.description}  ·  {key} {letter}", entry.synonyms, _runner(screen, action, screen)
        )


def _runner(screen: Screen[Any], action: str, node: DOMNode) -> Callable[[], object]:
    """Return a function that runs an action once the palette is closed."""
    return lambda: screen.call_later(screen.app.run_action, action, node)
