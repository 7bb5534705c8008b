"""The title above a document: whole where there is room, else one line that says by an ellipsis that it goes on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from corpus.model.document import Document
from tui.text.clipped import Clipped
from tui.text.content import LONGEST_LINE, Mark, one_line

_SHARE = 3
"""The title takes at most one row in so many."""


class DocumentTitle(Static):
    """Gives way to the text: a title that needs too many rows becomes one row, and the text begins with it."""

    DEFAULT_CSS = """
    DocumentTitle { height: auto; text-style: bold; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._title = Content()

    def show(self, title: str, marks: Iterable[Mark]) -> None:
        """Show a title, as far as `fit` lets it."""
        self._title = one_line(title, marks)
        self.update(Clipped(self._title))

    def fit(self, document: Document, width: int, height: int) -> int:
        """Take the rows that the title needs in a pane of this size, or one; returns where the text is to begin.

        The result is an offset in code points: that of the body, or 0 where the title is not whole.
        """
        rows = self._title.get_height({}, max(width - self.styles.gutter.width, 1))
        is_whole = rows <= max(height // _SHARE, 1) and len(document.title) <= LONGEST_LINE
        self.styles.max_height = rows if is_whole else 1
        return document.body_start if is_whole else 0
