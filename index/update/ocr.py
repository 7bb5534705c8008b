"""OCR of files, and of files in them, that show their text only as images: after an update, or as a job of its own."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.extraction.extractors import BUILT_IN, extractor
from corpus.formats.source import Source
from corpus.model.document import Document, FileStamp, Skipped
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.ocr.cache import FILE as CACHE_FILE
from corpus.ocr.cache import PageCache
from corpus.ocr.engine import Engine
from corpus.ocr.read import read_by_ocr
from corpus.reading.fingerprint import fingerprint
from index.model.errors import LibraryLocked
from index.model.progress import Phase, Progress, Report
from index.schema.mentions import indexed_entities
from index.storage import directory as storage
from index.storage.condition import State, inspect, reason_to_rebuild
from index.storage.folder_guard import FolderGuard
from index.storage.index_store import reported_damage
from index.storage.lock import locked
from index.storage.manifest import Manifest
from index.update.ingest import Ingester
from index.update.job import Job
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult, content_hash

_LOG = logging.getLogger(__name__)
_SECONDS_PER_FILE = 12 * 3600
"""Processor time of a file, after which its worker is ended. The engine limits that of a page, rendering has none."""
_COMMIT_INTERVAL = 10.0
"""Seconds between two commits of the job: each opens the library and checks all of it."""
_LOCK_PAUSE = 0.5
"""Seconds between two attempts to lock the library while another process writes to it."""
Results = Generator[tuple[FileStamp, ReadResult], None, None]


@dataclass(frozen=True, slots=True)
class _Recognition:
    """How OCR is done."""

    folder: Path
    engine: Engine
    limits: Limits
    options: ReadingOptions
    extractor: str
    """Finds people and countries in the recognized text."""
    cache: PageCache

    def read(self, stamp: FileStamp) -> ReadResult:
        """Return what OCR makes of one file and of the files in it. Runs in a worker process."""
        with storage.private():
            source = Source(self.folder, stamp.path, self.limits, self.options)
            items = list(read_by_ocr(source, self.engine, self.cache))
        documents = tuple(item for item in items if isinstance(item, Document))
        texts = [document.text for document in documents]
        return ReadResult(
            stamp,
            documents,
            tuple(map(indexed_entities, texts, extractor(self.extractor)(texts))),
            tuple(map(content_hash, documents)),
            tuple(item for item in items if isinstance(item, Skipped)),
            fingerprint(self.folder, stamp),
        )


def recognize_in_update(job: Job, manifest: Manifest, ingester: Ingester) -> Generator[Progress, None, None]:
    """Do OCR on the files that need it, those of earlier updates too, and commit each. Does nothing without an engine.

    An update that is stopped here continues with the next page.
    """
    waiting = _waiting(manifest) if job.ocr else []
    progress = _Counter(waiting)
    results = _recognized(job, waiting)
    try:
        for stamp, read in results:
            ingester.take_recognized([read])
            committed = ingester.save()
            progress.count(stamp)
            yield progress.step(stamp, ingester.added + ingester.updated, committed=committed)
    finally:
        results.close()


def recognize(job: Job) -> Generator[Progress, None, Report | None]:
    """Do OCR on the files that the last update left for it; yields progress, and returns the result.

    Locks the library only for each commit, so that updates are possible meanwhile. Closing the generator stops it; the
    next call continues with the next page.

    Returns:
        The result; None if no file needed OCR, or the library must be updated first.

    Raises:
        LibraryUnreadable: the system refuses to read the library now.
        StorageError: the disk is full or read-only, or no process can be started; the last commit stays.

    """
    with Manifest(job.directory) as manifest:
        is_current = (manifest.fact("extractor") or BUILT_IN) == job.extractor
        waiting = _waiting(manifest) if job.ocr and is_current else []
    if not waiting:
        return None
    progress = _Counter(waiting)
    results = _recognized(job, waiting)
    unsaved: list[ReadResult] = []
    last_commit, documents = time.monotonic(), 0
    yield progress.step(waiting[0], 0)
    try:
        for stamp, read in results:
            unsaved.append(read)
            progress.count(stamp)
            is_last = stamp == waiting[-1]
            committed = is_last or time.monotonic() - last_commit >= _COMMIT_INTERVAL
            if committed:
                report = yield from _locked(job, unsaved, progress.step(stamp, documents), tidy=is_last)
                if report is None or is_last:
                    return report
                documents += report.added + report.updated
                last_commit = time.monotonic()
                unsaved.clear()
            yield progress.step(stamp, documents, committed=committed)
    except OSError as error:  # there are no processes for it: OCR itself skips what it cannot read
        raise storage.storage_error(job.directory, error) from error
    finally:
        results.close()
    return None


def _locked(
    job: Job, reads: list[ReadResult], waiting: Progress, *, tidy: bool
) -> Generator[Progress, None, Report | None]:
    """Commit results as soon as no other process writes to the library; yields a step while one does."""
    while True:
        try:
            with reported_damage(job.directory), storage.private(), locked(job.directory):
                return _commit(job, reads, tidy=tidy)
        except LibraryLocked:
            yield waiting
            time.sleep(_LOCK_PAUSE)
        except OSError as error:
            raise storage.storage_error(job.directory, error) from error


def _commit(job: Job, reads: list[ReadResult], *, tidy: bool) -> Report | None:
    """Add the results for files that still wait for them; None if the library must be updated first."""
    started = time.monotonic()
    with inspect(job.directory) as inspection:
        session, condition = inspection.session, inspection.condition
        if session is None or condition.state is not State.GOOD or reason_to_rebuild(condition, job.extractor):
            return None
        if condition.owner != str(job.folder):
            return None
        session.begin_writing()
        before = session.store.documents()
        ingester = Ingester(session.store, session.manifest, FolderGuard(job.folder).check, watched=True)
        waiting = set(_waiting(session.manifest))
        ingester.take_recognized(read for read in reads if read.stamp in waiting)
        ingester.save()
        if tidy:
            ingester.tidy()
        _LOG.info("OCR: %d files recognized", ingester.added + ingester.updated)
        return Report(
            documents=session.store.documents(),
            added=ingester.added,
            updated=ingester.updated,
            removed=ingester.removed,
            unchanged=before - ingester.updated - ingester.removed,
            skipped=session.manifest.skipped(),
            seconds=time.monotonic() - started,
        )


def _waiting(manifest: Manifest) -> list[FileStamp]:
    """The files that need OCR, by path."""
    return manifest.files_skipped_for([reason for reason in Reason if reason.needs_ocr])


def _recognized(job: Job, waiting: list[FileStamp]) -> Results:
    """Yield each file with what OCR makes of it."""
    if job.ocr is None:
        return
    cache = PageCache(job.directory / CACHE_FILE)
    recognition = _Recognition(job.folder, job.ocr, job.limits, job.options, job.extractor, cache)
    processes = (os.cpu_count() or 1) if job.processes is None else job.processes
    pool: Pool[FileStamp, ReadResult] = Pool(
        partial(_Recognition.read, recognition),
        min(processes, len(waiting)),
        _SECONDS_PER_FILE,
        prepare=partial(extractor, job.extractor),
    )
    results = pool.run(waiting)
    try:
        for stamp, result in results:
            if isinstance(result, Failure):
                result = ReadResult(stamp, skipped=(result.skipped(stamp.path),))
            yield stamp, result
    finally:
        results.close()  # type: ignore[attr-defined]  # a generator, though Iterator is what it promises


class _Counter:
    """Counts the bytes of files for the progress."""

    def __init__(self, waiting: list[FileStamp]) -> None:
        self._total = sum(stamp.size for stamp in waiting)
        self._done = 0

    def count(self, stamp: FileStamp) -> None:
        """Count a file as done."""
        self._done += stamp.size

    def step(self, stamp: FileStamp, documents: int, *, committed: bool = False) -> Progress:
        """The progress now."""
        return Progress(Phase.RECOGNIZING, self._done, self._total, documents, stamp.path, committed=committed)
