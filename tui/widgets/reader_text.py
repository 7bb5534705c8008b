"""The text of one document: only the rows in view are drawn, however long it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.worker import Worker, WorkerState, get_current_worker

from corpus.model.document import Document, Span
from tui.state.internal_error import InternalError
from tui.text.component_style import component
from tui.text.content import Mark, content, lit
from tui.text.wrapping import document_rows, paragraphs, row_at, within
from tui.widgets.paged_scroll import PagedScroll

_AT_ONCE = 200_000
"""Texts up to so many code points are laid out on the spot, which takes a few milliseconds; longer ones in a thread."""
_MARGIN = 1
"""Cells left of the text."""


class ReaderText(PagedScroll, can_focus=True):
    """A document's text with its hits, people and countries lit."""

    ALLOW_SELECT = True
    BINDING_GROUP_TITLE = "Reader"
    DEFAULT_CSS = """
    ReaderText {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .reader--person { color: $person; }
        & > .reader--country { color: $country; }
        & > .reader--hit { color: $hit-color; background: $hit-background; text-style: bold; }
        & > .reader--current { color: $current-color; background: $current-background; text-style: bold underline; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--person",
        "reader--country",
        "reader--hit",
        "reader--current",
    }

    @dataclass
    class Laid(Message):
        """A long text has been laid out."""

        document: Document
        width: int
        start: int
        rows: list[Span]

    class Moved(Message):
        """Another part of the text, or another hit, has come into view."""

    def __init__(self, *, measure: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.measure = measure
        """Cells of the longest line; 0 for as wide as the pane."""
        self.document: Document | None = None
        self.targets: tuple[Span, ...] = ()
        """What n and N walk through."""
        self.current = -1
        """The number of the target the reader has walked to, or -1."""
        self._rows: list[Span] = []
        self._laid_width = 0
        self._people: list[Span] = []
        self._countries: list[Span] = []
        self._top: int | None = None
        self._start = 0
        """Where in the document what is shown begins."""
        self._lit: tuple[Span, ...] = ()

    def show(
        self, document: Document, hits: tuple[Span, ...], *, start: int | None = None, keep_place: bool = False
    ) -> None:
        """Show a document.

        Args:
            document: What to show.
            hits: What to light; those in the body are walked through.
            start: The offset to begin at, 0 or that of the body; the latter if it is not given.
            keep_place: Whether to stay at the offset that is in view, instead of going to the first hit.

        """
        top = self.top if keep_place and self._rows else None
        self._start = document.body_start if start is None else start
        self.document = document
        entities = document.entities
        self._people = sorted(span for person in entities.people for span in person.mentions)
        self._countries = sorted(span for country in entities.countries for span in country.mentions)
        self._light(hits, body_only=True)
        self.current = 0 if self.targets else -1
        self._top = top
        self._rows = []
        self._laid_width = 0
        self.screen.clear_selection()
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self.document = None
        self.targets = ()
        self.current = -1
        self._laid_width = 0
        self._rows = []
        self.virtual_size = Size(0, 0)
        self.refresh()

    def begin_at(self, start: int) -> None:
        """Begin with the title or with the body, with the same words in view."""
        if start != self._start:
            self._top = self.top if self.scroll_y else start
            self._start = start
            self._laid_width = 0
            self._lay_out()

    def _light(self, hits: tuple[Span, ...], *, body_only: bool) -> None:
        self._lit = hits
        body = self.document.body_start if self.document and body_only else 0
        self.targets = tuple(span for span in hits if span.start >= body)

    def aim(self, hits: tuple[Span, ...], *, near: int, body_only: bool = False) -> None:
        """Light other hits and walk through them, or those in the body, from the first at or after this offset."""
        self._light(hits, body_only=body_only)
        after = bisect_left(self.targets, near, key=lambda span: span.start)
        self.current = min(after, len(self.targets) - 1)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def step(self, steps: int) -> None:
        """Walk on to another target, around the ends."""
        if self.targets:
            self.current = (self.current + steps) % len(self.targets)
            self._reveal()
            self.refresh()
            self.post_message(self.Moved())

    @property
    def top(self) -> int:
        """The offset of the first character in view."""
        row = round(self.scroll_y)
        return self._rows[row].start if row < len(self._rows) else 0

    @property
    def share(self) -> float:
        """How much of the text lies above the lower edge, from 0 to 1."""
        seen = self.scroll_y + self.scrollable_content_region.height
        return min(1.0, seen / len(self._rows)) if self._rows else 1.0

    @property
    def is_cut(self) -> bool:
        """Whether there is more text than room."""
        return len(self._rows) > self.scrollable_content_region.height

    def paragraph(self) -> str:
        """The paragraph of the current target, or the first in view, as one line."""
        if self.document is None:
            return ""
        at = self.targets[self.current].start if self.current >= 0 else self.top
        text = self.document.text
        spans = [span for span in paragraphs(text, self.document.body_start) if span.end > span.start]
        place = max(bisect_right(spans, at, key=lambda span: span.start) - 1, 0)
        return " ".join(text[spans[place].start : spans[place].end].split()) if spans else ""

    # Layout

    def on_resize(self) -> None:
        """Lay the text out anew where the width has changed, with the same words at the top."""
        if self._rows and self._laid_width != self._width():
            self._top = self.top
        self._lay_out()

    def _width(self) -> int:
        room = self.scrollable_content_region.width - 2 * _MARGIN
        return min(room, self.measure) if self.measure else room

    def _lay_out(self) -> None:
        width = self._width()
        if self.document is None or width <= 0 or width == self._laid_width:
            return
        self._laid_width = width
        if len(self.document.text) <= _AT_ONCE:
            self._take(document_rows(self.document.text, self.document.body_start, width, self._start))
        else:
            self._wrap_in_thread(self.document, width, self._start)

    @work(thread=True, exclusive=True, group="layout", exit_on_error=False)
    def _wrap_in_thread(self, document: Document, width: int, start: int) -> None:
        rows = document_rows(document.text, document.body_start, width, start)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Laid(document, width, start, rows))

    @on(Worker.StateChanged)
    def report_failure(self, event: Worker.StateChanged) -> None:
        """The text could not be laid out."""
        if event.state is WorkerState.ERROR:
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))

    def on_reader_text_laid(self, event: Laid) -> None:
        """Take the rows, unless they have been overtaken."""
        event.stop()
        if event.document is self.document and (event.width, event.start) == (self._laid_width, self._start):
            self._take(event.rows)

    def _take(self, rows: list[Span]) -> None:
        """Show these rows: where the text was, or at its first target."""
        self._rows = rows
        self.virtual_size = Size(0, len(rows))
        if self._top is not None:
            self.scroll_to(y=row_at(rows, self._top), animate=False)
        else:
            self.scroll_to(y=0, animate=False)
            self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        """Scroll to the current target, a third down the pane, where it is not in view with a line to spare."""
        if self.current < 0 or not self._rows:
            return
        row = row_at(self._rows, self.targets[self.current].start)
        height = self.scrollable_content_region.height
        if not self.scroll_y + 1 <= row <= self.scroll_y + height - 2:
            self.scroll_to(y=max(0, row - height // 3), animate=False)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the text."""
        width = self.scrollable_content_region.width
        style = self.visual_style
        number = round(self.scroll_y) + y
        if self.document is None or number >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        row = self._rows[number]
        drawn = content(self.document.text[row.start : row.end], self._marks(row, number))
        strip = Strip(drawn.render_segments(style)).apply_offsets(0, number)
        margin = Strip.blank(_MARGIN, style.rich_style)
        return Strip.join([margin, strip]).adjust_cell_length(width, style.rich_style)

    def _marks(self, row: Span, number: int) -> Iterator[Mark]:
        """What is lit in a row, the strongest last; offsets are the row's own."""
        assert self.document is not None
        if row.start < self.document.body_start:
            yield Mark(0, row.end - row.start, Style(bold=True))
        layers: list[Mark] = lit(within(self._people, row), component(self, "reader--person"))
        layers += lit(within(self._countries, row), component(self, "reader--country"))
        layers += lit(within(self._lit, row), component(self, "reader--hit"))
        if self.current >= 0:
            current = self.targets[self.current : self.current + 1]
            layers += lit(within(current, row), component(self, "reader--current"))
        for start, end, style in layers:
            yield Mark(max(start - row.start, 0), min(end, row.end) - row.start, style)
        yield from self._selected(row, number)

    def _selected(self, row: Span, number: int) -> Iterator[Mark]:
        """What the mouse has selected in a row."""
        selection = self.text_selection
        span = None if selection is None else selection.get_span(number)
        if span is not None:
            start, end = span
            length = row.end - row.start
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            yield Mark(min(start, length), length if end < 0 else min(end, length), style)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, with the document's own line ends instead of the screen's."""
        if self.document is None or not self._rows:
            return None
        last = len(self._rows) - 1
        first = self._offset(*(selection.start.transpose if selection.start else (0, 0)))
        until = self._offset(*(selection.end.transpose if selection.end else (last, 1 << 30)))
        return self.document.text[first:until], "\n"

    def _offset(self, number: int, x: int) -> int:
        """The offset into the text of a place on the screen."""
        row = self._rows[max(0, min(number, len(self._rows) - 1))]
        return min(row.start + x, row.end)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the view has moved."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())
