"""A view of the text of one document: lays it out, and draws visible rows only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import split_graphemes
from textual import on, work
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.worker import Worker, WorkerState, get_current_worker

from corpus.model.document import Document, Span
from tui.state.internal_error import InternalError
from tui.text.component_style import component
from tui.text.content import StyledSpan, content
from tui.text.layout import lay_out, lay_out_around
from tui.text.row_text import RowText, row_text
from tui.text.rows import Row, RowKind, row_at
from tui.text.selection import selected, trimmed
from tui.widgets.paged_scroll import PagedScroll
from tui.widgets.virtual_height import set_virtual_height, virtual_size

_MAX_SYNC_LAYOUT = 200_000
"""Longer texts, in code points, are laid out in a thread; this many take a few milliseconds."""
_BLOCK_COST = 50
"""Code points that take as long to lay out as the overhead of one block."""
_MARGIN = 1
"""Cells to the left of the text."""
_ROW_STYLES = {
    RowKind.TITLE: "view--heading",
    RowKind.HEADING: "view--heading",
    RowKind.HEADER: "view--header",
}


class TextView(PagedScroll):
    """The rows of a document's text. A subclass says what is highlighted. Offsets are code points."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    TextView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .view--heading { text-style: bold; }
        & > .view--header { color: $foreground-muted; }
        & > .view--lead { color: $foreground-disabled; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"view--heading", "view--header", "view--lead"}

    virtual_size: Reactive[Size] = virtual_size()

    @dataclass
    class LaidOut(Message):
        """A long text has been laid out in a thread."""

        layout: tuple[Document, int, int, bool]
        """Document, width and start, and whether its lines are shown as they are."""
        rows: list[Row]

    class ViewChanged(Message):
        """The scroll position, or what the view highlights, has changed."""

    def __init__(self, *, line_width: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.line_width = line_width
        """The maximum line length, in cells; 0 for the width of the pane."""
        self.document: Document | None = None
        self.as_is = False
        """Whether the lines of the text are shown as they are, instead of paragraphs and blocks."""
        self._rows: list[Row] = []
        self._is_partial = False
        """Whether the rows are only those around what is shown first, of a long text."""
        self._laid_out_for: tuple[Document, int, int, bool] | None = None
        """What the rows are laid out for, or are being laid out for."""
        self._top: int | None = None
        """The offset to scroll to after the layout; None for that of `place`."""
        self._start = 0
        """The offset at which the shown text begins."""

    def show_text(self, document: Document, start: int, top: int | None) -> None:
        """Show a document from `start` on, scrolled to the offset `top`, or to that of `place`."""
        self.document = document
        self._start = start
        self._top = top
        self._rows = []
        self._laid_out_for = None
        self.screen.clear_selection()
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self.document = None
        self._laid_out_for = None
        self._rows = []
        set_virtual_height(self, 0)
        self.refresh()

    def set_start(self, start: int) -> None:
        """Show the text from the title or from the body on, at the same scroll position."""
        if start != self._start:
            self._top = self.top if self.scroll_y else start
            self._start = start
            self._lay_out()

    @property
    def place(self) -> int | None:
        """The offset to make visible in a document that was just opened; None for its beginning."""
        return None

    def highlights(self, row: Row) -> Iterator[StyledSpan]:
        """Yield the highlights of a row, those that cover others last."""
        raise NotImplementedError

    @property
    def is_laid_out(self) -> bool:
        """Whether there are rows; while a long text is laid out, there are none yet."""
        return bool(self._rows)

    @property
    def top(self) -> int:
        """The offset of the first visible character."""
        row = round(self.scroll_y)
        return self._rows[row].start if row < len(self._rows) else 0

    @property
    def bottom(self) -> int:
        """The offset after the last visible character."""
        last = round(self.scroll_y) + self.scrollable_content_region.height - 1
        return self._rows[min(last, len(self._rows) - 1)].end if self._rows else 0

    def line_of(self, offset: int) -> int:
        """Return the visible line with an offset; the first one if that is not visible."""
        line = row_at(self._rows, offset) - round(self.scroll_y) if self._rows else 0
        return line if 0 <= line < self.scrollable_content_region.height else 0

    @property
    def share(self) -> float:
        """The share of the text above the lower edge of the pane, from 0 to 1."""
        seen = self.scroll_y + self.scrollable_content_region.height
        return min(1.0, seen / len(self._rows)) if self._rows else 1.0

    @property
    def is_cut(self) -> bool:
        """Whether the text is longer than the pane; False as long as its length is not known."""
        return not self._is_partial and len(self._rows) > self.scrollable_content_region.height

    def on_resize(self) -> None:
        """Lay out the text again if the width has changed, at the same scroll position."""
        if self._rows and self._laid_out_for is not None and self._laid_out_for[1] != self._width():
            self._top = self.top
        self._lay_out()

    def action_toggle_layout(self) -> None:
        """Show the lines of the text as they are, or paragraphs and blocks, at the same scroll position."""
        self._top = self.top
        self.as_is = not self.as_is
        self._lay_out()

    def _width(self) -> int:
        room = self.scrollable_content_region.width - 2 * _MARGIN
        return min(room, self.line_width) if self.line_width else room

    def _lay_out(self) -> None:
        width = self._width()
        if self.document is None or width <= 0:
            return
        layout = (self.document, width, self._start, self.as_is)
        if layout == self._laid_out_for:
            return
        self._laid_out_for = layout
        if len(self.document.text) + _BLOCK_COST * len(self.document.blocks) <= _MAX_SYNC_LAYOUT:
            self._take(lay_out(*layout))
        else:
            if not self._rows:
                goal = next((each for each in (self._top, self.place) if each is not None), self._start)
                self._take(lay_out_around(goal, *layout), is_partial=True)
            self._lay_out_in_thread(*layout)

    @work(thread=True, exclusive=True, group="layout", exit_on_error=False)
    def _lay_out_in_thread(self, document: Document, width: int, start: int, as_is: bool) -> None:
        rows = lay_out(document, width, start, as_is)
        if not get_current_worker().is_cancelled:
            self.post_message(self.LaidOut((document, width, start, as_is), rows))

    @on(Worker.StateChanged)
    def report_failure(self, event: Worker.StateChanged) -> None:
        """Report an internal error of the layout worker."""
        if event.state is WorkerState.ERROR:
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))

    def on_text_view_laid_out(self, event: LaidOut) -> None:
        """Show the rows, unless they are outdated."""
        event.stop()
        if event.layout == self._laid_out_for:
            if self._is_partial:  # the rows on the screen are some of these
                is_shown = self.place is None or self._rows[0].start <= self.place < self._rows[-1].end
                self._top = self.top if is_shown else None
            self._take(event.rows)

    def _take(self, rows: list[Row], *, is_partial: bool = False) -> None:
        """Show rows, at the kept scroll position or at the place of the subclass."""
        self._rows = rows
        self._is_partial = is_partial
        set_virtual_height(self, len(rows))
        if self._top is not None:
            self._scroll_to_row(row_at(rows, self._top))
        else:
            self._scroll_to_row(0)
            if self.place is not None:
                self.scroll_to_offset(self.place)
        self.refresh()
        self.post_message(self.ViewChanged())

    def scroll_to_offset(self, offset: int) -> None:
        """Scroll the row of an offset to a third of the pane's height, unless it is visible with a line to spare."""
        if not self._rows:
            return
        row = row_at(self._rows, offset)
        height = self.scrollable_content_region.height
        if not self.scroll_y + 1 <= row <= self.scroll_y + height - 2:
            self._scroll_to_row(max(0, row - height // 3))

    def _scroll_to_row(self, row: int) -> None:
        """Scroll at once, even if a shorter text left the pane without a scrollbar: Textual adds it later."""
        self.scroll_to(y=row, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Render one row of the text."""
        width = self.scrollable_content_region.width
        style = self.visual_style
        number = round(self.scroll_y) + y
        if self.document is None or number >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        row = self._rows[number]
        text = row_text(self.document.text, row)
        drawn = content(text.text, [*self._row_styles(row, text), *self._selection(text, number)])
        strip = Strip(drawn.render_segments(style)).apply_offsets(0, number)
        return Strip.join([Strip.blank(_MARGIN, style.rich_style), strip]).adjust_cell_length(width, style.rich_style)

    def _row_styles(self, row: Row, text: RowText) -> Iterator[StyledSpan]:
        """Yield the styles of a row, in positions on the row."""
        if row.lead.strip():
            yield StyledSpan(0, len(row.lead), component(self, "view--lead"))
        if name := _ROW_STYLES.get(row.kind):
            yield StyledSpan(len(row.lead), len(text.text), component(self, name))
        for start, end, style in self.highlights(row):
            for first, last in text.positions(start, end):
                yield StyledSpan(first, last, style)

    def _selection(self, text: RowText, number: int) -> Iterator[StyledSpan]:
        """Yield the part of a row that is selected with the mouse."""
        selection = self.text_selection
        span = None if selection is None else selection.get_span(number)
        if span is not None:
            start, end = span
            length = len(text.text)
            style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            yield StyledSpan(min(start, length), length if end < 0 else min(end, length), style)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, with the line ends of the document instead of those of the layout."""
        span = selected(self.document.text, self._rows, selection) if self.document else None
        return (self.document.text[span.start : span.end], "\n") if self.document and span else None

    def selected_span(self) -> Span | None:
        """Return what is selected with the mouse, without white space around it; None for nothing."""
        if self.document is None or self.text_selection is None:
            return None
        span = selected(self.document.text, self._rows, self.text_selection)
        return trimmed(self.document.text, span) if span else None

    def offset_under(self, place: Offset) -> int | None:
        """Return the offset of the character at a place of the pane, in cells; None where there is none."""
        number = round(self.scroll_y) + place.y
        if self.document is None or number >= len(self._rows):
            return None
        text = row_text(self.document.text, self._rows[number])
        filled = _MARGIN
        for start, _, cells in split_graphemes(text.text)[0]:
            if filled <= place.x < filled + cells:
                return text.offset(start)
            filled += cells
        return None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Post `ViewChanged`."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.ViewChanged())
