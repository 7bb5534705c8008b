"""The dialog that shows what will be copied, and copies it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import getters
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from corpus.model.document import Document, Span
from tui.config import locations
from tui.export.citation import Citation
from tui.export.citation_formats import cited, names
from tui.export.passage import Extent, Passage
from tui.screens.closing import close
from tui.services import clipboard
from tui.services.clipboard import Copied, Outcome
from tui.text.content import content, one_line
from tui.text.numbers import counted

_HINT = "Enter copy · s sentence · p paragraph · + − more, less · j k move · f format"
_NOTICE = 10
"""Seconds for which a notice with a path is shown."""


class QuoteDialog(ModalScreen[None]):
    """Shows a passage of a document with its citation; Enter copies it.

    Args:
        document: The document.
        offset: Where the reader is, in code points.
        selected: What is selected with the mouse; None for nothing.
        library: The name of the documents' folder.
        form: The name of the format to begin with.
        templates: The templates of the user.

    """

    DEFAULT_CSS = """
    QuoteDialog {
        & VerticalScroll { height: auto; max-height: 60vh; scrollbar-gutter: stable; }
        & #quote-hint { margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "copy", "copy", id="quote.copy", tooltip="Copy what is shown"),
        Binding("s", "extent('sentence')", "sentence", id="quote.sentence", tooltip="Quote a sentence"),
        Binding("p", "extent('paragraph')", "paragraph", id="quote.paragraph", tooltip="Quote a paragraph"),
        Binding("v", "extent('selection')", "selection", id="quote.selection", tooltip="Quote what is selected"),
        Binding("plus,right,l", "widen(1)", "more", id="quote.widen", tooltip="Add the next sentence or paragraph"),
        Binding("minus,left,h", "widen(-1)", "less", id="quote.narrow", tooltip="Drop the last one"),
        Binding("j,down", "move(1)", "next", id="quote.next", tooltip="Go to the next sentence or paragraph"),
        Binding("k,up", "move(-1)", "previous", id="quote.previous", tooltip="Go to the one before"),
        Binding("f,tab", "format(1)", "format", id="quote.format", tooltip="Show the next format of the citation"),
        Binding(
            "F,shift+tab", "format(-1)", "previous format", show=False, id="quote.format_back", tooltip="The one before"
        ),
        Binding("escape,q", "close", "cancel", id="quote.cancel", tooltip="Copy nothing"),
    ]
    BINDING_GROUP_TITLE = "Quote"

    shown = getters.query_one("#quote-text", Static)

    def __init__(
        self,
        document: Document,
        offset: int,
        selected: Span | None,
        library: str,
        form: str,
        templates: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._document = document
        self._offset = offset
        self._selected = selected
        self._library = library
        self._templates = templates
        self._formats = names(templates)
        self._format = self._formats.index(form) if form in self._formats else 0
        if selected is not None:
            self._passage: Passage | None = Passage.selected(document, selected)
        else:
            self._passage = Passage.at(document, Extent.PARAGRAPH, offset)

    def compose(self) -> ComposeResult:
        """Yield a titled box with the text and a hint."""
        with Vertical(classes="dialog -quote") as box:
            box.border_title = "Quote"
            with VerticalScroll(can_focus=False):
                yield Static(id="quote-text", markup=False)
            yield Static(
                "Enter copy · s sentence · p paragraph · + − more, less · j k move · f format", id="quote-hint"
            )

    def on_mount(self) -> None:
        """Show the quote."""
        self._show()

    @property
    def text(self) -> str:
        """What will be copied; "" for a document without text."""
        if self._passage is None:
            return ""
        passage = self._passage
        citation = Citation.of(self._document, passage.text, passage.span, self._library, dt.date.today())
        return cited(citation, self._formats[self._format], self._templates)

    def _show(self) -> None:
        text = self.text
        lines = [content(line) for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]  # as RIS has them
        joined = lines[0]
        for line in lines[1:]:
            joined = joined.append("\n").append(line)
        self.shown.update(joined)
        box = self.query_one(".dialog")
        box.border_title = one_line(f"Quote: {self._passage.extent.value if self._passage else 'no text'}")
        box.border_subtitle = one_line(f"{self._formats[self._format]} · {counted(len(text), 'character')}")

    def action_extent(self, extent: str) -> None:
        """Quote by sentence, by paragraph, or what is selected."""
        chosen = Extent(extent)
        if chosen is Extent.SELECTION:
            if self._selected is None:
                self.notify("Nothing is selected. Drag with the mouse in the text to select a passage.", timeout=4)
                return
            self._passage = Passage.selected(self._document, self._selected)
        else:
            offset = self._passage.span.start if self._passage else self._offset
            self._passage = Passage.at(self._document, chosen, offset)
        self._show()

    def action_widen(self, by: int) -> None:
        """Add a sentence or paragraph at the end, or drop one."""
        if self._passage is not None:
            self._passage = self._passage.widened(by)
            self._show()

    def action_move(self, by: int) -> None:
        """Go to another sentence or paragraph."""
        if self._passage is not None:
            self._passage = self._passage.moved(by)
            self._show()

    def action_format(self, by: int) -> None:
        """Show another format."""
        self._format = (self._format + by) % len(self._formats)
        self._show()

    def action_copy(self) -> None:
        """Copy what is shown, in a thread: a clipboard program may take a while."""
        text = self.text
        if text:
            job = partial(_copy, self.app, text)  # a screen that is closed has no app
            self.app.run_worker(job, group="clipboard", thread=True, exit_on_error=False)
        close(self)

    def action_close(self) -> None:
        """Copy nothing."""
        close(self)


def _copy(app: App[object], text: str) -> None:
    """Copy a text, and say where it is."""

    def send(sent: str) -> None:
        app.call_from_thread(app.copy_to_clipboard, sent)

    environ = {} if app.is_web else os.environ  # the programs of the server are not those of the user
    outcome = clipboard.copy(text, environ, send, locations.quote_file())
    app.notify(copied_text(outcome, len(text)), markup=False, timeout=_NOTICE)


def copied_text(outcome: Outcome, length: int) -> str:
    """Return where a text was copied, as a sentence that claims no more than is known."""
    size = counted(length, "character")
    match outcome.where:
        case Copied.CLIPBOARD:
            return f"Copied {size} with the source."
        case Copied.TMUX:
            return f"Copied {size} with the source to tmux: paste with Prefix ]."
        case Copied.FILE:
            return f"The terminal may not have copied it. {size} with the source are in {outcome.path}"
        case Copied.NOWHERE:
            return "The terminal may not have copied it, and the file for quotes cannot be written."
