"""Handles corrections on all screens that show people and countries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from textual.screen import Screen

from index.model.entity import Action, Correction
from index.model.query import Facet, Kind
from tui.services.entity_service import EntityService
from tui.text.numbers import counted
from tui.widgets.facet_list import FacetList

if TYPE_CHECKING:
    from tui.screens.entity.name_dialog import NameDialog

_NAMED = 3
"""The number of names that are listed in a question; more are counted."""
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
            case FacetList.MergeRequested(list=chosen, facets=facets):  # the most frequent label is suggested
                by_documents = sorted(facets, key=lambda facet: -facet.documents)
                self.merge(Kind.PERSON, tuple(facet.label for facet in by_documents), chosen.deselect_all)
            case FacetList.RenameRequested(facet=facet):
                self.rename(facet)
            case FacetList.HideRequested(facets=facets):
                self.hide(*facets)

    def save(self, *corrections: Correction) -> None:
        """Save corrections, which are undone together, in the background."""
        service = self._service()
        if service is not None:
            service.correct(*corrections)

    def undo(self) -> None:
        """Undo the latest change of user data."""
        service = self._service()
        if service is not None:
            service.undo()

    def merge(self, kind: Kind, labels: tuple[str, ...], then: Callable[[], None] = lambda: None) -> None:
        """Ask for the name of the merged entry, then merge several entries.

        Args:
            kind: The kind of the entries.
            labels: The names shown; the first is suggested.
            then: Called unless the user cancels.

        """
        from tui.screens.entity.name_dialog import NameDialog  # opened later

        named = " and ".join(labels) if len(labels) <= _NAMED else counted(len(labels), "name")

        def save(name: str) -> None:
            self.save(Correction(Action.MERGE, kind, labels, name))
            then()

        self._ask(NameDialog(f"Merge {named} as …", "merge", labels[0], labels), save)

    def rename(self, facet: Facet) -> None:
        """Ask for the new name, then rename an entry."""
        from tui.screens.entity.name_dialog import NameDialog  # opened later

        dialog = NameDialog(f"Rename {facet.label} to …", "rename", facet.label)
        names = (_correction_name(facet),)
        self._ask(dialog, lambda name: self.save(Correction(Action.RENAME, facet.kind, names, name)))

    def hide(self, *facets: Facet, path: str = "") -> None:
        """Hide entries that are not people or countries, in the document at `path` or everywhere."""
        self.save(*(Correction(Action.HIDE, facet.kind, (_correction_name(facet),), path=path) for facet in facets))

    def _ask(self, dialog: NameDialog, then: Callable[[str], None]) -> None:
        def take(name: str | None) -> None:
            if name:
                then(name)

        self._screen.app.push_screen(dialog, take)


def _correction_name(facet: Facet) -> str:
    """Return how a correction names an entry: a person by the name shown, a country by its code."""
    return facet.key if facet.kind is Kind.COUNTRY else facet.label
