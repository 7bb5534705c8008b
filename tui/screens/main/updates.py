"""Updates on the main screen: reads changes of the folder into the library, and shows progress and outcome."""

from __future__ import annotations

import gc
import logging
from typing import TypeAlias

from textual.screen import Screen
from textual.timer import Timer

from corpus.files.ignore import IgnoreWarning
from index.model.correction_fault import FileProblems
from index.model.progress import Progress, Report
from tui.config.settings import Ocr, Settings
from tui.screens.announce import withdraw
from tui.services.folder_watcher import FolderWatcher
from tui.services.library_service import LibraryService
from tui.services.library_updater import LibraryUpdater
from tui.services.recognizer import Recognizer
from tui.services.skipped_files import SkippedListed
from tui.text.numbers import counted, grouped
from tui.widgets.title_line import TitleLine, progress_words

_LOG = logging.getLogger(__name__)
_REFRESH_INTERVAL = 5.0
"""Seconds between checks for documents that another process has committed."""
_GC_THRESHOLD = 20_000
"""New objects before the garbage collector looks at the youngest generation: those of a key or two."""
_UPDATE_INTERVAL = 2.0
"""Seconds between two updates that changes of the folder start."""
_STOPPED = "The update stopped"
"""The title of the notice that says why."""
_LONG = 15
"""Seconds a notice stays that needs reading."""

UpdateEvent: TypeAlias = (
    FolderWatcher.FolderChanged
    | FolderWatcher.WatchFailed
    | LibraryUpdater.UpdateProgressed
    | LibraryUpdater.DocumentsChanged
    | LibraryUpdater.UpdateFinished
    | LibraryUpdater.UpdateStopped
    | Recognizer.Progressed
    | Recognizer.Ended
    | SkippedListed
)
"""The messages about the folder, updates, and the files they skipped."""


class Updates:
    """Keeps the library up to date and the title line in step.

    Args:
        screen: Runs timers and shows notices.
        service: Updates the library, in the background.
        title_line: Shows the number of documents and the state.
        settings: Whether a change of the folder starts an update, and whether OCR follows an update.

    """

    def __init__(
        self, screen: Screen[None], service: LibraryService, title_line: TitleLine, settings: Settings
    ) -> None:
        self._screen = screen
        self._service = service
        self._title_line = title_line
        self._follow_folder = settings.watch
        self._ocr = settings.ocr is Ocr.AUTO
        self._scheduled: Timer | None = None
        self._warnings: tuple[IgnoreWarning, ...] = ()
        """Those of the last update."""
        self.documents = 0
        """The number of searchable documents."""

    def start(self, documents: int, problems: FileProblems | None) -> None:
        """Update an open library, and from now on follow the folder and other processes.

        Args:
            documents: How many are searchable.
            problems: Why the user's corrections, or some of them, do not apply; None where they do.

        """
        if problems:
            from tui.text.corrections import file_problems_text  # rare, as are the other imports in functions here

            title = "Your corrections do not apply" if problems.unusable else "Some corrections do not apply"
            text = file_problems_text(problems)
            self._screen.notify(text, title=title, severity="error", markup=False, timeout=_LONG)
        # A full garbage collection takes 60 ms with all modules loaded and came once in a dozen keys; collections of
        # the youngest generation took two of the thirty milliseconds of a key.
        gc.freeze()
        gc.set_threshold(_GC_THRESHOLD, *gc.get_threshold()[1:])
        _LOG.info("library opened: %d documents", documents)
        self.count(documents)
        self.update()
        self._screen.set_interval(_REFRESH_INTERVAL, self._service.refresh)
        if self._follow_folder:
            self._service.watch()

    def handle(self, event: UpdateEvent) -> None:
        """Take a message of the service about the folder or an update."""
        match event:
            case FolderWatcher.FolderChanged():
                self.follow_change()
            case FolderWatcher.WatchFailed(sentence=sentence):
                self._screen.notify(sentence, severity="warning", markup=False, timeout=12)
            case LibraryUpdater.UpdateProgressed(progress=progress):
                self._show_progress(progress)
            case LibraryUpdater.DocumentsChanged(documents=documents):
                self.count(documents)
            case LibraryUpdater.UpdateFinished(report=report):
                self._finish(report)
            case LibraryUpdater.UpdateStopped(sentence=sentence, locked=locked):
                self._stop(sentence, locked=locked)
            case Recognizer.Progressed(progress=progress):
                if self._service.updater.recognizer.is_running:
                    self._title_line.state = progress_words(progress)
            case Recognizer.Ended(report=report, problem=problem):
                self._end_ocr(report, problem)
            case SkippedListed():
                from tui.screens.skipped import show_skipped

                show_skipped(self._screen, event)

    def update(self) -> None:
        """Look for changes in the folder now."""
        self._title_line.state = "looking for changes"
        self._service.update()

    def follow_change(self) -> None:
        """Update after a change of the folder: now, or after the running update, which may have missed it."""
        if self._scheduled is None:
            if self._service.updating:
                self._schedule(_UPDATE_INTERVAL)
            else:
                self._service.update()

    def count(self, documents: int) -> None:
        """Show the number of searchable documents."""
        self.documents = documents
        self._title_line.documents = documents

    def show_open_failed(self) -> None:
        """Show that there is no library."""
        self._title_line.state = "could not be opened"

    def _show_progress(self, progress: Progress) -> None:
        """Show how far an update is."""
        if self._service.updating:
            self._title_line.state = progress_words(progress)

    def _finish(self, report: Report) -> None:
        """Show the outcome of an update."""
        self._service.updater.is_updating = False
        withdraw(self._screen.app, _STOPPED)
        self.count(report.documents)
        self._title_line.state = _outcome(report)
        if self._ocr and any(entry.reason.needs_ocr for entry in report.skipped):
            self._service.recognize()
        self._show_warnings(report.warnings)
        if report.rebuilt:
            from tui.state.rebuild import why_rebuilt

            title = "The library was rebuilt from the documents"
            self._screen.notify(
                why_rebuilt(report.rebuilt), title=title, severity="warning", markup=False, timeout=_LONG
            )

    def _stop(self, sentence: str, *, locked: bool) -> None:
        """Show why an update did not finish; `locked` where another process is updating the library."""
        self._service.updater.is_updating = False
        if locked:
            self._title_line.state = "read only: another Pressroom is updating it"
            if self._follow_folder:  # the other process may not see changes since its update began
                self._schedule(_REFRESH_INTERVAL)
        else:
            self._title_line.state = "not up to date (Ctrl+R)"
            withdraw(self._screen.app, _STOPPED)
            self._screen.notify(sentence, title=_STOPPED, severity="error", markup=False, timeout=_LONG)

    def _end_ocr(self, report: Report | None, problem: str) -> None:
        """Show the outcome of OCR."""
        if report:
            self.count(report.documents)
            self._title_line.state = _outcome(report)
        elif problem:
            self._title_line.state = "OCR stopped"
            self._screen.notify(problem, title="OCR stopped", severity="warning", markup=False, timeout=_LONG)

    def _schedule(self, seconds: float) -> None:
        if self._scheduled is None:
            self._scheduled = self._screen.set_timer(seconds, self._update_now)

    def _update_now(self) -> None:
        self._scheduled = None
        self.follow_change()

    def _show_warnings(self, warnings: tuple[IgnoreWarning, ...]) -> None:
        """Say which patterns of the ignore files have no effect, once."""
        if warnings and warnings != self._warnings:
            from tui.text.reasons import reason_text

            first, more = warnings[0], len(warnings) - 1
            sentence = f"{first.path}: {reason_text(first)}."
            sentence += f" Press S to list {grouped(more)} more." if more else ""
            self._screen.notify(
                sentence, title="Not all patterns apply", severity="warning", markup=False, timeout=_LONG
            )
        self._warnings = warnings


def _outcome(report: Report) -> str:
    """How many files were skipped, and the key that lists them."""
    files = len(report.skipped) - len(report.warnings)
    parts = [f"{counted(files, 'file')} skipped"] if files else []
    parts += [counted(len(report.warnings), "warning")] if report.warnings else []
    return f"{', '.join(parts)} (S)" if parts else "up to date"
