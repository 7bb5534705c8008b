"""The session of a library: the navigation history in a file, so that the explorer opens as it was left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.files.regular_file import read_regular
from corpus.model.errors import NotRegularFile, TooLargeFile
from tui.state.navigation import MAX_VISITS, NavigationHistory, Visit

_MAX_BYTES = 4 << 20
"""A larger file is not read."""


@dataclass(frozen=True, slots=True)
class _Session:
    """The content of the file."""

    version: Literal[1]
    at: int
    """The number of the current visit."""
    visits: tuple[Visit, ...]


class SessionFile:
    """Loads and saves the navigation history. Errors in writing are ignored: a lost session is harmless.

    Args:
        path: The JSON file; None to keep no session.

    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.problem = ""
        """A sentence about a file that was ignored; empty if there was none."""

    def load(self) -> NavigationHistory:
        """Read the file; an empty history if there is none or it is invalid."""
        if self._path is None:
            return NavigationHistory()
        try:
            session = msgspec.json.decode(read_regular(self._path, _MAX_BYTES), type=_Session)
        except (FileNotFoundError, NotADirectoryError):
            return NavigationHistory()
        except (OSError, NotRegularFile, TooLargeFile, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self.problem = f"The last session cannot be read and is ignored: {self._path}"
            return NavigationHistory()
        return NavigationHistory(session.visits[-MAX_VISITS:], session.at)

    def save(self, history: NavigationHistory) -> None:
        """Write the file atomically; a new one is readable by its owner only."""
        self.write(self.encoded(history))

    def encoded(self, history: NavigationHistory) -> bytes:
        """Return the content of the file for a history; empty if it cannot be encoded."""
        try:
            return msgspec.json.encode(_Session(1, history.at, history.visits))
        except UnicodeEncodeError:  # a lone surrogate in a pasted query
            return b""

    def write(self, data: bytes) -> None:
        """Write the content of the file."""
        if self._path is None or not data:
            return
        try:
            make_folder(self._path.parent)
            atomic_write(self._path, data, sync=False)
        except OSError:
            return
