"""Textual's command palette: commands found by the words people use, hardened against early and late events."""

from __future__ import annotations

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.markup import escape
from textual.widgets import Input, OptionList

from tui.screens.closing import close
from tui.screens.palette_commands import Command, commands


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


class CommandProvider(Provider):
    """The commands for the screen below the palette."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in self._commands:
            yield DiscoveryHit(command.title, command.run, help=escape(command.help))

    async def search(self, query: str) -> Hits:
        """Yield the commands that have all words of the query, the best first."""
        for command in self._commands:
            if score := command.score(query):
                yield Hit(score, command.title, command.run, help=escape(command.help))

    @property
    def _commands(self) -> list[Command]:
        return sorted(commands(self.screen), key=lambda command: command.title)
