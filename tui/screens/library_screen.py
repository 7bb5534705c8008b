"""The part of the main screen that opens the library, keeps it up to date, and says how far that is."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from textual import getters, on
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.librarian import Librarian
from tui.library import LibraryLike
from tui.screens.skipped import SkippedScreen
from tui.text import counted
from tui.widgets.title_line import TitleLine, progress_words

_LOOK_EVERY = 5.0
"""Seconds between looks for what another process has committed."""


class LibraryScreen(Screen[None]):
    """Owns the librarian; a subclass says what to show."""

    title_line = getters.query_one(TitleLine)

    def __init__(self, open_library: Callable[[], LibraryLike], folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.librarian = Librarian(self, open_library)
        self.documents = 0
        """How many can be searched."""

    def on_mount(self) -> None:
        """Paint first, open then."""
        self.title_line.folder = self.folder.name or str(self.folder)
        self.call_after_refresh(self.librarian.open)

    def library_opened(self) -> None:
        """The first search can be made."""
        raise NotImplementedError

    def library_grown(self) -> None:
        """The results may be others now."""
        raise NotImplementedError

    def library_failed(self, sentence: str) -> None:
        """There is no library to show."""
        raise NotImplementedError

    @on(Librarian.Opened)
    def start(self, event: Librarian.Opened) -> None:
        """Search at once, and bring the library up to date meanwhile."""
        # A full garbage collection takes 60 ms with all the modules in it, and comes once in a dozen keys.
        gc.freeze()
        self._count(event.documents)
        self.title_line.state = "looking for changes"
        self.librarian.update()
        self.library_opened()
        self.set_interval(_LOOK_EVERY, self.librarian.refresh)

    @on(Librarian.Failed)
    def give_up(self, event: Librarian.Failed) -> None:
        """Say why there is nothing to see."""
        self.title_line.state = "could not be opened"
        self.library_failed(event.sentence)

    @on(Librarian.Moved)
    def tell_progress(self, event: Librarian.Moved) -> None:
        """Say how far the update is."""
        if self.librarian.updating:
            self.title_line.state = progress_words(event.progress)

    @on(Librarian.Grown)
    def take_grown(self, event: Librarian.Grown) -> None:
        """Show what has come in."""
        self._count(event.documents)
        self.library_grown()

    @on(Librarian.Updated)
    def finish(self, event: Librarian.Updated) -> None:
        """Say what the update has come to."""
        self.librarian.updating = False
        report = event.report
        self._count(report.documents)
        skipped = f"{counted(len(report.skipped), 'file')} skipped (S)" if report.skipped else "up to date"
        self.title_line.state = skipped
        self.library_grown()

    @on(Librarian.Stopped)
    def stop_update(self, event: Librarian.Stopped) -> None:
        """Go on with what there is, and say why it may not be all."""
        self.librarian.updating = False
        if event.locked:
            self.title_line.state = "read only: another Pressroom is updating it"
        else:
            self.title_line.state = "not up to date"
            self.notify(event.sentence, title="The update stopped", severity="error", markup=False, timeout=15)
        self.library_grown()

    def _count(self, documents: int) -> None:
        self.documents = documents
        self.title_line.documents = documents

    def action_update(self) -> None:
        """Look for changes in the folder."""
        self.title_line.state = "looking for changes"
        self.librarian.update()

    def action_skipped(self) -> None:
        """List what could not be read."""
        self.librarian.list_skipped()

    @on(Librarian.Left)
    def show_skipped(self, event: Librarian.Left) -> None:
        """Show the list."""
        if event.skipped:
            self.app.push_screen(SkippedScreen(event.skipped))
        else:
            self.notify("Every file could be read.", markup=False)

    @on(Worker.StateChanged)
    def tell_bug(self, event: Worker.StateChanged) -> None:
        """A worker has failed in a way nobody has foreseen: say so, and go on."""
        if event.state is WorkerState.ERROR and event.worker.node is self:
            self.librarian.recover(event.worker.group)
            error = event.worker.error
            self.log.error(error)
            self.notify(
                f"{type(error).__name__}: {error}. What is on the screen may be incomplete.",
                title="This is a mistake in Pressroom",
                severity="error",
                markup=False,
                timeout=15,
            )
