"""Runs updates of the library, OCR and the opening of other processes' commits in threads, and posts what they do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, get_current_worker

from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, LibraryLocked
from index.model.progress import Progress, Report
from tui.services.failures import sentence_of
from tui.services.recognizer import Recognizer

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

_PROGRESS_INTERVAL = 0.1
"""Seconds between two progress messages: painting them takes time from everything else."""


class LibraryUpdater:
    """Keeps an open library up to date. Every method returns immediately.

    Args:
        host: Runs the workers and receives the messages.

    """

    @dataclass
    class UpdateProgressed(Message):
        """An update has made progress."""

        progress: Progress

        def can_replace(self, message: Message) -> bool:
            """Let a later progress message replace an earlier one in the message queue."""
            return isinstance(message, LibraryUpdater.UpdateProgressed)

    @dataclass
    class UpdateFinished(Message):
        """An update has finished."""

        report: Report

    @dataclass
    class UpdateStopped(Message):
        """An update could not start, or stopped early."""

        sentence: str
        locked: bool
        """True if another process is updating the library."""

    @dataclass
    class DocumentsChanged(Message):
        """The searchable documents have changed."""

        documents: int
        """The number of documents now."""

    def __init__(self, host: DOMNode) -> None:
        self._host = host
        self.is_updating = False
        """Whether an update is running."""
        self._refresher: Worker[None] | None = None
        self.recognizer = Recognizer(host, self._show_documents)

    def _run(self, job: Callable[[], None], group: str) -> Worker[None]:
        return self._host.run_worker(job, group=group, thread=True, exclusive=False, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    def update(self, library: LibraryLike, *, rebuild: bool = False) -> None:
        """Update the library, unless an update is running; `UpdateFinished` or `UpdateStopped` follows."""
        if not self.is_updating:
            self.is_updating = True
            self.recognizer.stop()
            self._run(partial(self._update, library, rebuild), "update")

    def _update(self, library: LibraryLike, rebuild: bool) -> None:
        worker = get_current_worker()
        with self.recognizer.idle:  # it may be committing
            steps = library.update(rebuild=rebuild)
        reported = -_PROGRESS_INTERVAL
        try:
            while not worker.is_cancelled:
                progress = next(steps)
                if progress.committed:
                    library.refresh()
                    self._show_documents(library)
                if time.monotonic() - reported >= _PROGRESS_INTERVAL:
                    reported = time.monotonic()
                    self._post(self.UpdateProgressed(progress))
        except StopIteration as end:
            library.refresh()
            self._post(self.UpdateFinished(end.value))
        except (LibraryError, CorpusError) as error:
            self._post(self.UpdateStopped(sentence_of(error), isinstance(error, LibraryLocked)))
        finally:
            steps.close()

    def _show_documents(self, library: LibraryLike) -> None:
        self._post(self.DocumentsChanged(len(library)))

    def recognize(self, library: LibraryLike) -> None:
        """Start OCR of what needs it, unless an update is running; the messages of `Recognizer` follow."""
        if not self.is_updating:
            self.recognizer.start(library)

    def refresh(self, library: LibraryLike) -> None:
        """Open commits made by another process, unless an update or a refresh is running."""
        if self.is_updating or (self._refresher and not self._refresher.is_finished):
            return  # not an exclusive worker: cancelled after it opened a commit, it would not post DocumentsChanged
        self._refresher = self._run(partial(self._refresh, library), "refresh")

    def _refresh(self, library: LibraryLike) -> None:
        try:
            if library.refresh():
                self._post(self.DocumentsChanged(len(library)))
        except LibraryError as error:
            self._post(self.UpdateStopped(sentence_of(error), locked=False))
