"""The widgets of the main screen, made once and shared by the parts that show something in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from index.model.entity import DocumentEntity
from index.model.query import Facet, Kind, Query
from tui.config.settings import Settings
from tui.state import query_transitions
from tui.text.own_work import term_label
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.filter_bar import FilterBar
from tui.widgets.language_panel import LanguagePanel
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import StatusLine
from tui.widgets.timeline import Timeline
from tui.widgets.title_line import TitleLine

_NEED_RESULTS = frozenset({"results.open", "next_hit", "sort", "quote"})
"""The ids of the bindings that do nothing without results."""
_MOST_OWN_ROWS = 8
"""The greatest height of the panel with the user's own work, without its border."""


@dataclass(frozen=True)
class MainWidgets:
    """Every widget of the main screen that shows something."""

    title_line: TitleLine
    search_bar: SearchBar
    filters: FilterBar
    people: FacetPanel
    countries: FacetPanel
    languages: LanguagePanel
    own: FacetPanel
    """Stars, tags, read marks and saved searches; hidden where there are none."""
    results: ResultList
    reader: Reader
    timeline: Timeline | None
    """None where the settings turn it off."""

    @classmethod
    def create(cls, settings: Settings) -> MainWidgets:
        """Make the widgets, not yet on a screen."""
        return cls(
            title_line=TitleLine(),
            search_bar=SearchBar(id="search"),
            filters=FilterBar(id="filters"),
            people=FacetPanel(Kind.PERSON, "People", id="people"),
            countries=FacetPanel(Kind.COUNTRY, "Countries", id="countries"),
            languages=LanguagePanel(id="languages"),
            own=FacetPanel(Kind.USER_DATA, "Your work", id="own"),
            results=ResultList(id="results"),
            reader=Reader(line_width=settings.reading_width, id="reader"),
            timeline=Timeline(id="years") if settings.timeline else None,
        )

    def compose(self) -> ComposeResult:
        """Lay the widgets out, from the top."""
        yield self.title_line
        yield self.search_bar
        yield self.filters
        with Horizontal(id="panes"):
            with Vertical(id="sidebar"):
                yield self.people
                yield self.countries
                yield self.languages
                yield self.own
            yield self.results
            yield self.reader
        if self.timeline is not None:
            yield self.timeline
        yield StatusLine(self._idle, self._deciding_idle)

    def _idle(self) -> Set[str]:
        """Return the ids of the bindings that would do nothing now."""
        query_input = self.search_bar.query_input
        at_start = frozenset({"back"}) if query_input.has_focus and not query_input.value else frozenset()
        return at_start if self.results.count else at_start | _NEED_RESULTS

    def _deciding_idle(self) -> Sequence[tuple[Widget, str]]:
        """The widgets, each with the name of an attribute, on which `_idle` depends."""
        return (self.results, "count"), (self.search_bar.query_input, "value")

    def facets(self) -> Iterator[tuple[Kind, FacetPanel]]:
        """The panels of people, countries and languages, by kind."""
        yield Kind.PERSON, self.people
        yield Kind.COUNTRY, self.countries
        yield Kind.LANGUAGE, self.languages

    def show_own_work(self, terms: Sequence[Facet], query: Query) -> None:
        """Show the facets of the user's own work; each label is a term of the query language."""
        active = query_transitions.active_filters(query, Kind.USER_DATA)
        for key in active:
            self.own.learn(key, term_label(key))
        self.own.show([replace(term, label=term_label(term.key)) for term in terms], active, keep_place=True)
        rows = min(len(self.own.list.facets), _MOST_OWN_ROWS)
        self.own.display = rows > 0
        self.own.styles.height = rows + 2

    def learn_names(self, entities: Iterable[DocumentEntity]) -> None:
        """Know what to call people and countries that are filtered by, even if the panels have not shown them yet."""
        panels = dict(self.facets())
        for entity in entities:
            panels[entity.kind].learn(entity.key, entity.label)

    def spoken_parts(self) -> tuple[str, ...]:
        """Return the filters, the number of results or why there are none, the note below the query, and the title."""
        results, reader = self.results, self.reader
        found = str(results.border_title) if results.count else " ".join(results.notice)
        title = reader.document.title if reader.document and reader.has_focus_within else ""
        return self.filters.sentence, found, self.search_bar.shown_note, title
