"""The updates of one library: a child process per update, the watched folder, the list of skipped files.

What starts processes and watches is imported when it is asked for: a command that only searches does without it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.model.document import Skipped
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from index.model.errors import LibraryLocked
from index.model.library_identity import SampledFile
from index.model.partly_read import PartlyRead
from index.model.progress import Progress, Report
from index.storage.lock import is_locked
from index.storage.manifest import Manifest
from index.userdata.library_identity import SAMPLE_SIZE


@dataclass(frozen=True, slots=True)
class Updater:
    """Updates one library, watches its folder, and lists what was skipped."""

    folder: Path
    """The folder of the documents."""
    directory: Path
    """The directory of the library."""
    limits: Limits
    """How much reading a file may cost."""
    extractor: str
    """What finds people and countries."""
    options: ReadingOptions
    """Options of reading, apart from the limits."""
    _watched: threading.Event = field(default_factory=threading.Event)
    """Set once changes of the folder are reported: the next update is then a matter of time."""
    _served: threading.Event = field(default_factory=threading.Event)
    """Set once a server process forks the update processes."""

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Update the library in a process of its own; see `index.update.update`."""
        from index.update.job import Job
        from index.update.spawn import keep_update_server
        from index.update.subprocess import update_in_background

        if is_locked(self.directory):
            raise LibraryLocked
        job = Job(
            self.folder,
            self.directory,
            rebuild,
            limits=self.limits,
            extractor=self.extractor,
            watched=True,
            options=self.options,
        )
        report = yield from update_in_background(job, served=self._served.is_set())
        if self._watched.is_set() and keep_update_server():  # not at the start, when the processors are busy
            self._served.set()
        return report

    def recognize(self) -> Generator[Progress, None, Report | None]:
        """Do OCR in a process of its own; see `index.update.ocr.recognize`. Returns None without Tesseract."""
        from corpus.ocr.engine import installed_engine
        from index.update.job import Job
        from index.update.subprocess import recognize_in_background

        engine = installed_engine()
        if engine is None:
            return None
        job = Job(self.folder, self.directory, limits=self.limits, extractor=self.extractor, ocr=engine)
        return (yield from recognize_in_background(job))

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find a change in the folder; see `corpus.files.watch`.

        Args:
            stop: Ends the iterator when it is set.
            ready: Called once changes are watched.

        Raises:
            Unwatchable: the system cannot report changes.

        """
        from corpus.files.watch import watch

        def is_ready() -> None:
            self._watched.set()
            ready()

        return watch(self.folder, stop, exclude=self.directory, ready=is_ready)

    def skipped(self) -> tuple[Skipped, ...]:
        """The files and records that could not be read, and why, by path."""
        with Manifest(self.directory) as manifest:
            return manifest.skipped()

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """The files of which some content is in no document, by path."""
        with Manifest(self.directory) as manifest:
            return manifest.partly_read()

    def sample(self) -> tuple[SampledFile, ...]:
        """Some of the indexed files, by which the folder is recognized when it has moved."""
        with Manifest(self.directory) as manifest:
            return manifest.sample(SAMPLE_SIZE)
