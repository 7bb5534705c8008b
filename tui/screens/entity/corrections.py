"""What every screen about people and countries does: correct, undo, and show what has been corrected elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from index.model.entity import Action, Correction
from index.model.query import Facet, Kind
from tui.screens.entity.name_dialog import AskName
from tui.services.entity_service import Registrar
from tui.state.internal_error import InternalError


class RegisterScreen(Screen[None]):
    """Corrects through a registrar; a subclass shows the outcome."""

    is_outdated = False
    """Whether a correction has been made or undone since people and countries were read."""

    @property
    def registrar(self) -> Registrar | None:
        """What asks the library; None as long as that is not open."""
        raise NotImplementedError

    def register_changed(self) -> None:
        """Read people and countries again: a correction has been made or undone."""
        raise NotImplementedError

    def recover(self, group: str) -> None:
        """Be ready again after a worker of this group has failed."""

    def correct(self, correction: Correction) -> None:
        """Correct something."""
        if self.registrar is not None:
            self.registrar.correct(correction)

    def merge(self, kind: Kind, labels: tuple[str, ...]) -> None:
        """Ask under which name some people are to be shown as one, and make them one."""
        ask = AskName(f"Show {' and '.join(labels)} as", labels[0], labels)
        self._ask(ask, lambda name: self.correct(Correction(Action.MERGE, kind, labels, name)))

    def rename(self, facet: Facet) -> None:
        """Ask for another name to show."""
        ask = AskName(f"Show {facet.label} as", facet.label)
        names = (_name(facet),)
        self._ask(ask, lambda name: self.correct(Correction(Action.RENAME, facet.kind, names, name)))

    def hide(self, facet: Facet, path: str = "") -> None:
        """It is no person or country, in one document or at all."""
        self.correct(Correction(Action.HIDE, facet.kind, (_name(facet),), path=path))

    def _ask(self, ask: AskName, then: Callable[[str], None]) -> None:
        def take(name: str | None) -> None:
            if name:
                then(name)

        self.app.push_screen(ask, take)

    def action_undo(self) -> None:
        """Undo the last correction."""
        if self.registrar is not None:
            self.registrar.undo()

    def catch_up(self) -> None:
        """Read again what has been corrected since it was read."""
        if self.is_outdated:
            self.is_outdated = False
            self.register_changed()

    def on_screen_resume(self) -> None:
        """Show what has been corrected while another screen was in front."""
        self.catch_up()

    @on(Registrar.Failed)
    def tell_failed(self, event: Registrar.Failed) -> None:
        """Say why not."""
        self.notify(event.sentence, severity="warning", markup=False)

    @on(Worker.StateChanged)
    def report_failure(self, event: Worker.StateChanged) -> None:
        """A worker has failed in a way nobody has foreseen: report it, and go on."""
        if event.state is WorkerState.ERROR and event.worker.node is self:
            self.recover(event.worker.group)
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))


def _name(facet: Facet) -> str:
    """What a correction calls a person or country: the name shown, or the code."""
    return facet.key if facet.kind is Kind.COUNTRY else facet.label
