"""The text of one document with highlights: draws visible rows only."""

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
from tui.text.content import StyledSpan, content, styled
from tui.text.wrapping import document_rows, paragraphs, row_at, within
from tui.widgets.paged_scroll import PagedScroll

_MAX_SYNC_LAYOUT = 200_000
"""Longer texts, in code points, are laid out in a thread; this many take a few milliseconds."""
_MARGIN = 1
"""Cells to the left of the text."""


class ReaderText(PagedScroll, can_focus=True):
    """The text of a document with highlighted hits, people and countries. Offsets are code points."""

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

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--person", "reader--country", "reader--hit", "reader--current"}

    @dataclass
    class LaidOut(Message):
        """A long text has been laid out in a thread."""

        document: Document
        width: int
        start: int
        rows: list[Span]

    class ViewChanged(Message):
        """The scroll position or the current target has changed."""

    def __init__(self, *, line_width: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.line_width = line_width
        """The maximum line length, in cells; 0 for the width of the pane."""
        self.document: Document | None = None
        self.targets: tuple[Span, ...] = ()
        """The spans that n and N step through."""
        self.current = -1
        """The number of the current target; -1 if there is none."""
        self._rows: list[Span] = []
        self._layout_width = 0
        self._people: list[Span] = []
        self._countries: list[Span] = []
        self._top: int | None = None
        self._start = 0
        """The offset at which the shown text begins."""
        self._highlights: tuple[Span, ...] = ()

    def show(
        self, document: Document, hits: tuple[Span, ...], *, start: int | None = None, keep_place: bool = False
    ) -> None:
        """Show a document.

        Args:
            document: The document.
            hits: The spans to highlight; those in the body become the targets.
            start: The offset at which the shown text begins: 0, or that of the body, which is the default.
            keep_place: Whether to keep the scroll position instead of going to the first hit.

        """
        top = self.top if keep_place and self._rows else None
        self._start = document.body_start if start is None else start
        self.document = document
        entities = document.entities
        self._people = sorted(span for person in entities.people for span in person.mentions)
        self._countries = sorted(span for country in entities.countries for span in country.mentions)
        self._set_highlights(hits, body_only=True)
        self.current = 0 if self.targets else -1
        self._top = top
        self._rows = []
        self._layout_width = 0
        self.screen.clear_selection()
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self.document = None
        self.targets = ()
        self.current = -1
        self._layout_width = 0
        self._rows = []
        self.virtual_size = Size(0, 0)
        self.refresh()

    def set_start(self, start: int) -> None:
        """Show the text from the title or from the body on, at the same scroll position."""
        if start != self._start:
            self._top = self.top if self.scroll_y else start
            self._start = start
            self._layout_width = 0
            self._lay_out()

    def _set_highlights(self, hits: tuple[Span, ...], *, body_only: bool) -> None:
        self._highlights = hits
        body = self.document.body_start if self.document and body_only else 0
        self.targets = tuple(span for span in hits if span.start >= body)

    def set_targets(self, hits: tuple[Span, ...], *, near: int, body_only: bool = False) -> None:
        """Highlight other spans and make them targets, or those in the body; go to the first at or after `near`."""
        self._set_highlights(hits, body_only=body_only)
        following = bisect_left(self.targets, near, key=lambda span: span.start)
        self.current = min(following, len(self.targets) - 1)
        self._reveal()
        self.refresh()
        self.post_message(self.ViewChanged())

    def step(self, steps: int) -> None:
        """Go to another target, around the ends."""
        if self.targets:
            self.current = (self.current + steps) % len(self.targets)
            self._reveal()
            self.refresh()
            self.post_message(self.ViewChanged())

    @property
    def top(self) -> int:
        """The offset of the first visible character."""
        row = round(self.scroll_y)
        return self._rows[row].start if row < len(self._rows) else 0

    @property
    def share(self) -> float:
        """The share of the text above the lower edge of the pane, from 0 to 1."""
        seen = self.scroll_y + self.scrollable_content_region.height
        return min(1.0, seen / len(self._rows)) if self._rows else 1.0

    @property
    def is_cut(self) -> bool:
        """Whether the text is longer than the pane."""
        return len(self._rows) > self.scrollable_content_region.height

    def paragraph(self) -> str:
        """Return the paragraph of the current target, or the first visible one, as one line."""
        if self.document is None:
            return ""
        at = self.targets[self.current].start if self.current >= 0 else self.top
        text = self.document.text
        spans = [span for span in paragraphs(text, self.document.body_start) if span.end > span.start]
        place = max(bisect_right(spans, at, key=lambda span: span.start) - 1, 0)
        return " ".join(text[spans[place].start : spans[place].end].split()) if spans else ""

    # Layout

    def on_resize(self) -> None:
        """Lay out the text again if the width has changed, at the same scroll position."""
        if self._rows and self._layout_width != self._width():
            self._top = self.top
        self._lay_out()

    def _width(self) -> int:
        room = self.scrollable_content_region.width - 2 * _MARGIN
        return min(room, self.line_width) if self.line_width else room

    def _lay_out(self) -> None:
        width = self._width()
        if self.document is None or width <= 0 or width == self._layout_width:
            return
        self._layout_width = width
        if len(self.document.text) <= _MAX_SYNC_LAYOUT:
            self._take(document_rows(self.document.text, self.document.body_start, width, self._start))
        else:
            self._wrap_in_thread(self.document, width, self._start)

    @work(thread=True, exclusive=True, group="layout", exit_on_error=False)
    def _wrap_in_thread(self, document: Document, width: int, start: int) -> None:
        rows = document_rows(document.text, document.body_start, width, start)
        if not get_current_worker().is_cancelled:
            self.post_message(self.LaidOut(document, width, start, rows))

    @on(Worker.StateChanged)
    def report_failure(self, event: Worker.StateChanged) -> None:
        """Report an internal error of the layout worker."""
        if event.state is WorkerState.ERROR:
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))

    def on_reader_text_laid_out(self, event: LaidOut) -> None:
        """Show the rows, unless they are outdated."""
        event.stop()
        if event.document is self.document and (event.width, event.start) == (self._layout_width, self._start):
            self._take(event.rows)

    def _take(self, rows: list[Span]) -> None:
        """Show rows, at the kept scroll position or at the current target."""
        self._rows = rows
        self.virtual_size = Size(0, len(rows))
        if self._top is not None:
            self.scroll_to(y=row_at(rows, self._top), animate=False)
        else:
            self.scroll_to(y=0, animate=False)
            self._reveal()
        self.refresh()
        self.post_message(self.ViewChanged())

    def _reveal(self) -> None:
        """Scroll the current target to a third of the pane's height, unless it is visible with a line to spare."""
        if self.current < 0 or not self._rows:
            return
        row = row_at(self._rows, self.targets[self.current].start)
        height = self.scrollable_content_region.height
        if not self.scroll_y + 1 <= row <= self.scroll_y + height - 2:
            self.scroll_to(y=max(0, row - height // 3), animate=False)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Render one row of the text."""
        width = self.scrollable_content_region.width
        style = self.visual_style
        number = round(self.scroll_y) + y
        if self.document is None or number >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        row = self._rows[number]
        drawn = content(self.document.text[row.start : row.end], self._styles(row, number))
        strip = Strip(drawn.render_segments(style)).apply_offsets(0, number)
        margin = Strip.blank(_MARGIN, style.rich_style)
        return Strip.join([margin, strip]).adjust_cell_length(width, style.rich_style)

    def _styles(self, row: Span, number: int) -> Iterator[StyledSpan]:
        """Yield the highlights of a row, those that cover others last; offsets are relative to the row."""
        assert self.document is not None
        if row.start < self.document.body_start:
            yield StyledSpan(0, row.end - row.start, Style(bold=True))
        layers: list[StyledSpan] = styled(within(self._people, row), component(self, "reader--person"))
        layers += styled(within(self._countries, row), component(self, "reader--country"))
        layers += styled(within(self._highlights, row), component(self, "reader--hit"))
        if self.current >= 0:
            current = self.targets[self.current : self.current + 1]
            layers += styled(within(current, row), component(self, "reader--current"))
        for start, end, style in layers:
            yield StyledSpan(max(start - row.start, 0), min(end, row.end) - row.start, style)
        yield from self._selection(row, number)

    def _selection(self, row: Span, number: int) -> Iterator[StyledSpan]:
        """Yield the part of a row that is selected with the mouse."""
        selection = self.text_selection
        span = None if selection is None else selection.get_span(number)
        if span is not None:
            start, end = span
            length = row.end - row.start
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            yield StyledSpan(min(start, length), length if end < 0 else min(end, length), style)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, with the line ends of the document instead of those of the layout."""
        if self.document is None or not self._rows:
            return None
        last = len(self._rows) - 1
        first = self._offset(*(selection.start.transpose if selection.start else (0, 0)))
        until = self._offset(*(selection.end.transpose if selection.end else (last, 1 << 30)))
        return self.document.text[first:until], "\n"

    def _offset(self, number: int, x: int) -> int:
        """Return the offset of column `x` in row `number`."""
        row = self._rows[max(0, min(number, len(self._rows) - 1))]
        return min(row.start + x, row.end)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Post `ViewChanged`."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.ViewChanged())
