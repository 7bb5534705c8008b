"""The muted lines under the title of a document: what was left out of it, and which columns of its file are used."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from corpus.model.document import Document
from tui.text.columns import columns_text
from tui.text.content import one_line
from tui.text.omissions import omissions_text

_MOST_ROWS = 3
_ROWS_OF_TEXT = 20
"""A pane with fewer rows has one row of notes."""


class DocumentNotes(Static):
    """A line for each note; hidden where there are none."""

    DEFAULT_CSS = """
    DocumentNotes { height: auto; color: $foreground-muted; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._notes: list[str] | None = None
        """The notes shown; None before the first document."""

    def show(self, document: Document, height: int) -> None:
        """Show the notes of a document in a pane of this height."""
        self.fit(height)
        notes = [omissions_text(document.omissions), columns_text(document.columns) if document.columns else ""]
        notes = [note for note in notes if note]
        if notes != self._notes:  # an update lays out the screen
            self._notes = notes
            self.display = bool(notes)
            self.update(Content("\n").join(map(one_line, notes)))

    def fit(self, height: int) -> None:
        """Limit the rows for a pane of this height."""
        self.styles.max_height = _MOST_ROWS if height >= _ROWS_OF_TEXT else 1
