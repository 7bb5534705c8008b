"""Words, people and countries that stand out in the results, against the rest of the library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from tui.export.model import Request, What
from tui.screens.takeout.offers import Offer
from tui.screens.views.base import ViewScreen
from tui.services.analytics_service import AnalyticsService
from tui.state.comparands import having_contrasted
from tui.text.contrast import MEASURE, nothing_stands_out, query_label, sections
from tui.text.numbers import counted, grouped
from tui.widgets.contrast_list import ContrastList

_LIMIT = 60
"""The greatest number of words, of people and of countries."""


class WordsScreen(ViewScreen):
    """Words left, people and countries right; each opens its documents."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab,left,right", "other", "words / names", id="words.other", tooltip="Go to the other list"),
    ]
    BINDING_GROUP_TITLE = "Words that stand out"
    HELP = "compare"

    words = getters.query_one("#words-list", ContrastList)
    names = getters.query_one("#names-list", ContrastList)

    def compose_view(self) -> Iterable[Widget]:
        """Yield the lists and the measure."""
        with Horizontal(classes="contrast-lists"):
            yield ContrastList(("here", "other"), id="words-list")
            yield ContrastList(("here", "other"), id="names-list")
        yield Static(MEASURE, classes="view-foot", markup=False)

    def offers(self) -> list[Offer]:
        """Return what stands out, also words that are not shown."""
        return [Offer("what stands out", Request(What.COMPARISON, self.context.query, _LIMIT))]

    def reload_entities(self) -> None:
        """Compare again."""
        self.analytics.compare(self.context.query, None, _LIMIT)

    @on(AnalyticsService.Compared)
    def show(self, event: AnalyticsService.Compared) -> None:
        """Show what stands out."""
        found = event.comparison
        documents = f"{counted(found.left_total, 'document')} against {grouped(found.right_total)} others"
        self.show_heading(f"What stands out in {query_label(found.left)}  ·  {documents}")
        notice = nothing_stands_out(found)
        self.words.show(sections([("Words", found.words.left)]), notice)
        names = sections([("People", found.people.left), ("Countries", found.countries.left)])
        self.names.show(names, "No person or country stands out." if found.words.left else "")
        if self.focused is None:
            (self.words if found.words.left or not names else self.names).focus()

    def show_problem(self, sentence: str) -> None:
        """Show why nothing was compared."""
        self.words.show([], sentence)
        self.words.focus()

    @on(ContrastList.OpenRequested)
    def open_documents(self, event: ContrastList.OpenRequested) -> None:
        """Show the results that have a word or name."""
        self.open_query(having_contrasted(self.context.query, event.row))

    @on(ContrastList.EntityRequested)
    def show_entity(self, event: ContrastList.EntityRequested) -> None:
        """Open the page of a person or country."""
        self.open_entity(event.facet)

    def action_other(self) -> None:
        """Go to the other list."""
        (self.names if self.words.has_focus else self.words).focus()
