"""Documents like one document, with the names and words that make them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from index.model.query import Query
from index.model.similar import SimilarDocument
from tui.export.model import Request, What
from tui.screens.takeout.offers import Offer
from tui.screens.views.base import ViewContext, ViewScreen
from tui.screens.views.reading import DocumentScreen
from tui.services.analytics_service import AnalyticsService
from tui.text.content import content, fit, one_line
from tui.text.numbers import counted
from tui.text.similar import share_bar, shared_names, similar_query
from tui.text.title_rows import title_rows
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""


class SimilarList(LineList):
    """Date, title and similarity, and below them what both documents have."""

    ROW_HEIGHT = 2
    NARROW_ROW_HEIGHT = 3
    BINDING_GROUP_TITLE = "Similar documents"

    DEFAULT_CSS = """
    SimilarList {
        & > .similar--date { color: $date; }
        & > .similar--score { color: $facet-bar; }
        & > .similar--near { color: $warning; }
        & > .similar--name { color: $country; }
        & > .similar--word { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "similar--date",
        "similar--score",
        "similar--near",
        "similar--name",
        "similar--word",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="similar.open", tooltip="Open this document"),
    ]

    @dataclass
    class OpenRequested(Message):
        """A document should be opened."""

        document: SimilarDocument

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.documents: Sequence[SimilarDocument] = ()

    def show(self, documents: Sequence[SimilarDocument]) -> None:
        """Show documents; the cursor stays on its document, if that is one of them."""
        old = self.document.id if self.document else ""
        self.documents = documents
        self.count = len(documents)
        self.cursor = next((at for at, each in enumerate(documents) if each.id == old), 0)
        self.refresh()

    @property
    def document(self) -> SimilarDocument | None:
        """The document under the cursor."""
        return self.documents[self.cursor] if self.cursor < len(self.documents) else None

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the document on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the document under the cursor."""
        if self.document is not None:
            self.post_message(self.OpenRequested(self.document))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw date, title and similarity, or what both have."""
        document = self.documents[index]
        date = Content(document.date.isoformat() if document.date else "no date")
        date = date.stylize(self.style_of("similar--date"))
        near = Content("near-duplicate ").stylize(self.style_of("similar--near")) if document.near else Content()
        score = near + content(share_bar(document.score)).stylize(self.style_of("similar--score"))
        shared, title = self._shared(document), one_line(document.title)
        if self.row_height > self.ROW_HEIGHT:
            rest = date + " " + score + (" · " + shared if shared else "")
            return title_rows(title, lambda _: rest, width=width, height=self.row_height)[line]
        if line:
            return Content(" ") + shared
        return fit(date, _DATE) + fit(title, width - _DATE - score.cell_length - 1) + " " + score

    def _shared(self, document: SimilarDocument) -> Content:
        """Draw names and words that both documents have."""
        names = one_line(shared_names(document)).stylize(self.style_of("similar--name"))
        words = one_line(", ".join(document.words)).stylize(self.style_of("similar--word"))
        return names + " · " + words if names and words else names + words


class SimilarScreen(ViewScreen):
    """The list of documents like one.

    Args:
        context: The query, the services and the settings.
        doc_id: The document.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "similar", "similar to this", id="similar.follow", tooltip="List documents like this one"),
    ]
    BINDING_GROUP_TITLE = "Similar documents"
    HELP = "similar"

    list = getters.query_one(SimilarList)

    def __init__(self, context: ViewContext, doc_id: str) -> None:
        super().__init__(context)
        self._doc_id = doc_id

    def compose_view(self) -> Iterable[Widget]:
        """Yield the list."""
        yield SimilarList(id="similar")

    def offers(self) -> Sequence[Offer]:
        """Return the similar documents."""
        return [Offer("similar documents", Request(What.SIMILAR, document=self._doc_id))]

    def reload_entities(self) -> None:
        """Find the documents."""
        self.analytics.find_similar(self._doc_id)

    @on(AnalyticsService.SimilarFound)
    def show(self, event: AnalyticsService.SimilarFound) -> None:
        """Show the documents."""
        found = event.similar
        self.show_heading(f"{counted(len(found.documents), 'document')} like “{found.title}”")
        if not found.documents:
            self.show_problem("No other document shares its names or its rarer words. Press Esc to go back.")
        self.list.show(found.documents)
        self.list.focus()

    def show_problem(self, sentence: str) -> None:
        """Show why there are no documents."""
        self.show_heading(sentence)

    @on(SimilarList.OpenRequested)
    def load(self, event: SimilarList.OpenRequested) -> None:
        """Load a document, with the shared words as hits."""
        self.analytics.load_document(event.document.id, Query(similar_query(event.document), typing=True))

    @on(AnalyticsService.DocumentLoaded)
    def open(self, event: AnalyticsService.DocumentLoaded) -> None:
        """Show the document."""
        if self.is_active:
            self.app.push_screen(DocumentScreen(self.context, event))

    def action_similar(self) -> None:
        """List the documents like the one under the cursor, over this list."""
        document = self.list.document
        if document is not None:
            self.app.push_screen(SimilarScreen(self.context, document.id))
