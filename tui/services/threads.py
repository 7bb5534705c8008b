"""Looks up the thread of a mail message."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from index.model.errors import LibraryError
from tui.services.library_service import LibraryService

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from index.model.thread import Thread


class Threads:
    """Looks up in a thread. `load` returns at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class ThreadLoaded(Message):
        """The thread of a document has been found."""

        doc_id: str
        step: int
        """Which of its messages the user wants: 1 for the next, -1 for the previous one."""
        thread: Thread

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, doc_id: str, step: int) -> None:
        """Find the thread of a document."""
        library = self._service.library
        if library is not None:
            job = partial(self._load, library, doc_id, step)
            self._service.host.run_worker(job, group="thread", thread=True, exclusive=True, exit_on_error=False)

    def _load(self, library: LibraryLike, doc_id: str, step: int) -> None:
        try:
            thread = library.analytics.thread(doc_id)
        except LibraryError:
            from index.model.thread import Thread

            thread = Thread((doc_id,), 0)  # removed meanwhile
        if not get_current_worker().is_cancelled:
            self._service.host.post_message(self.ThreadLoaded(doc_id, step, thread))
