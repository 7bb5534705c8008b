"""The side of a library that keeps up with its folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from corpus.files.watch import watch
from corpus.model.document import Skipped
from corpus.model.limits import Limits
from index.model.errors import LibraryLocked
from index.model.progress import Progress, Report
from index.storage.lock import is_locked
from index.storage.manifest import Manifest
from index.update.subprocess import update_in_background
from index.update.update import Job, update


class Upkeep:
    """Brings a library up to date, watches its folder, and knows what could not be read.

    Args:
        folder: Of the documents.
        directory: Of the library.
        limits: How much a file may cost to read.
        extractor: What finds people and countries.

    """

    def __init__(self, folder: Path, directory: Path, limits: Limits, extractor: str) -> None:
        self.folder = folder
        self.directory = directory
        self._limits = limits
        self._extractor = extractor

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Bring the library up to date in a process of its own; see `index.update.update`."""
        if is_locked(self.directory):
            raise LibraryLocked
        return (
            yield from update_in_background(
                Job(
                    self.folder,
                    self.directory,
                    rebuild,
                    limits=self._limits,
                    extractor=self._extractor,
                    watched=True,
                )
            )
        )

    def update_here(self, *, rebuild: bool = False, processes: int | None = None) -> Generator[Progress, None, Report]:
        """The same in this process, for those who have nothing else to do."""
        return update(Job(self.folder, self.directory, rebuild, processes, self._limits, self._extractor))

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find something new in the folder; see `corpus.watch`.

        Raises:
            Unwatchable: the system cannot tell.

        """
        return watch(self.folder, stop, exclude=self.directory, ready=ready)

    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, and why, by path."""
        with Manifest(self.directory) as manifest:
            return manifest.skipped()
