"""The places where two names occur together: sentences or paragraphs, each opens its document there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from index.model.analytics import Unit
from index.model.entity import Occurrence
from index.model.query import Facet
from tui.screens.views.base import ViewContext, ViewScreen
from tui.screens.views.reading import DocumentScreen
from tui.services.analytics_service import PLACES, AnalyticsService
from tui.state.comparands import having
from tui.text.numbers import counted, grouped
from tui.widgets.occurrence_list import OccurrenceList


class PlaceList(OccurrenceList):
    """The places, opened by Enter."""

    BINDING_GROUP_TITLE = "Places"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="place.open", tooltip="Open the document at this place"),
    ]

    @dataclass
    class OpenRequested(Message):
        """The document of a place should be opened."""

        place: Occurrence

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.places: Sequence[Occurrence] = ()

    def show(self, places: Sequence[Occurrence]) -> None:
        """Show places."""
        self.places = places
        self.count = len(places)
        self.refresh()

    @property
    def occurrences(self) -> Sequence[Occurrence]:
        """The places."""
        return self.places

    def action_open(self) -> None:
        """Open the document of the place under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.OpenRequested(self.occurrence))


class PlacesScreen(ViewScreen):
    """The list of places, over the matrix.

    Args:
        context: That of the matrix.
        row: The name at whose mentions the places begin.
        column: The other name.
        unit: The unit of text in which both occur.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "filter", "filter", id="places.filter", tooltip="Filter the results by both names"),
    ]
    BINDING_GROUP_TITLE = "Places of two names"
    HELP = "matrix"

    list = getters.query_one(PlaceList)

    def __init__(self, context: ViewContext, row: Facet, column: Facet, unit: Unit) -> None:
        super().__init__(context)
        self._row, self._column, self._unit = row, column, unit

    def compose_view(self) -> Iterable[Widget]:
        """Yield the list."""
        yield PlaceList(id="places")

    def reload_entities(self) -> None:
        """Find the places."""
        self.analytics.find_places(self.context.query, self._row, self._column, self._unit)

    @on(AnalyticsService.PlacesFound)
    def show(self, event: AnalyticsService.PlacesFound) -> None:
        """Show the places."""
        shown = event.cell.places
        number = f"the newest {grouped(PLACES)} {self._unit}s" if len(shown) == PLACES else counted(
            len(shown), self._unit
        )  # fmt: skip
        names = f"{self._row.label} × {self._column.label}"
        both = f"{counted(event.cell.total, 'document')} with both names"
        self.show_heading(f"{names}  ·  {number}  ·  {both}")
        self.list.show(shown)
        self.list.focus()

    def show_problem(self, sentence: str) -> None:
        """Show why there are no places."""
        self.show_heading(sentence)

    @on(PlaceList.OpenRequested)
    def load(self, event: PlaceList.OpenRequested) -> None:
        """Load the document of a place."""
        query = having(self.context.query, self._row, self._column)
        self.analytics.load_document(event.place.doc_id, query, event.place.at)

    @on(AnalyticsService.DocumentLoaded)
    def open(self, event: AnalyticsService.DocumentLoaded) -> None:
        """Show the document at the place."""
        if self.is_active:
            self.app.push_screen(DocumentScreen(self.context, event))

    def action_filter(self) -> None:
        """Show the documents with both names in the main screen."""
        self.open_query(having(self.context.query, self._row, self._column))
