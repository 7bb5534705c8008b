"""Watches the folder of a library for changes, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from corpus.model.errors import CorpusError
from tui.services.failures import sentence_of

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


class FolderWatcher:
    """Watches a folder until `stop`.

    Args:
        post: Posts a message to a screen; called in the thread.

    """

    class FolderChanged(Message):
        """Files in the folder have changed."""

    @dataclass
    class WatchFailed(Message):
        """The folder cannot be watched for changes."""

        sentence: str

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._stop = threading.Event()
        self.is_watching = False
        """Whether changes are being reported."""

    def start(self, library: LibraryLike) -> None:
        """Start to watch the folder of a library."""
        # Not a worker, because the application waits for its workers when it ends.
        threading.Thread(target=self._watch, args=(library,), name="watch", daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._stop.set()

    def _watch(self, library: LibraryLike) -> None:
        def on_ready() -> None:
            self.is_watching = True

        try:
            for _ in library.watch(self._stop, on_ready):
                self._post(self.FolderChanged())
        except CorpusError as error:
            self._post(self.WatchFailed(sentence_of(error)))
        finally:
            self.is_watching = False
