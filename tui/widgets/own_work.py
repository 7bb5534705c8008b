"""The lines under the title of a document with the user's star, tags and notes."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from corpus.model.document import Span
from index.model.user_data import DocumentStatus, PassageNote
from tui.text.content import one_line
from tui.text.own_work import status_lines


class OwnWork(Static):
    """A line for star and tags, and one for each line of a note; hidden where there are none."""

    DEFAULT_CSS = """
    OwnWork { height: auto; max-height: 30%; color: $accent; display: none; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._lines: list[str] = []

    def show(self, status: DocumentStatus | None, places: Mapping[PassageNote, Span | None]) -> None:
        """Show what the user has attached to a document, None for nothing, and where annotated passages are."""
        lines = status_lines(status, places) if status else []
        if lines != self._lines:  # an update lays out the pane, which every document would wait for
            self._lines = lines
            self.display = bool(lines)
            self.update(Content("\n").join(map(one_line, lines)))
