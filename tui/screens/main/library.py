"""The part of the main screen that opens the library, keeps it up to date, and says how far that is."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path

from textual import getters, on
from textual.timer import Timer

from corpus.files.ignore import IgnoreWarning
from index.model.progress import Report
from index.model.protocol import LibraryLike
from tui.screens.entity.corrections import RegisterScreen
from tui.screens.skipped import SkippedScreen
from tui.services.entity_service import Registrar
from tui.services.library_service import Librarian
from tui.services.user_data_queue import UserDataQueue
from tui.state.rebuild import why_rebuilt
from tui.text.content import counted
from tui.text.reasons import reason_text
from tui.widgets.title_line import TitleLine, progress_words

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 5.0
"""Seconds between looks for what another process has committed."""
_YOUNG = 20_000
"""New objects at which garbage is looked for: those of a key or two."""
_REST = 2.0
"""Seconds between two updates that nobody asked for."""


class LibraryScreen(RegisterScreen):
    """Owns the librarian; a subclass says what to show."""

    title_line = getters.query_one(TitleLine)

    def __init__(self, open_library: Callable[[], LibraryLike], folder: Path, user_data: UserDataQueue) -> None:
        super().__init__()
        self.folder = folder
        self.librarian = Librarian(self, open_library)
        self.documents = 0
        """How many can be searched."""
        self.follows_folder = True
        """Whether changes in the folder are taken over by themselves."""
        self._waiting: Timer | None = None
        """An update that is to come."""
        self.user_data = user_data
        self._registrar: Registrar | None = None
        self._warnings: tuple[IgnoreWarning, ...] = ()
        """Of the last update."""

    @property
    def registrar(self) -> Registrar | None:
        """What asks who is who."""
        return self._registrar

    def register_changed(self) -> None:
        """Count and show people and countries anew."""
        self.library_grown()
        self._count_suggestions()

    def on_mount(self) -> None:
        """Paint first, open then."""
        self.title_line.folder = self.folder.name or str(self.folder)
        self.call_after_refresh(self.librarian.open)

    def on_unmount(self) -> None:
        """Let go of the folder."""
        self.librarian.close()

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
        # A full garbage collection takes 60 ms with all the modules in it, and comes once in a dozen keys; the small
        # ones together take two of the thirty that a key takes.
        gc.freeze()
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
        _LOG.info("library opened: %d documents", event.documents)
        self._count(event.documents)
        self.title_line.state = "looking for changes"
        self._registrar = Registrar(self, event.library, self.user_data)
        if trouble := event.library.corrections_trouble:
            self.notify(trouble, title="Your corrections are not in force", severity="error", markup=False, timeout=15)
        self.librarian.update()
        self.library_opened()
        self.set_interval(_LOOK_EVERY, self.librarian.refresh)
        if self.follows_folder:
            self.librarian.watch()

    @on(Librarian.Stirred)
    def follow(self) -> None:
        """Take over what has changed in the folder: now, or after the update that may have missed it."""
        if self._waiting is None:
            if self.librarian.updating:
                self._update_later(_REST)
            else:
                self.librarian.update()

    def _update_later(self, seconds: float) -> None:
        """Update after a while."""
        if self._waiting is None:
            self._waiting = self.set_timer(seconds, self._update_now)

    def _update_now(self) -> None:
        self._waiting = None
        self.follow()

    @on(Librarian.Unwatched)
    def tell_unwatched(self, event: Librarian.Unwatched) -> None:
        """Say that one has to look for changes oneself."""
        self.notify(event.sentence, severity="warning", markup=False, timeout=12)

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
        self.title_line.state = _outcome(report)
        self._tell_warnings(report.warnings)
        if report.rebuilt:
            title = "The library was rebuilt from the documents"
            self.notify(why_rebuilt(report.rebuilt), title=title, severity="warning", markup=False, timeout=15)
        self.library_grown()
        self._count_suggestions()

    def _tell_warnings(self, warnings: tuple[IgnoreWarning, ...]) -> None:
        """Say what of the ignore files has no effect, unless that has been said."""
        if warnings and warnings != self._warnings:
            first, more = warnings[0], len(warnings) - 1
            sentence = f"{first.path}: {reason_text(first)}." + (f" S lists {more} more." if more else "")
            self.notify(sentence, title="Not all patterns apply", severity="warning", markup=False, timeout=15)
        self._warnings = warnings

    @on(Librarian.Stopped)
    def stop_update(self, event: Librarian.Stopped) -> None:
        """Go on with what there is, and say why it may not be all."""
        self.librarian.updating = False
        if event.locked:
            self.title_line.state = "read only: another Pressroom is updating it"
            if self.follows_folder:  # it may not see all that has changed since it began
                self._update_later(_LOOK_EVERY)
        else:
            self.title_line.state = "not up to date"
            self.notify(event.sentence, title="The update stopped", severity="error", markup=False, timeout=15)
        self.library_grown()
        self._count_suggestions()

    def _count(self, documents: int) -> None:
        self.documents = documents
        self.title_line.documents = documents

    def _count_suggestions(self) -> None:
        if self._registrar is not None:
            self._registrar.count()

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
        if event.skipped and self.is_active:  # not opened already
            self.app.push_screen(SkippedScreen(event.skipped))
        elif event.trouble:
            self.notify(event.trouble, severity="error", markup=False, timeout=12)
        elif not event.skipped:
            self.notify("Every file could be read.", markup=False)

    def recover(self, group: str) -> None:
        """Be ready to ask again."""
        self.librarian.recover(group)


def _outcome(report: Report) -> str:
    """What could not be read, in a few words."""
    files = len(report.skipped) - len(report.warnings)
    said = [f"{counted(files, 'file')} skipped"] if files else []
    said += [counted(len(report.warnings), "warning")] if report.warnings else []
    return f"{', '.join(said)} (S)" if said else "up to date"
