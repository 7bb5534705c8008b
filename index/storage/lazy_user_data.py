"""The user data of an open library, made when it is first asked for: most searches as a command ask for none."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.model.correction_fault import FileProblems
    from index.model.library_identity import SampledFile
    from index.storage.marked_results import MarkedResults
    from index.storage.snapshot import Snapshot
    from index.userdata.user_data import UserData


class LazyUserData:
    """Stars, tags, notes, read marks and saved searches of one library.

    Args:
        folder: The folder of the user data; None for a library without.
        documents: The folder of the documents.
        directory: The directory of the library.
        lock: The lock of the library.
        sample: Returns a sample of the library's files.

    """

    def __init__(
        self,
        folder: Path | None,
        documents: Path,
        directory: Path,
        lock: threading.RLock,
        sample: Callable[[], tuple[SampledFile, ...]],
    ) -> None:
        self._folder = folder
        self._documents = documents
        self._directory = directory
        self._lock = lock
        self._sample = sample
        self._made: UserData | None = None
        self._snapshot: Snapshot | None = None

    def __call__(self) -> UserData | None:
        """The user data over the open commit; None for a library without."""
        if self._folder is None:
            return None
        with self._lock:
            if self._made is None:
                from index.userdata.user_data import UserData

                self._made = UserData(self._folder, self._documents, self._directory, self._lock, self._sample)
                self._attach()
            return self._made

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with the files, as far as they have been read."""
        return self._made.invalid_files if self._made else ()

    def attach(self, snapshot: Snapshot) -> None:
        """Use a commit from now on; the lock is held."""
        self._snapshot = snapshot
        self._attach()

    def release(self) -> None:
        """Let go of the commit: the library is closed, and the lock is held."""
        self._snapshot = None

    def marked_results(self, snapshot: Callable[[], Snapshot | None]) -> MarkedResults:
        """What the user has done with the results of queries over the commit that is open at the time."""
        from index.storage.marked_results import MarkedResults

        return MarkedResults(snapshot, self(), self._lock)

    def _attach(self) -> None:
        if self._made is not None and self._snapshot is not None:
            self._made.attach(self._snapshot.marked_documents, self._snapshot.commit[1])
