"""Finds the messages before and after a mail message, in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from index.model.errors import LibraryError
from tui.services.library_service import LibraryService
from tui.text.numbers import grouped

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from index.model.thread import Thread

_NO_THREAD = "This document has no thread of messages."


class Threads:
    """Looks up in a thread. `load` returns at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class ThreadLoaded(Message):
        """The thread of a document has been found."""

        doc_id: str
        wanted: str
        """The id of the message before or after it; "" for none."""
        sentence: str
        """Which one it is, or why there is none."""

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, doc_id: str, step: int) -> None:
        """Find the next (1) or previous (-1) message in the thread of a document; `ThreadLoaded` follows."""
        library = self._service.library
        if library is not None:
            job = partial(self._load, library, doc_id, step)
            self._service.host.run_worker(job, group="thread", thread=True, exclusive=True, exit_on_error=False)

    def _load(self, library: LibraryLike, doc_id: str, step: int) -> None:
        try:
            wanted, sentence = _in_thread(library.analytics.thread(doc_id), step)
        except LibraryError:  # removed meanwhile
            wanted, sentence = "", _NO_THREAD
        if not get_current_worker().is_cancelled:
            self._service.host.post_message(self.ThreadLoaded(doc_id, wanted, sentence))


def _in_thread(thread: Thread, step: int) -> tuple[str, str]:
    """Return the id of another message of a thread, "" for none, and a sentence about it."""
    wanted = thread.at + step
    if len(thread.ids) == 1:
        return "", _NO_THREAD
    if not 0 <= wanted < len(thread.ids):
        return "", f"This is the {'last' if step > 0 else 'first'} message of the thread."
    return thread.ids[wanted], f"Message {grouped(wanted + 1)} of {grouped(len(thread.ids))} in this thread."
