"""The matrix: which people and countries of the results occur together, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from index.model.analytics import Matrix, Unit
from tui.export.model import Request, What
from tui.screens.takeout.offers import Offer
from tui.screens.views.base import ViewContext, ViewScreen
from tui.screens.views.places import PlacesScreen
from tui.services.analytics_service import AnalyticsService
from tui.state.comparands import having
from tui.state.matrix_view import SIZES, MatrixView, Order, following, ordered
from tui.text.content import one_line
from tui.text.matrix import cell_caption, matrix_heading, why_empty
from tui.widgets.matrix_grid import MatrixGrid

_ORDERS = {Order.DOCUMENTS: "most documents first", Order.NAME: "by name", Order.CELL: "by this row and column"}


class MatrixScreen(ViewScreen):
    """The grid, and below it what the cell under the cursor counts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "axes", "people / countries", id="matrix.axes", tooltip="Switch: people, countries on each side"),
        Binding("b", "unit", "document / sentence", id="matrix.unit", tooltip="Count by document, paragraph, sentence"),
        Binding("s", "sort", "sort", id="matrix.sort", tooltip="Sort by documents, name, or the cursor’s counts"),
        Binding("plus,equals_sign", "size(1)", "more", id="matrix.larger", tooltip="Show more names"),
        Binding("minus", "size(-1)", "fewer", id="matrix.smaller", tooltip="Show fewer names"),
    ]
    BINDING_GROUP_TITLE = "Matrix"
    HELP = "matrix"

    grid = getters.query_one(MatrixGrid)

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self._view = MatrixView()
        self._order = Order.DOCUMENTS
        self._counted: Matrix | None = None
        """As it was counted; None before the first."""

    def compose_view(self) -> Iterable[Widget]:
        """Yield the grid and the caption."""
        yield MatrixGrid(id="matrix")
        yield Static(id="matrix-caption", markup=False)

    def offers(self) -> list[Offer]:
        """Return the matrix as it is counted."""
        view = self._view
        return [Offer("matrix", Request(What.MATRIX, self.context.query, axes=view.sides(), unit=view.unit))]

    def reload_entities(self) -> None:
        """Count again."""
        rows, columns = self._view.sides()
        self.analytics.count_matrix(self.context.query, rows, columns, self._view.unit)

    @on(AnalyticsService.MatrixCounted)
    def show(self, event: AnalyticsService.MatrixCounted) -> None:
        """Show a matrix."""
        self._counted = event.matrix
        self.grid.focus()
        if event.matrix.relevant:
            self._show()
        else:
            self.show_heading(matrix_heading(event.matrix))
            self.show_problem(why_empty(event.matrix))

    def _show(self) -> None:
        if self._counted is not None:
            row, column = self.grid.names or (None, None)
            self.show_heading(matrix_heading(self._counted))
            self.grid.show(ordered(self._counted, self._order, row, column))

    def show_problem(self, sentence: str) -> None:
        """Show why there is no matrix."""
        self.grid.explain(sentence)
        self._show_caption("")

    @on(MatrixGrid.CursorMoved)
    def describe_cell(self) -> None:
        """Say what the cell under the cursor counts."""
        if self.grid.names and self.grid.matrix:
            self._show_caption(cell_caption(self.grid.matrix, *self.grid.names, self.grid.count))

    def _show_caption(self, text: str) -> None:
        parts = [part for part in (text, _ORDERS[self._order], f"top {self._view.size}") if part]
        self.query_one("#matrix-caption", Static).update(one_line("  ·  ".join(parts)))

    @on(MatrixGrid.OpenRequested)
    def open_cell(self, event: MatrixGrid.OpenRequested) -> None:
        """Show the documents that a cell counts in the main screen; list its paragraphs or sentences."""
        same = (event.row.kind, event.row.key) == (event.column.kind, event.column.key)
        if self._counted is None or self._counted.unit is Unit.DOCUMENT or same:
            self.open_query(having(self.context.query, event.row, event.column))
        else:
            self.app.push_screen(PlacesScreen(self.context, event.row, event.column, self._counted.unit))

    @on(MatrixGrid.FilterRequested)
    def filter_by_cell(self, event: MatrixGrid.FilterRequested) -> None:
        """Show the documents with both names in the main screen."""
        self.open_query(having(self.context.query, event.row, event.column))

    @on(MatrixGrid.EntityRequested)
    def show_entity(self, event: MatrixGrid.EntityRequested) -> None:
        """Open the page of a person or country."""
        self.open_entity(event.facet)

    def action_axes(self) -> None:
        """Count other kinds of names."""
        self._change(self._view.next_axes())

    def action_unit(self) -> None:
        """Count within another unit."""
        self._change(self._view.next_unit())

    def action_size(self, steps: int) -> None:
        """Count more or fewer names."""
        if self._view.resized(steps) == self._view:
            self.notify(f"The matrix shows {SIZES[0]} to {SIZES[-1]} names a side.", timeout=2)
        else:
            self._change(self._view.resized(steps))

    def _change(self, view: MatrixView) -> None:
        self._view = view
        self.reload_entities()

    def action_sort(self) -> None:
        """Sort in the next order."""
        self._order = following(self._order)
        self._show()
