"""The screen that shows a document at a mention."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from corpus.model.document import Document, Span
from tui.screens.closing import close
from tui.text.component_style import component
from tui.text.content import one_line, styled
from tui.text.date_text import date_text
from tui.widgets.document_title import DocumentTitle
from tui.widgets.reader_text import ReaderText
from tui.widgets.status_line import StatusLine


class MentionScreen(Screen[None]):
    """The whole document with all mentions of a person or country highlighted; n and N step through them.

    Args:
        document: The document.
        mentions: The mentions in it, in order.
        number: The number of the mention to start at, from 0.
        label: The name of the person or country.
        line_width: The maximum line length, in cells; 0 for the width of the screen.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "next mention", id="reading.next", tooltip="Go to the next mention"),
        Binding("N", "step(-1)", "previous mention", id="reading.previous", tooltip="Go to the previous mention"),
        Binding("escape,q", "close", "back", id="reading.back", tooltip="Go back to the mentions"),
    ]

    def __init__(
        self, document: Document, mentions: tuple[Span, ...], number: int, label: str, line_width: int
    ) -> None:
        super().__init__()
        self._document = document
        self._mentions = mentions
        self._number = number
        self._label = label
        self._line_width = line_width

    def compose(self) -> ComposeResult:
        """Yield title, text and status line."""
        yield DocumentTitle(id="reading-title")
        yield ReaderText(line_width=self._line_width, id="reading")
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the document at the mention."""
        text = self.query_one(ReaderText)
        document = self._document
        date = [date_text(document)] if document.date else []
        text.border_title = one_line(" · ".join([*date, document.kind, document.path]))
        in_title = [span for span in self._mentions if span.end <= min(len(document.title), document.body_start)]
        title = self.query_one(DocumentTitle)
        title.show(document.title, styled(in_title, component(text, "reader--hit")))
        text.show(document, (), start=title.fit(document, *self.size))
        text.focus()
        self.call_after_refresh(self._set_targets)

    def on_resize(self) -> None:
        """Fit the title to the new size."""
        start = self.query_one(DocumentTitle).fit(self._document, *self.size)
        self.query_one(ReaderText).set_start(start)

    def _set_targets(self) -> None:
        self.query_one(ReaderText).set_targets(self._mentions, near=self._mentions[self._number].start)

    def on_reader_text_view_changed(self, event: ReaderText.ViewChanged) -> None:
        """Show the number of the current mention."""
        event.stop()
        text = self.query_one(ReaderText)
        if text.targets:
            name = one_line(self._label)
            text.border_subtitle = name + Content(f" {text.current + 1} of {len(text.targets)}")

    def action_step(self, steps: int) -> None:
        """Go to another mention."""
        self.query_one(ReaderText).step(steps)

    def action_close(self) -> None:
        """Go back to the mentions."""
        close(self)
