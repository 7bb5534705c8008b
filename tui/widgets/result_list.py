"""The list of results, loaded page by page while scrolling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from index.model.partial import PartialPage
from index.model.query import Hit, Page, Query
from index.model.user_data import DocumentMarks, DocumentStatus
from tui.state.result_rows import ResultRows
from tui.text.content import one_line
from tui.text.partial import partial_heading
from tui.text.results_title import folded_text
from tui.widgets.result_row import NOTHING_DONE, RESULT_CLASSES, LastRow, ResultRow, drawn_of, notice_line
from tui.widgets.selectable_list import SelectableList, select_bindings


class ResultList(SelectableList[None]):
    """The results of one query: date and title, and the snippet below them. Keeps loaded pages."""

    ROW_HEIGHT = 2
    NARROW_ROW_HEIGHT = 3
    BORDER_TITLE = "Results"
    BINDING_GROUP_TITLE = "Results"

    DEFAULT_CSS = """
    ResultList {
        & > .result--title, & > .result--notice { color: $foreground; }
        & > .result--date { color: $date; }
        & > .result--snippet { color: $foreground-muted; }
        & > .result--countries { color: $country; }
        & > .result--hit { color: $hit-color; text-style: bold; }
        & > .result--sign { color: $accent; }
        & > .result--unread { text-style: bold; }
        & > .result--missing { color: $foreground-muted; text-style: italic; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = RESULT_CLASSES

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
        self.notice: tuple[str, ...] = ()
        self.loaded = ResultRows()
        """The rows, as far as they are loaded."""
        self._last_row = LastRow()
        self._last_id: str | None = None
        """The document id of the last `CursorMoved`."""
        self._statuses: Mapping[str, DocumentStatus] = {}
        self._drawn: dict[str, tuple[DocumentMarks | None, bool]] = {}  # what the rows show: statuses change in place
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
        before, self._drawn = self._drawn, drawn_of(statuses, self.hit_ids, has_read_marks=has_read_marks)
        if self._drawn != before:
            self.refresh()

    @property
    def page(self) -> Page | None:
        """The answer that is shown; None before the first."""
        return self.loaded.page

    @property
    def hit_ids(self) -> tuple[str, ...]:
        """The ids of the loaded hits."""
        return self.loaded.hit_ids

    def item_at(self, row: int) -> tuple[str, None] | None:
        """Return the document id of a row, if it is loaded."""
        return (hit.id, None) if (hit := self.loaded.hit_at(row)) else None

    def select_rows(self, rows: range) -> None:
        """Select rows, or request the ids of those that are not loaded."""
        results = self.loaded.results_in(rows)
        if self.page is not None and not self.loaded.are_loaded(results):
            self.post_message(self.SelectionRequested(self.page.query, results))
        super().select_rows(rows)

    def action_select_all(self) -> None:
        """Select all results, or none if all are selected."""
        if self.page is None or (len(self.selected) >= self.loaded.total and set(self.hit_ids) <= set(self.selected)):
            self.deselect_all()
        else:
            self.post_message(self.SelectionRequested(self.page.query, None))

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor; None if it is not loaded."""
        return self.loaded.hit_at(self.cursor)

    @property
    def group(self) -> tuple[Hit, bool] | None:
        """The result under the cursor that others are folded under, and whether these are shown; None for any other."""
        return self.loaded.group_at(self.cursor)

    def unfold(self, doc_id: str, hits: Sequence[Hit]) -> None:
        """Show the results that are folded under one, below it."""
        row = self.loaded.unfold(doc_id, hits, self.cursor)
        self._update_count()
        self.cursor = row

    def fold_group(self) -> None:
        """Hide the results below the one under the cursor again."""
        self.cursor = self.loaded.fold(self.cursor)
        self._update_count()

    def _update_count(self) -> None:
        self.count = self.loaded.count
        self.refresh()

    def show(self, page: Page, *, keep_place: bool = False, doc_id: str = "") -> None:
        """Show other results, the cursor on `doc_id` or the first; `keep_place` lets it stay once the list was used."""
        old, was_used, place = self.hit, self.is_used, (self.cursor, round(self.scroll_y))
        shown = self.page.query if self.page else page.query
        is_other = (shown.text, shown.filters) != (page.query.text, page.query.filters)
        self.loaded, self._kept_id = ResultRows(page), None
        self._update_count()
        if is_other:
            self.deselect_all()
        if keep_place and was_used:
            found = self.loaded.row_of(old.id) if old else None  # it may not be loaded
            moved = place[0] if found is None else found
            self._kept_id = old.id if old and moved >= self.loaded.listed else None
            self.scroll_to(y=place[1] + (moved - place[0]) * self.row_height, animate=False, force=True)
            self.cursor = moved
        else:
            self.scroll_to(y=0, animate=False, force=True)
            if not keep_place:
                self._last_id = None  # post CursorMoved even for the same document, which may have other hits
            self.cursor = self.loaded.row_of(doc_id) or 0
            self.was_used = bool(doc_id)
        self._follow_cursor()

    def go_to(self, doc_id: str) -> bool:
        """Put the cursor on a document; returns False if it is not among the loaded results."""
        if (row := self.loaded.row_of(doc_id)) is not None:
            self.cursor = row
        return row is not None

    def add(self, page: Page) -> None:
        """Add a page that was requested."""
        self.loaded.add(page)
        self.refresh()
        self._follow_cursor()

    def add_partial(self, partial: PartialPage) -> None:
        """Add documents with most of the words below the results, behind a row that says so."""
        if self.page is None:
            return
        self.loaded.add_partial(partial)
        self._update_count()
        kept = self.loaded.row_of(self._kept_id, is_partial=True) if self._kept_id else None
        self._kept_id, self.cursor = None, self.cursor if kept is None else kept
        self._follow_cursor()

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows, and pass over the row between the results and those with most of the words."""
        if (cursor := super().validate_cursor(cursor)) != self.loaded.heading:
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
        style = self.visual_style + self.style_of("result--notice")
        return notice_line(self.notice, y, self.scrollable_content_region.width, style)

    def watch_cursor(self) -> None:
        """Post `CursorMoved`, and request pages that could not be loaded."""
        super().watch_cursor()
        self._follow_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Request the pages that became visible."""
        super().watch_scroll_y(old_value, new_value)
        self._request_pages()

    def _follow_cursor(self) -> None:
        self._request_pages()
        if (hit := self.hit) is not None and hit.id != self._last_id:
            self._last_id = hit.id
            self.post_message(self.CursorMoved(hit))

    def _request_pages(self) -> None:
        """Request the visible pages, and the next one if the view is near it."""
        for query in self.loaded.due_pages(self.shown_rows):
            self.post_message(self.PageRequested(query))
        for query, offset in self.loaded.due_partial(self.shown_rows):
            self.post_message(self.PartialRequested(query, offset))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the document on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the document under the cursor, or search the suggested spelling."""
        self.was_used = True
        self._request_pages()  # perhaps of a row that could not be loaded
        if self.hit is not None:
            self.post_message(self.OpenRequested(self.hit))
        elif self.page is not None and not self.count and self.page.suggestion:
            self.post_message(self.SuggestionAccepted())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw date and title, or the snippet."""
        rows, hit = self.loaded, self.loaded.hit_at(index)
        if index == rows.heading:
            sentence = dict(enumerate(partial_heading(rows.listed, rows.partial_total))).get(line, "")
            return one_line(sentence).stylize(self.style_of("result--notice"))
        if hit is None:
            return Content("…" if line == 0 else "")
        return self._last_row.line(self._row(hit, index), line, width, self.row_height)

    def spoken(self) -> str:
        """Return the result under the cursor; without results, why there are none."""
        return super().spoken() or " ".join(self.notice)

    def _row(self, hit: Hit, index: int) -> ResultRow:
        group = self.loaded.group_at(index) if hit.near else None
        status = self._statuses.get(hit.id)
        return ResultRow(
            hit,
            self.style_of,
            status or NOTHING_DONE,
            is_selected=hit.id in self.selected,
            is_unread=self._has_read_marks and status is not None and not status.is_read,
            has_sign_column=self._has_read_marks or bool(self.selected),
            missing=self.loaded.missing_at(index),
            folded=folded_text(hit.near, is_unfolded=group[1]) if group else "",
            indent=2 if self.loaded.is_folded(index) else 0,
        )
