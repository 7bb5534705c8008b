"""The title above a document: all of it if there is room, else one line that ends with an ellipsis."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from corpus.model.document import Document
from tui.text.clipped import Clipped
from tui.text.content import MAX_LINE, StyledSpan, one_line

_MAX_SHARE = 3
"""The title takes at most one in this many rows of the pane."""


class DocumentTitle(Static):
    """A title that needs too many rows is cut to one row, and the text below it then begins with the whole title."""

    DEFAULT_CSS = """
    DocumentTitle { height: 1; text-style: bold; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._title = Content()

    def show(self, title: str, styles: Iterable[StyledSpan]) -> None:
        """Show a title; call `fit` to set its height."""
        self._title = one_line(title, styles)
        self.update(Clipped(self._title), layout=False)

    def fit(self, document: Document, width: int, height: int) -> int:
        """Set the height of the title for a pane of this size; returns the offset at which the text must begin.

        The offset, in code points, is that of the body, or 0 if the title is cut.
        """
        rows = self._title.get_height({}, max(width - self.styles.gutter.width, 1))
        is_whole = rows <= max(height // _MAX_SHARE, 1) and len(document.title) <= MAX_LINE
        self.styles.height = rows if is_whole else 1
        return document.body_start if is_whole else 0
