"""The bar of active filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from index.model.query import Filter, Kind, Query
from tui.text.content import one_line
from tui.widgets.chip_row import Chip, ChipRow
from tui.widgets.facet_list import EXCLUDED, INCLUDED


class FilterBar(ChipRow):
    """One chip per active filter; pressing it removes the filter. Hidden while there is none."""

    BINDING_GROUP_TITLE = "Filters"

    DEFAULT_CSS = """
    FilterBar { display: none; padding: 0 1; }
    FilterBar.-filtering { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "press", "remove", id="filters.remove", tooltip="Remove this filter"),
    ]

    def show(self, query: Query, name: Callable[[Filter], str]) -> None:
        """Show the filters of a query; `name` returns the label of a filter."""
        self.chips = [
            Chip(name(choice), choice, "excluded" if choice.exclude else "included") for choice in query.filters
        ]
        self.set_class(bool(self.chips), "-filtering")

    def label(self, chip: Chip) -> Content:
        """Return symbol, kind and name of a filter, and the × that removes it."""
        symbol = EXCLUDED if chip.choice.exclude else INCLUDED
        kind = "not " if chip.choice.exclude else ""
        years = "in " if chip.choice.kind is Kind.YEAR else ""
        return Content(f" {symbol} {kind}{years}") + one_line(chip.label).truncate(32, ellipsis=True) + Content(" × ")
