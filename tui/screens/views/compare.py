"""The comparison: what stands out in two searches or two periods, and what both share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from index.model.comparison import Comparison
from tui.export.model import Request, What
from tui.screens.takeout.offers import Offer
from tui.screens.views.base import ViewContext, ViewScreen
from tui.services.analytics_service import AnalyticsService
from tui.state.comparands import Comparands, having_contrasted
from tui.text.content import one_line
from tui.text.contrast import MEASURE, comparison_heading, contrasts, query_label, sections
from tui.widgets.contrast_list import ContrastList

_LIMIT = 20
"""The greatest number of people, of countries and of words in each list."""


class CompareScreen(ViewScreen):
    """Three lists: more in the left set, in both, more in the right set.

    Args:
        context: The services and settings.
        comparands: The two sets.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "next(1)", "next list", id="compare.next", tooltip="Go to the next list"),
        Binding(
            "shift+tab,left", "next(-1)", "previous list", show=False, id="compare.previous", tooltip="Go back one"
        ),
    ]
    BINDING_GROUP_TITLE = "Comparison"
    HELP = "compare"

    left = getters.query_one("#compare-left", ContrastList)
    shared = getters.query_one("#compare-shared", ContrastList)
    right = getters.query_one("#compare-right", ContrastList)

    def __init__(self, context: ViewContext, comparands: Comparands) -> None:
        super().__init__(context)
        self._comparands = comparands

    def compose_view(self) -> Iterable[Widget]:
        """Yield the lists and the measure."""
        with Horizontal(classes="contrast-lists"):
            for side in ("left", "shared", "right"):
                yield ContrastList(("1st", "2nd"), id=f"compare-{side}")
        yield Static(f"1st, 2nd: documents of each search. {MEASURE}", classes="view-foot", markup=False)

    def offers(self) -> list[Offer]:
        """Return the comparison."""
        both = self._comparands
        return [Offer("comparison", Request(What.COMPARISON, both.left, _LIMIT, other=both.right))]

    def reload_entities(self) -> None:
        """Compare again."""
        self.analytics.compare(self._comparands.left, self._comparands.right, _LIMIT)

    @on(AnalyticsService.Compared)
    def show(self, event: AnalyticsService.Compared) -> None:
        """Show a comparison."""
        found = event.comparison
        self.show_heading(comparison_heading(found))
        parts = list(contrasts(found))
        sides = (
            (self.left, f"More in {query_label(self._comparands.left)}", [(name, each.left) for name, each in parts]),
            (self.shared, "In both", [(name, each.shared) for name, each in parts]),
            (
                self.right,
                f"More in {query_label(self._comparands.right)}",
                [(name, each.right) for name, each in parts],
            ),
        )
        for widget, title, lists in sides:
            widget.border_title = one_line(title)
            widget.show(sections(lists), _notice(found, widget is self.shared))
        if self.focused is None:
            next((each for each, _, _ in sides if each.count), self.left).focus()

    def show_problem(self, sentence: str) -> None:
        """Show why nothing was compared."""
        self.left.show([], f"{sentence} Press Esc, then . c for another search.")
        self.left.focus()

    @on(ContrastList.OpenRequested)
    def open_documents(self, event: ContrastList.OpenRequested) -> None:
        """Show the documents of a set that have a word or name: of the first set for what both share."""
        is_right = event.sender is self.right
        query = self._comparands.right if is_right else self._comparands.left
        self.open_query(having_contrasted(query, event.row))

    @on(ContrastList.EntityRequested)
    def show_entity(self, event: ContrastList.EntityRequested) -> None:
        """Open the page of a person or country."""
        self.open_entity(event.facet)

    def action_next(self, step: int) -> None:
        """Go to the next or previous list."""
        lists = [self.left, self.shared, self.right]
        at = next((number for number, each in enumerate(lists) if each.has_focus), 0)
        lists[(at + step) % len(lists)].focus()


def _notice(found: Comparison, is_shared: bool) -> str:
    if not (found.left_total and found.right_total):
        return "One of the two sets has no documents."
    return "Nothing in common stands out." if is_shared else "Nothing stands out here."
