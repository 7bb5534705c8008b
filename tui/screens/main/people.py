"""Opens the pages of people and countries, and the list of possible same persons."""

from __future__ import annotations

from typing import TypeAlias

from textual.screen import Screen

from index.model.query import Facet
from tui.config.settings import Settings
from tui.screens.main.search import Search
from tui.services.entity_service import EntityService
from tui.text.numbers import counted, grouped
from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.reader_text import ReaderText

PeopleEvent: TypeAlias = (
    FacetList.EntityRequested | ReaderText.EntityRequested | FacetList.HiddenRequested | EntityService.CandidatesCounted
)
"""The messages that request a screen about people and countries, and the number of possible same persons."""


class People:
    """Opens the screens about people and countries; does nothing until the library is open.

    Args:
        screen: The screen below.
        pane: The pane of people, which shows the number of possible same persons.
        search: Its query limits the pages.
        settings: The settings of the user.

    """

    def __init__(self, screen: Screen[None], pane: FacetPanel, search: Search, settings: Settings) -> None:
        self._screen = screen
        self._pane = pane
        self._search = search
        self._settings = settings
        self._postponed: set[frozenset[str]] = set()  # pairs answered with "later", by their keys
        self.service: EntityService | None = None
        """Reads and corrects people and countries; None as long as the library is not open."""

    def start(self, service: EntityService) -> None:
        """Use the service of an open library."""
        self.service = service

    def handle(self, event: PeopleEvent) -> None:
        """Open what is requested, or show the number of possible same persons."""
        match event:
            case FacetList.EntityRequested(facet=facet) | ReaderText.EntityRequested(facet=facet):
                self._show(facet)
            case FacetList.HiddenRequested():
                self._list_hidden()
            case EntityService.CandidatesCounted(pairs=pairs):
                self._show_candidate_count(pairs)

    def count_candidates(self) -> None:
        """Count possible same persons again; `CandidatesCounted` follows."""
        if self.service is not None:
            self.service.count_candidates()

    def _show_candidate_count(self, pairs: int) -> None:
        """Show the number of possible same persons, and the key that lists them."""
        number = grouped(pairs)
        hints = f"{counted(pairs, 'possible same person')} · M", f"{number} possibly same · M", f"{number} same? · M"
        self._pane.show_hint(*hints if pairs else ())

    def _show(self, facet: Facet) -> None:
        """Open the page of a person or country."""
        if self.service is not None:
            from tui.screens.entity.page import EntityScreen

            self._screen.app.push_screen(EntityScreen(self.service, facet, self._search.query, self._settings))

    def list_suggestions(self) -> None:
        """List possible same persons."""
        if self.service is not None:
            from tui.screens.entity.same_person import SuggestionsScreen

            self._screen.app.push_screen(SuggestionsScreen(self.service, self._postponed, self._settings))

    def _list_hidden(self) -> None:
        """List the hidden names."""
        if self.service is not None:
            from tui.screens.entity.hidden import HiddenScreen

            self._screen.app.push_screen(HiddenScreen(self.service))
