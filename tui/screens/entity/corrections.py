"""Correcting people and countries, for every screen that shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from textual.screen import Screen

from index.model.entity import Action, Correction
from index.model.query import Facet, Kind
from tui.screens.entity.name_dialog import AskName
from tui.services.entity_service import EntityService
from tui.widgets.facet_list import FacetList

CorrectionEvent: TypeAlias = FacetList.MergeWanted | FacetList.RenameWanted | FacetList.HideWanted
"""The messages of a list of people or countries that ask for a correction."""


class Corrections:
    """Asks what a correction needs to know, and passes the correction to the service.

    Args:
        screen: Over which dialogs open.
        service: Returns the service; None as long as the library is not open.

    """

    def __init__(self, screen: Screen[None], service: Callable[[], EntityService | None]) -> None:
        self._screen = screen
        self._service = service

    def handle(self, event: CorrectionEvent) -> None:
        """Take the wish for a correction from a list of people or countries."""
        match event:
            case FacetList.MergeWanted(facets=facets):  # the entry in most documents gives the name
                by_documents = sorted(facets, key=lambda facet: -facet.documents)
                self.merge(Kind.PERSON, tuple(facet.label for facet in by_documents))
            case FacetList.RenameWanted(facet=facet):
                self.rename(facet)
            case FacetList.HideWanted(facet=facet):
                self.hide(facet)

    def save(self, correction: Correction) -> None:
        """Save a correction, in the background."""
        service = self._service()
        if service is not None:
            service.correct(correction)

    def undo(self) -> None:
        """Undo the latest change of user data."""
        service = self._service()
        if service is not None:
            service.undo()

    def merge(self, kind: Kind, labels: tuple[str, ...]) -> None:
        """Ask for the common name of several entries, then merge them."""
        ask = AskName(f"Merge {' and '.join(labels)} as", labels[0], labels)
        self._ask(ask, lambda name: self.save(Correction(Action.MERGE, kind, labels, name)))

    def rename(self, facet: Facet) -> None:
        """Ask for another name to show, then rename."""
        ask = AskName(f"Rename {facet.label} to", facet.label)
        names = (_correction_name(facet),)
        self._ask(ask, lambda name: self.save(Correction(Action.RENAME, facet.kind, names, name)))

    def hide(self, facet: Facet, path: str = "") -> None:
        """Hide an entry that is not a person or country, in the document at `path` or everywhere."""
        self.save(Correction(Action.HIDE, facet.kind, (_correction_name(facet),), path=path))

    def _ask(self, dialog: AskName, then: Callable[[str], None]) -> None:
        def take(name: str | None) -> None:
            if name:
                then(name)

        self._screen.app.push_screen(dialog, take)


def _correction_name(facet: Facet) -> str:
    """What a correction calls a person or country: the name shown, or the code."""
    return facet.key if facet.kind is Kind.COUNTRY else facet.label
