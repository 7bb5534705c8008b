"""OCR in the background: starts after an update, stops for the next one, and continues where it was stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, get_current_worker

from corpus.model.errors import CorpusError
from index.model.errors import LibraryError
from index.model.progress import Progress, Report
from tui.services.failures import sentence_of

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

_PROGRESS_INTERVAL = 0.5
"""Seconds between two progress messages."""


class Recognizer:
    """Runs OCR in a thread and posts its progress to a screen.

    Args:
        host: Runs the worker and receives the messages.
        show_documents: Called in the thread after documents were committed.

    """

    @dataclass
    class Progressed(Message):
        """OCR has made progress."""

        progress: Progress

    @dataclass
    class Ended(Message):
        """OCR is done, had nothing to do, or failed."""

        report: Report | None = None
        problem: str = ""
        """Why it failed, in one sentence."""

    def __init__(self, host: DOMNode, show_documents: Callable[[LibraryLike], None]) -> None:
        self._host = host
        self._show_documents = show_documents
        self._worker: Worker[None] | None = None
        self.idle = threading.Lock()
        """Held while OCR runs. A worker counts as finished as soon as it is cancelled, its thread may still run."""

    @property
    def is_running(self) -> bool:
        """Whether OCR has been started, and is neither finished nor stopped."""
        return self._worker is not None and not self._worker.is_finished

    def start(self, library: LibraryLike) -> None:
        """Start OCR, unless it is running; `Ended` follows, unless it is stopped."""
        if not self.is_running:
            job = partial(self._run, library)
            self._worker = self._host.run_worker(job, group="ocr", thread=True, exclusive=False, exit_on_error=False)

    def stop(self) -> None:
        """Stop OCR; what is recognized stays."""
        if self._worker is not None:
            self._worker.cancel()

    def _run(self, library: LibraryLike) -> None:
        worker = get_current_worker()
        reported = -_PROGRESS_INTERVAL
        with self.idle:
            steps = library.recognize()
            try:
                while not worker.is_cancelled:
                    progress = next(steps)
                    if progress.committed:
                        library.refresh()
                        self._show_documents(library)
                    if time.monotonic() - reported >= _PROGRESS_INTERVAL:
                        reported = time.monotonic()
                        self._post(worker, self.Progressed(progress))
            except StopIteration as end:
                library.refresh()
                self._post(worker, self.Ended(end.value))
            except (LibraryError, CorpusError) as error:
                self._post(worker, self.Ended(problem=sentence_of(error)))
            finally:
                steps.close()

    def _post(self, worker: Worker[None], message: Message) -> None:
        if not worker.is_cancelled:
            self._host.post_message(message)
