"""A document read at a mention, over the page that led there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from corpus.model.document import Document, Span
from tui.screens.closing import close
from tui.text.component_style import component
from tui.text.content import lit, one_line
from tui.text.date_text import date_text
from tui.widgets.document_title import DocumentTitle
from tui.widgets.reader_text import ReaderText
from tui.widgets.status_line import StatusLine


class MentionScreen(Screen[None]):
    """The whole document with somebody's mentions lit; n and N walk through them, Esc goes back to where one was.

    Args:
        document: To read.
        mentions: In it.
        number: Of the mention to begin at.
        label: Who or what is mentioned.
        measure: Cells of the longest line; 0 for as wide as the screen.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "next mention", id="reading.next", tooltip="To the next mention here"),
        Binding("N", "step(-1)", "previous mention", id="reading.previous", tooltip="To the mention before"),
        Binding("escape,q", "close", "back", id="reading.back", tooltip="Back to the mentions"),
    ]

    def __init__(self, document: Document, mentions: tuple[Span, ...], number: int, label: str, measure: int) -> None:
        super().__init__()
        self._document = document
        self._mentions = mentions
        self._number = number
        self._label = label
        self._measure = measure

    def compose(self) -> ComposeResult:
        """Title, text and keys."""
        yield DocumentTitle(id="reading-title")
        yield ReaderText(measure=self._measure, id="reading")
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the document at the mention."""
        text = self.query_one(ReaderText)
        document = self._document
        facts = [date_text(document)] if document.date else []
        text.border_title = one_line(" · ".join([*facts, document.kind, document.path]))
        in_title = [span for span in self._mentions if span.end <= min(len(document.title), document.body_start)]
        title = self.query_one(DocumentTitle)
        title.show(document.title, lit(in_title, component(text, "reader--hit")))
        text.show(document, (), start=title.fit(document, *self.size))
        text.focus()
        self.call_after_refresh(self._aim)

    def on_resize(self) -> None:
        """Give the title another number of rows."""
        start = self.query_one(DocumentTitle).fit(self._document, *self.size)
        self.query_one(ReaderText).begin_at(start)

    def _aim(self) -> None:
        self.query_one(ReaderText).aim(self._mentions, near=self._mentions[self._number].start)

    def on_reader_text_moved(self, event: ReaderText.Moved) -> None:
        """Say which mention this is."""
        event.stop()
        text = self.query_one(ReaderText)
        if text.targets:
            name = one_line(self._label)
            text.border_subtitle = name + Content(f" {text.current + 1} of {len(text.targets)}")

    def action_step(self, steps: int) -> None:
        """Walk from mention to mention."""
        self.query_one(ReaderText).step(steps)

    def action_close(self) -> None:
        """Go back to the mentions."""
        close(self)
