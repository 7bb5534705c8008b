"""The base class of screens that show people and countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.geometry import Size
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.screens.entity.corrections import Corrections
from tui.screens.screen_classes import change_classes
from tui.screens.takeout.take_out import Act, TakeOut
from tui.services.entity_service import EntityService
from tui.state.internal_error import InternalError


def reload_entities(screens: Sequence[Screen[Any]]) -> None:
    """Reload people and countries on the last of the open screens; the others reload when they are resumed."""
    aware = [screen for screen in screens if isinstance(screen, EntityAwareScreen)]
    for screen in aware:
        screen.entities_are_outdated = True
    for screen in aware[-1:]:
        screen.reload_outdated_entities()


class EntityAwareScreen(Screen[None]):
    """Reloads people and countries after a correction, and reports failed workers.

    It is a base class because Textual looks up message handlers in the class of the screen.
    """

    take_out: TakeOut
    """What its keys take out of the explorer."""
    entities_are_outdated = False
    """Whether a correction was saved or undone since people and countries were loaded."""

    def __init__(self) -> None:
        super().__init__()
        wide = [] if self.app.has_class("-screen-reader") else [(80, "-medium"), (120, "-wide")]
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), *wide]
        self.corrections = Corrections(self, lambda: self.entity_service)

    def set_size_classes(self, size: Size) -> None:
        """Set the classes for a size of the terminal, before the layout for that size.

        Textual does so after the layout, and would style and lay out all widgets twice.
        """
        classes = {}
        for length, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS)
        ):  # fmt: skip
            fitting = max(((least, name) for least, name in breakpoints or () if length >= least), default=None)
            classes.update({name: (least, name) == fitting for least, name in breakpoints or ()})
        change_classes(self, classes)

    def on_resize(self, event: events.Resize) -> None:
        """Style the widgets for the new size, then let Textual lay out and paint: once.

        The layout resizes the screen, which is a second event of the same size.
        """
        if event.size == self.outer_size:
            event.prevent_default()
        self.set_size_classes(event.size)

    @property
    def entity_service(self) -> EntityService | None:
        """The service for people and countries; None until the library is open."""
        raise NotImplementedError

    def reload_entities(self) -> None:
        """Reload people and countries."""
        raise NotImplementedError

    def recover(self, group: str) -> None:
        """Accept requests again after a worker of this group failed."""

    def reload_outdated_entities(self) -> None:
        """Reload people and countries if they are outdated."""
        if self.entities_are_outdated:
            self.entities_are_outdated = False
            self.reload_entities()

    def on_screen_resume(self) -> None:
        """Reload after corrections that were made on another screen."""
        self.reload_outdated_entities()

    def action_undo(self) -> None:
        """Undo the latest change of user data."""
        self.corrections.undo()

    def action_take_out(self, act: str) -> None:
        """Quote, open, pipe or export."""
        self.take_out.run(Act(act))

    @on(EntityService.RequestFailed)
    def show_request_failed(self, event: EntityService.RequestFailed) -> None:
        """Show why a request failed."""
        self.notify(event.sentence, severity="warning", markup=False)

    @on(Worker.StateChanged)
    def report_failed_worker(self, event: Worker.StateChanged) -> None:
        """Report the internal error of a worker; the application continues."""
        if event.state is WorkerState.ERROR and event.worker.node is self:
            self.recover(event.worker.group)
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))
