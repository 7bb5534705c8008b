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
        ordered = sorted(query.filters, key=lambda choice: choice.kind if query.is_alternative(choice) else "")
        self.chips = [
            Chip(name(choice), choice, "excluded" if choice.exclude else "included", _lead(query, choice))
            for choice in ordered
        ]
        self.set_class(bool(self.chips), "-filtering")

    @property
    def sentence(self) -> str:
        """The filters in words, for a screen reader; "" if there are none."""
        return "Filters: " + ", ".join(chip.lead + chip.label for chip in self.chips) if self.chips else ""

    def label(self, chip: Chip) -> Content:
        """Return symbol, kind and name of a filter, and the × that removes it."""
        symbol = EXCLUDED if chip.choice.exclude else INCLUDED
        return Content(f" {symbol} {chip.lead}") + one_line(chip.label).truncate(32, ellipsis=True) + Content(" × ")


def _lead(query: Query, choice: Filter) -> str:
    """Return what is before the name of a filter: "not", "in", or "any of" and "or" where one of several is enough."""
    years = "in " if choice.kind is Kind.YEAR else ""
    if not query.is_alternative(choice):
        return ("not " if choice.exclude else "") + years
    first = next(each for each in query.filters if each.kind is choice.kind and not each.exclude)
    return ("any of: " if choice == first else "or ") + years
