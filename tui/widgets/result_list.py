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
from tui.state.query_transitions import PAGE, page_at
from tui.state.unfolded import Unfolded
from tui.text.content import content, fit, one_line, styled
from tui.text.partial import missing_text, partial_heading
from tui.text.results_title import folded_text
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""
_CODES = 12
"""Cells of the country codes at the right."""
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
        self._kept_id: str | None = None
        """The document under the cursor that the results no longer have: it may be among those with most words."""
        self._unfolded = Unfolded()

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor; None if it is not loaded."""
        return self._hit_at(self.cursor)

    def _hit_at(self, row: int) -> Hit | None:
        return self._unfolded.hit_at(row) or self._hits.get(self._unfolded.number_of(row))

    @property
    def _listed(self) -> int:
        """The number of results that are not folded under others."""
        return self.page.total - self.page.folded if self.page else 0

    @property
    def group(self) -> tuple[Hit, bool] | None:
        """The result under the cursor that others are folded under, and whether these are shown; None for any other."""
        number = self._unfolded.number_of(self.cursor)
        head = self._hits.get(number)
        return (head, number in self._unfolded) if head is not None and head.near else None

    def unfold(self, doc_id: str, hits: Sequence[Hit]) -> None:
        """Show the results that are folded under one, below it."""
        number = next((number for number, hit in self._hits.items() if hit.id == doc_id), None)
        if number is not None and number not in self._unfolded:
            at = self._unfolded.number_of(self.cursor)
            self._unfolded.insert(number, hits)
            self._update_count()
            self.cursor = self._unfolded.row_of(at)

    def fold_group(self) -> None:
        """Hide the results below the one under the cursor again."""
        number = self._unfolded.number_of(self.cursor)
        self._unfolded.remove(number)
        self.cursor = self._unfolded.row_of(number)
        self._update_count()

    def _update_count(self) -> None:
        partial = 1 + self._partial_total if self._partial_total else 0
        self.count = self._listed + len(self._unfolded) + partial
        self.refresh()

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Show other results; with `keep_place` the cursor stays on its document, if that is on the page."""
        old, place = self.hit, (self.cursor, round(self.scroll_y))
        self.page = page
        self._hits = dict(enumerate(page.hits, page.query.offset))
        self._requested = {page.query.offset}
        self._partial_total, self._missing, self._kept_id = None, {}, None
        self._unfolded = Unfolded()
        self._update_count()
        if keep_place and old is not None:
            moved = next((n for n, hit in self._hits.items() if hit.id == old.id), place[0])
            self._kept_id = old.id if moved >= self._listed else None
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
        first = self._listed + 1
        self._partial_total = partial.total
        for number, found in enumerate(partial.hits, first + partial.query.offset):
            self._hits[number] = found.hit
            self._missing[number] = found.missing
        self._update_count()
        kept = next((n for n in self._missing if self._hits[n].id == self._kept_id), None)
        self._kept_id, self.cursor = None, self.cursor if kept is None else self._unfolded.row_of(kept)
        self.refresh()
        self._post_cursor_moved()

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows, and pass over the row between the results and those with most of the words."""
        cursor = super().validate_cursor(cursor)
        if not self._partial_total or cursor != self._unfolded.row_of(self._listed):
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
        rows = range(*map(self._unfolded.number_of, (self.shown_rows.start, self.shown_rows.stop)))
        total, end = self._listed, rows.stop + PAGE // 2
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
        hit, number = self._hit_at(index), self._unfolded.number_of(index)
        if number == self._listed and self._partial_total:
            sentence = partial_heading(self._listed, self._partial_total)[line]
            return one_line(sentence).stylize(self.style_of("result--notice"))
        if hit is None:
            return Content("…" if line == 0 else "")
        if self._unfolded.hit_at(index) is not None:
            indent = Content("  ")
            return indent + (self._title_line(hit, width - 2) if line == 0 else self._snippet_line(hit, "", width - 2))
        said = missing_text(self._missing[number]) if number in self._missing else ""
        if hit.near:
            said = folded_text(hit.near, is_unfolded=number in self._unfolded)
        return self._title_line(hit, width) if line == 0 else self._snippet_line(hit, said, width)

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
