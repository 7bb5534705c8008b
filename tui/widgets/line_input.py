"""A one-line input for untrusted text."""

from __future__ import annotations

from textual.widgets import Input

from tui.text.sanitize import without_controls


class LineInput(Input):
    """An input that replaces each control character by a space."""

    def on_mount(self) -> None:
        """Make the first paste scroll to the cursor, too: Textual does not scroll for the initial value."""
        self._initial_value = False

    def validate_value(self, value: str) -> str:
        """Sanitize text that is typed, pasted or set, such as an earlier query or a name."""
        return without_controls(value)
