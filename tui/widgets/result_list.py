"""The list of results, loaded page by page while scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from corpus.model.document import Span
from index.model.partial import PartialPage
from index.model.query import Hit, Page, Query, Snippet
from tui.state.result_rows import ResultRows
from tui.text.content import content, fit, one_line, styled
from tui.text.partial import missing_text, partial_heading
from tui.text.results_title import folded_text
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""
_CODES = 12
"""Cells of the country codes at the right."""
_INDENT = 2
"""Cells that a result is indented by that is folded under the one above."""
_WIDE = 58
"""The minimum width of the list for country codes, in cells."""


def around_first_hit(snippet: Snippet, width: int) -> Snippet:
    """Cut the start of a snippet that is wider than `width` so that its first hit is visible."""
    if not snippet.hits or len(snippet.text) <= width or snippet.hits[0].end <= width - 8:
        return snippet
    first = snippet.hits[0].start
    start = max(0, min(first - width // 3, len(snippet.text) - width + 1))
    space = snippet.text.find(" ", start, first)
    start = space + 1 if space >= 0 else min(start, first)
    hits = tuple(Span(hit.start - start + 1, hit.end - start + 1) for hit in snippet.hits)
    return Snippet("…" + snippet.text[start:], hits)


class ResultList(LineList):
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
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "open", "open", id="results.open", tooltip="Open this document in the reader"),
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

    class SuggestionAccepted(Message):
        """There are no results, and the suggested spelling should be searched."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.notice: tuple[str, ...] = ()
        self._rows = ResultRows()
        self._last_id: str | None = None
        """The document id of the last `CursorMoved`."""
        self._kept_id: str | None = None
        """The document under the cursor that the results no longer have: it may be among those with most words."""

    @property
    def page(self) -> Page | None:
        """The answer that is shown; None before the first."""
        return self._rows.page

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor; None if it is not loaded."""
        return self._rows.hit_at(self.cursor)

    @property
    def group(self) -> tuple[Hit, bool] | None:
        """The result under the cursor that others are folded under, and whether these are shown; None for any other."""
        return self._rows.group_at(self.cursor)

    def unfold(self, doc_id: str, hits: Sequence[Hit]) -> None:
        """Show the results that are folded under one, below it."""
        row = self._rows.unfold(doc_id, hits, self.cursor)
        self._update_count()
        self.cursor = row

    def fold_group(self) -> None:
        """Hide the results below the one under the cursor again."""
        self.cursor = self._rows.fold(self.cursor)
        self._update_count()

    def _update_count(self) -> None:
        self.count = self._rows.count
        self.refresh()

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Show other results; with `keep_place` the cursor stays on its document, if that is on the page."""
        old, place = self.hit, (self.cursor, round(self.scroll_y))
        self._rows, self._kept_id = ResultRows(page), None
        self._update_count()
        if keep_place and old is not None:
            found = self._rows.row_of(old.id)
            moved = place[0] if found is None else found
            self._kept_id = old.id if moved >= self._rows.listed else None
            self.scroll_to(y=place[1] + (moved - place[0]) * self.ROW_HEIGHT, animate=False)
            self.cursor = moved
        else:
            self.scroll_to(y=0, animate=False)
            self.cursor = 0
            self._last_id = None  # post CursorMoved even for the same document, which may have other hits
        self._post_cursor_moved()
        self._request_pages()

    def add(self, page: Page) -> None:
        """Add a page that was requested."""
        self._rows.add(page)
        self.refresh()
        self._post_cursor_moved()

    def add_partial(self, partial: PartialPage) -> None:
        """Add documents with most of the words below the results, behind a row that says so."""
        if self.page is None:
            return
        self._rows.add_partial(partial)
        self._update_count()
        kept = self._rows.row_of(self._kept_id, is_partial=True) if self._kept_id else None
        self._kept_id, self.cursor = None, self.cursor if kept is None else kept
        self._post_cursor_moved()

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows, and pass over the row between the results and those with most of the words."""
        cursor = super().validate_cursor(cursor)
        if cursor != self._rows.heading:
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
        for query in self._rows.due_pages(self.shown_rows):
            self.post_message(self.PageRequested(query))
        for query, offset in self._rows.due_partial(self.shown_rows):
            self.post_message(self.PartialRequested(query, offset))

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
        rows, hit = self._rows, self._rows.hit_at(index)
        if index == rows.heading:
            sentence = partial_heading(rows.listed, rows.partial_total)[line]
            return one_line(sentence).stylize(self.style_of("result--notice"))
        if hit is None:
            return Content("…" if line == 0 else "")
        missing, group = rows.missing_at(index), rows.group_at(index) if hit.near else None
        said = folded_text(hit.near, is_unfolded=group[1]) if group else missing_text(missing) if missing else ""
        indent = _INDENT if rows.is_folded(index) else 0
        drawn = self._title_line(hit, width - indent) if line == 0 else self._snippet_line(hit, said, width - indent)
        return Content(" " * indent) + drawn

    def _title_line(self, hit: Hit, width: int) -> Content:
        date = Content(hit.date.isoformat() if hit.date else "no date")
        date = fit(date.stylize(self.style_of("result--date")), _DATE)
        hit_style = self.style_of("result--hit")
        title = one_line(hit.title, styled(hit.title_hits, hit_style))
        title = title.stylize_before(self.style_of("result--title"))
        if width < _WIDE or not hit.countries:
            return date + title
        codes = one_line(" ".join(hit.countries[:3]) + (" …" if len(hit.countries) > 3 else ""))
        codes = fit(codes.stylize(self.style_of("result--countries")), _CODES)
        return date + fit(title, width - _DATE - _CODES - 1) + " " + codes

    def _snippet_line(self, hit: Hit, said: str, width: int) -> Content:
        hit_style = self.style_of("result--hit")
        lead = one_line(f"{said} · " if said else "").stylize(self.style_of("result--missing"))
        snippet = around_first_hit(hit.snippet, width - 1 - lead.cell_length)
        drawn = one_line(snippet.text, styled(snippet.hits, hit_style))
        return Content(" ") + lead + drawn.stylize_before(self.style_of("result--snippet"))
