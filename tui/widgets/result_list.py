"""The list of results, loaded page by page while scrolling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from index.model.partial import PartialPage
from index.model.query import Hit, Page, Query
from index.model.user_data import DocumentStatus
from tui.state.query_transitions import PAGE, page_at
from tui.text.content import content, fit, one_line
from tui.text.partial import partial_heading
from tui.widgets.result_row import NOTHING_DONE, ResultRow
from tui.widgets.selectable_list import SelectableList, select_bindings


class ResultList(SelectableList[None]):
    """The results of one query: a line with date and title, and a line with the snippet. Keeps loaded pages."""

    ROW_HEIGHT = 2
    BORDER_TITLE = "Results"
    BINDING_GROUP_TITLE = "Results"

    DEFAULT_CSS = """
    ResultList {
        & > .result--title { color: $foreground; }
        & > .result--date { color: $date; }
        & > .result--snippet { color: $foreground-muted; }
        & > .result--countries { color: $country; }
        & > .result--hit { color: $hit-color; text-style: bold; }
        & > .result--notice { color: $foreground; }
        & > .result--sign { color: $accent; }
        & > .result--unread { text-style: bold; }
        & > .result--missing { color: $foreground-muted; text-style: italic; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "result--title",
        "result--date",
        "result--snippet",
        "result--countries",
        "result--hit",
        "result--notice",
        "result--missing",
        "result--sign",
        "result--unread",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "open", "open", id="results.open", tooltip="Open this document in the reader"),
        *select_bindings("results", "document"),
    ]

    @dataclass
    class PageRequested(Message):
        """A page of hits that is about to become visible should be loaded."""

        query: Query
        """The query for the page."""

    @dataclass
    class CursorMoved(Message):
        """The cursor is on another document."""

        hit: Hit

    @dataclass
    class OpenRequested(Message):
        """A document should be opened in the reader."""

        hit: Hit

    @dataclass
    class PartialRequested(Message):
        """Documents with most of the words are about to become visible and should be loaded."""

        query: Query
        """The query of the results."""
        offset: int
        """The number of the first of these documents to load, from 0."""

    @dataclass
    class SelectionRequested(Message):
        """Rows that may not be loaded should be selected."""

        query: Query
        rows: range | None
        """None for all results."""

    class SuggestionAccepted(Message):
        """There are no results, and the suggested spelling should be searched."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.notice: tuple[str, ...] = ()
        self._hits: dict[int, Hit] = {}
        self._requested: set[int] = set()
        """The offsets of the requested pages."""
        self._last_id: str | None = None
        """The document id of the last `CursorMoved`."""
        self._partial_total: int | None = None
        """The number of documents with most of the words; None as long as it is not known."""
        self._missing: dict[int, tuple[str, ...]] = {}
        """The words that a document lacks, by row."""
        self._statuses: Mapping[str, DocumentStatus] = {}
        self._has_read_marks = False
        self._kept_id: str | None = None
        """The document under the cursor that the results no longer have: it may be among those with most words."""

    def show_statuses(self, statuses: Mapping[str, DocumentStatus], *, has_read_marks: bool) -> None:
        """Show what the user has done with documents.

        Args:
            statuses: By document id, as far as they are known.
            has_read_marks: Whether any document was ever read, so that unread ones are worth a sign.

        """
        self._statuses, self._has_read_marks = statuses, has_read_marks
        self.refresh()

    @property
    def hit_ids(self) -> tuple[str, ...]:
        """The ids of the loaded hits."""
        return tuple(hit.id for hit in self._hits.values())

    def item_at(self, row: int) -> tuple[str, None] | None:
        """Return the document id of a row, if it is loaded."""
        hit = self._hits.get(row)
        return (hit.id, None) if hit else None

    def select_rows(self, rows: range) -> None:
        """Select rows, or request the ids of those that are not loaded."""
        results = range(min(rows.start, self._total), min(rows.stop, self._total))
        if self.page is not None and any(row not in self._hits for row in results):
            self.post_message(self.SelectionRequested(self.page.query, results))
        super().select_rows(rows)

    def action_select_all(self) -> None:
        """Select all results, or none if all are selected."""
        if self.page is None or (
            all(each in self.selected for each in self.hit_ids) and len(self.selected) >= self._total
        ):
            self.deselect_all()
        else:
            self.post_message(self.SelectionRequested(self.page.query, None))

    @property
    def _total(self) -> int:
        return self.page.total if self.page else 0

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor; None if it is not loaded."""
        return self._hits.get(self.cursor)

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Show other results; with `keep_place` the cursor stays on its document, if that is on the page."""
        old, place = self.hit, (self.cursor, round(self.scroll_y))
        shown = self.page.query if self.page else page.query
        is_other = (shown.text, shown.filters) != (page.query.text, page.query.filters)
        self.page = page
        self._hits = dict(enumerate(page.hits, page.query.offset))
        self._requested = {page.query.offset}
        self._partial_total, self._missing, self._kept_id = None, {}, None
        if is_other:
            self.deselect_all()
        self.count = page.total
        if keep_place and old is not None:
            moved = next((n for n, hit in self._hits.items() if hit.id == old.id), place[0])
            self._kept_id = old.id if moved >= page.total else None
            self.scroll_to(y=place[1] + (moved - place[0]) * self.ROW_HEIGHT, animate=False)
            self.cursor = moved
        else:
            self.scroll_to(y=0, animate=False)
            self.cursor = 0
            self._last_id = None  # post CursorMoved even for the same document, which may have other hits
        self.refresh()
        self._post_cursor_moved()
        self._request_pages()

    def add(self, page: Page) -> None:
        """Add a page that was requested."""
        self._hits.update(enumerate(page.hits, page.query.offset))
        self.refresh()
        self._post_cursor_moved()

    def add_partial(self, partial: PartialPage) -> None:
        """Add documents with most of the words below the results, behind a row that says so."""
        if self.page is None:
            return
        first = self.page.total + 1
        self._partial_total = partial.total
        for number, found in enumerate(partial.hits, first + partial.query.offset):
            self._hits[number] = found.hit
            self._missing[number] = found.missing
        self.count = first + partial.total if partial.total else self.page.total
        kept = next((n for n in self._missing if self._hits[n].id == self._kept_id), self.cursor)
        self._kept_id, self.cursor = None, kept
        self.refresh()
        self._post_cursor_moved()

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows, and pass over the row between the results and those with most of the words."""
        cursor = super().validate_cursor(cursor)
        if self.page is None or cursor != self.page.total or not self._partial_total:
            return cursor
        return cursor - 1 if self.cursor > cursor > 0 else cursor + 1

    def explain(self, *sentences: str) -> None:
        """Set the sentences to show while there are no results."""
        self.notice = sentences
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Render one line of a result, or of the notice."""
        if self.count:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        lines = [row for text in self.notice for row in [Content(), *content(text).wrap(max(width - 4, 1))]]
        style = self.visual_style + self.style_of("result--notice")
        drawn = Content("  ") + lines[y] if y < len(lines) else Content()
        return Strip(fit(drawn, width).render_segments(style), width)

    def watch_cursor(self) -> None:
        """Post `CursorMoved`."""
        super().watch_cursor()
        self._post_cursor_moved()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Request the pages that became visible."""
        super().watch_scroll_y(old_value, new_value)
        self._request_pages()

    def _post_cursor_moved(self) -> None:
        hit = self.hit
        if hit is not None and hit.id != self._last_id:
            self._last_id = hit.id
            self.post_message(self.CursorMoved(hit))

    def _request_pages(self) -> None:
        """Request the visible pages, and the next one if the view is near it."""
        if self.page is None:
            return
        rows = self.shown_rows
        total, end = self.page.total, rows.stop + PAGE // 2
        for offset in range(rows.start // PAGE * PAGE, min(end, total), PAGE):
            if offset not in self._requested:
                self._requested.add(offset)
                self.post_message(self.PageRequested(page_at(self.page.query, offset)))
        self._request_partial(range(max(rows.start - total - 1, 0), end - total))

    def _request_partial(self, wanted: range) -> None:
        """Request the documents with most of the words that are about to become visible.

        Args:
            wanted: Their numbers, from 0; there need not be so many.

        """
        assert self.page is not None
        last = min(wanted.stop, max(self._partial_total or 1, 1))
        for offset in range(wanted.start // PAGE * PAGE, last, PAGE):
            key = -1 - offset  # apart from the offsets of the results
            if key not in self._requested and len(self.page.query.text.split()) > 1:
                self._requested.add(key)
                self.post_message(self.PartialRequested(self.page.query, offset))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the document on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the document under the cursor, or search the suggested spelling."""
        if self.hit is not None:
            self.post_message(self.OpenRequested(self.hit))
        elif self.page is not None and not self.count and self.page.suggestion:
            self.post_message(self.SuggestionAccepted())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw date and title, or the snippet."""
        hit = self._hits.get(index)
        if self.page is not None and index == self.page.total and self._partial_total:
            sentence = partial_heading(self.page.total, self._partial_total)[line]
            return one_line(sentence).stylize(self.style_of("result--notice"))
        if hit is None:
            return Content("…" if line == 0 else "")
        row = self._row(hit, index)
        return row.title_line(width) if line == 0 else row.snippet_line(width)

    def _row(self, hit: Hit, index: int) -> ResultRow:
        status = self._statuses.get(hit.id)
        return ResultRow(
            hit,
            self.style_of,
            status or NOTHING_DONE,
            is_selected=hit.id in self.selected,
            is_unread=self._has_read_marks and status is not None and not status.is_read,
            has_sign_column=self._has_read_marks or bool(self.selected),
            missing=self._missing.get(index, ()),
        )
