"""Handles corrections on all screens that show people and countries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from textual.screen import Screen

from index.model.entity import Action, Correction
from index.model.query import Facet, Kind
from tui.screens.entity.name_dialog import NameDialog
from tui.services.entity_service import EntityService
from tui.widgets.facet_list import FacetList

CorrectionEvent: TypeAlias = FacetList.MergeRequested | FacetList.RenameRequested | FacetList.HideRequested
"""The messages of a facet list that request a correction."""


class Corrections:
    """Asks the user for the name, if a correction needs one, and passes the correction to the entity service.

    Args:
        screen: The screen over which dialogs open.
        service: Returns the service; None until the library is open.

    """

    def __init__(self, screen: Screen[None], service: Callable[[], EntityService | None]) -> None:
        self._screen = screen
        self._service = service

    def handle(self, event: CorrectionEvent) -> None:
        """Handle a request for a correction from a facet list."""
        match event:
            case FacetList.MergeRequested(facets=facets):  # the most frequent label is the suggested name
                by_documents = sorted(facets, key=lambda facet: -facet.documents)
                self.merge(Kind.PERSON, tuple(facet.label for facet in by_documents))
            case FacetList.RenameRequested(facet=facet):
                self.rename(facet)
            case FacetList.HideRequested(facet=facet):
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
        """Ask for the name of the merged entry, then merge several entries."""
        dialog = NameDialog(f"Merge {' and '.join(labels)} as …", "merge", labels[0], labels)
        self._ask(dialog, lambda name: self.save(Correction(Action.MERGE, kind, labels, name)))

    def rename(self, facet: Facet) -> None:
        """Ask for the new name, then rename an entry."""
        dialog = NameDialog(f"Rename {facet.label} to …", "rename", facet.label)
        names = (_correction_name(facet),)
        self._ask(dialog, lambda name: self.save(Correction(Action.RENAME, facet.kind, names, name)))

    def hide(self, facet: Facet, path: str = "") -> None:
        """Hide an entry that is not a person or country, in the document at `path` or everywhere."""
        self.save(Correction(Action.HIDE, facet.kind, (_correction_name(facet),), path=path))

    def _ask(self, dialog: NameDialog, then: Callable[[str], None]) -> None:
        def take(name: str | None) -> None:
            if name:
                then(name)

        self._screen.app.push_screen(dialog, take)


def _correction_name(facet: Facet) -> str:
    """Return how a correction names an entry: a person by the name shown, a country by its code."""
    return facet.key if facet.kind is Kind.COUNTRY else facet.label
