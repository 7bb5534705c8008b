"""Textual's command palette, hardened against events that arrive before its first paint or after it was closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from textual import on
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.widgets import Input, OptionList

from tui.input.bindings import MAIN, key_name
from tui.input.views import VIEWS
from tui.screens.closing import close

_NOT_COMMANDS = ("next_pane", "previous_pane", "back", "quit", "commands")
"""Actions that only make sense as keys, or that the palette lists by itself."""


class Palette(CommandPalette):
    """A command palette that closes once and runs one command."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette, unless it is closed already."""
        return close(self, result)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def ignore_second_choice(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        """Ignore a choice after the palette was closed, such as the second click of a double click."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        """Move in the list, unless it has no size yet: Textual needs to know the height of a page."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


def commands(screen: Screen[None], keymap: Mapping[str, str]) -> Iterator[SystemCommand]:
    """Yield the actions of the main screen and the views, each with its key.

    Args:
        screen: The main screen.
        keymap: The keys that the user has changed, by the names of the actions.

    """

    def key_of(name: str, key: str) -> str:
        return key_name(keymap.get(name, key).split(",")[0].strip())

    for binding in MAIN:
        if binding.id and binding.id not in _NOT_COMMANDS:
            help_text = f"{binding.tooltip}  ·  {key_of(binding.id, binding.key)}"
            yield SystemCommand(binding.description.capitalize(), help_text, _runner(screen, binding.action))
    menu = next(key_of("views", binding.key) for binding in MAIN if binding.id == "views")
    for entry in VIEWS:
        help_text = f"{entry.description}  ·  {menu} {key_of(entry.binding_id, entry.letter)}"
        yield SystemCommand(f"{entry.title} ({entry.synonyms})", help_text, _runner(screen, f"view('{entry.view}')"))


def _runner(screen: Screen[None], action: str) -> Callable[[], object]:
    """Return a function that runs the action on the screen."""
    return lambda: screen.call_later(screen.run_action, action)
