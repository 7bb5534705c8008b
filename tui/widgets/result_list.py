"""The results: title, date and the words around the hits, two lines each, fetched page by page as one scrolls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from corpus.model.document import Span
from index.model.query import Hit, Page, Query, Snippet
from tui.state.query_transitions import PAGE, page_at
from tui.text.content import content, fit, lit, one_line
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""
_CODES = 12
"""Cells of the country codes at the right."""
_WIDE = 58
"""From so many cells on there is room for the country codes."""


def around(snippet: Snippet, width: int) -> Snippet:
    """The part of a snippet that shows its first hit, with as much as can be of what follows."""
    if not snippet.hits or len(snippet.text) <= width or snippet.hits[0].end <= width - 8:
        return snippet
    first = snippet.hits[0].start
    start = max(0, min(first - width // 3, len(snippet.text) - width + 1))
    space = snippet.text.find(" ", start, first)
    start = space + 1 if space >= 0 else min(start, first)
    hits = tuple(Span(hit.start - start + 1, hit.end - start + 1) for hit in snippet.hits)
    return Snippet("…" + snippet.text[start:], hits)


class ResultList(LineList):
    """The hits of one query. Holds the pages that have been seen; the others are asked for."""

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
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "result--title",
        "result--date",
        "result--snippet",
        "result--countries",
        "result--hit",
        "result--notice",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l,right", "read", "read", id="results.read", tooltip="Read this document"),
    ]

    @dataclass
    class PageWanted(Message):
        """Hits have come into view that are not here yet."""

        query: Query
        """For the page that is missing."""

    @dataclass
    class Pointed(Message):
        """The cursor has come to another document."""

        hit: Hit

    @dataclass
    class Opened(Message):
        """A document is to be read."""

        hit: Hit

    class SuggestionTaken(Message):
        """Nothing was found, and the likely spelling is to be searched."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.notice: tuple[str, ...] = ()
        self._hits: dict[int, Hit] = {}
        self._asked: set[int] = set()
        self._pointed: str | None = None

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor, where it is here."""
        return self._hits.get(self.cursor)

    def show(self, page: Page, *, keep_place: bool = False) -> None:
        """Show other results; with `keep_place` the cursor stays on its document where that is still in sight."""
        old, place = self.hit, (self.cursor, round(self.scroll_y))
        self.page = page
        self._hits = dict(enumerate(page.hits, page.query.offset))
        self._asked = {page.query.offset}
        self.count = page.total
        if keep_place and old is not None:
            moved = next((n for n, hit in self._hits.items() if hit.id == old.id), place[0])
            self.scroll_to(y=place[1] + (moved - place[0]) * self.ROW_HEIGHT, animate=False)
            self.cursor = moved
        else:
            self.scroll_to(y=0, animate=False)
            self.cursor = 0
            self._pointed = None  # the same document, perhaps, but with other hits
        self.refresh()
        self._point()
        self._want()

    def add(self, page: Page) -> None:
        """Take in a page that was asked for."""
        self._hits.update(enumerate(page.hits, page.query.offset))
        self.refresh()
        self._point()

    def explain(self, *sentences: str) -> None:
        """Say this as long as there are no results to show."""
        self.notice = sentences
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of a result, or of what is said where there is none."""
        if self.count:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        lines = [row for said in self.notice for row in [Content(), *content(said).wrap(max(width - 4, 1))]]
        style = self.visual_style + self.style_of("result--notice")
        drawn = Content("  ") + lines[y] if y < len(lines) else Content()
        return Strip(fit(drawn, width).render_segments(style), width)

    def watch_cursor(self) -> None:
        """Tell which document the cursor has come to."""
        super().watch_cursor()
        self._point()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what has come into view."""
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def _point(self) -> None:
        hit = self.hit
        if hit is not None and hit.id != self._pointed:
            self._pointed = hit.id
            self.post_message(self.Pointed(hit))

    def _want(self) -> None:
        """Ask for the pages in view, and for the one after them."""
        if self.page is None or not self.count:
            return
        rows = self.shown_rows
        last = min(rows.stop + PAGE // 2, self.count - 1)
        for offset in range(rows.start // PAGE * PAGE, last + 1, PAGE):
            if offset not in self._asked:
                self._asked.add(offset)
                self.post_message(self.PageWanted(page_at(self.page.query, offset)))

    def chosen(self, index: int, event: events.Click) -> None:
        """Read what is clicked twice."""
        if event.chain == 2:
            self.action_read()

    def action_read(self) -> None:
        """Read the document under the cursor, or search what is offered instead."""
        if self.hit is not None:
            self.post_message(self.Opened(self.hit))
        elif self.page is not None and not self.count and self.page.suggestion:
            self.post_message(self.SuggestionTaken())

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Date and title, or the words around the hits."""
        hit = self._hits.get(index)
        if hit is None:
            return Content("…" if line == 0 else "")
        return self._title_line(hit, width) if line == 0 else self._snippet_line(hit, width)

    def _title_line(self, hit: Hit, width: int) -> Content:
        date = Content(hit.date.isoformat() if hit.date else "no date")
        date = fit(date.stylize(self.style_of("result--date")), _DATE)
        found = self.style_of("result--hit")
        title = one_line(hit.title, lit(hit.title_hits, found))
        title = title.stylize_before(self.style_of("result--title"))
        if width < _WIDE or not hit.countries:
            return date + title
        codes = one_line(" ".join(hit.countries[:3]) + (" …" if len(hit.countries) > 3 else ""))
        codes = fit(codes.stylize(self.style_of("result--countries")), _CODES)
        return date + fit(title, width - _DATE - _CODES - 1) + " " + codes

    def _snippet_line(self, hit: Hit, width: int) -> Content:
        found = self.style_of("result--hit")
        snippet = around(hit.snippet, width - 1)
        drawn = one_line(snippet.text, lit(snippet.hits, found))
        return Content(" ") + drawn.stylize_before(self.style_of("result--snippet"))
