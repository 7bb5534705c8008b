"""The command palette of Textual, safe against events that arrive before it is drawn or after it is closed."""

from __future__ import annotations

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, OptionList

from tui.screens.closing import close


class Palette(CommandPalette):
    """A command palette that closes once and runs one command."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, unless it is closed already."""
        return close(self, result)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def drop_late_choice(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        """Do not run a second command, such as the one of a double click."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        """Move in the list, unless it is not drawn yet: Textual does not know then where a page ends."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)
