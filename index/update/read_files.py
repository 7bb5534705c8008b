"""The reading of new and changed files in worker processes, with commits in between."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from operator import attrgetter

from corpus.extraction.extractors import extractor
from corpus.model.document import FileStamp
from corpus.tokens.name_lists import name_particles
from index.model.progress import Phase, Progress
from index.storage.manifest import Manifest
from index.update.eta import EtaEstimator
from index.update.ingest import Ingester
from index.update.job import Job
from index.update.release_memory import MemoryReleaser
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult, Task, tasks, work, workers

_LOG = logging.getLogger(__name__)
_FIRST_COMMIT, _NEXT_COMMIT, _LAST_COMMIT = 1.0, 4.0, 60.0
"""Seconds between commits: short at first, while the user waits for something to search, then longer."""
_SOON = 2.0
"""Seconds before the end in which only the last commit is made."""
Results = Generator[tuple[Task, list[ReadResult]], None, None]


def read_files(job: Job, manifest: Manifest, ingester: Ingester, changed: tuple[FileStamp, ...]) -> Iterator[Progress]:
    """Read files and add their documents; commit in between."""
    total = sum(stamp.size for stamp in changed)
    eta = EtaEstimator(total)
    interval = _FIRST_COMMIT if job.watched else _FIRST_COMMIT + _NEXT_COMMIT
    last_commit, done = time.monotonic(), 0
    yield Progress(Phase.READING, total=total)
    results, memory = _results(job, manifest, changed), MemoryReleaser()
    try:
        for task, reads in results:
            done += task.read_bytes
            _take(job, ingester, task, reads)
            reads.clear()  # large texts do not stay in memory until the next ones come
            memory.release()
            left = eta.seconds_left(done)
            waits = time.monotonic() - last_commit > interval and (left is None or left > _SOON)
            due = waits and ingester.changed and ingester.save()
            if due:
                _LOG.debug("committed %d documents", ingester.added + ingester.updated)
                interval, last_commit = min(_LAST_COMMIT, interval + _NEXT_COMMIT), time.monotonic()
            yield Progress(
                Phase.READING, done, total, ingester.added + ingester.updated, task.files[-1].path,
                left, committed=due,
            )  # fmt: skip
    finally:
        results.close()


def _take(job: Job, ingester: Ingester, task: Task, reads: Iterable[ReadResult]) -> None:
    """Add the results of a task."""
    part = task.part
    if part is None:
        ingester.take(reads)
        return
    (read,) = reads
    if part.piece is None:
        ingester.finish_large(read, part.skipped)
    elif not part.is_known:
        ingester.take_piece(part.piece.fingerprint, read)
    elif not ingester.take_known_piece(read.stamp.path, part.piece.fingerprint):
        pool = _pool(job, min(1, workers(job.folder, task.files, job.processes)))
        for again, result in pool.run([task.read_anyway()]):
            ingester.take_piece(part.piece.fingerprint, _piece_result(job, again, result))


def _pool(job: Job, processes: int) -> Pool[Task, list[ReadResult]]:
    return Pool(
        partial(work, extractor_name=job.extractor),
        processes,
        job.limits.seconds,
        held=attrgetter("held_bytes"),
        read=attrgetter("bytes_to_read"),
        prepare=partial(extractor, job.extractor),
    )


def _results(job: Job, manifest: Manifest, changed: tuple[FileStamp, ...]) -> Results:
    """Yield each task with its results. The files of a task whose worker crashed are read again one by one."""
    suspects: list[FileStamp] = []
    processes = workers(job.folder, changed, job.processes)
    pool = _pool(job, processes)
    if processes > 1:
        name_particles()  # loads word lists for entity resolution, while the server of the workers loads its modules
    for again in (False, True):
        work_left = (Task(job.folder, (one,), None, one.size, job.limits, job.options) for one in suspects)
        results = pool.run(
            work_left if again else tasks(job.folder, changed, job.limits, job.options, manifest.piece_fingerprints)
        )
        try:
            for task, result in results:
                if not isinstance(result, Failure):
                    yield task, result
                elif task.part is not None:
                    yield task, [_piece_result(job, task, result)]
                elif len(task.files) > 1:
                    suspects.extend(task.files)
                else:
                    yield task, [_failed(task, result)]
        finally:
            results.close()  # type: ignore[attr-defined]  # a generator, though Iterator is what it promises
        if not suspects:
            return


def _failed(task: Task, failure: Failure) -> ReadResult:
    """The result of a file, or of one record of a large one, that crashed its worker."""
    stamp = task.files[0]
    piece = task.part.piece if task.part else None
    return ReadResult(stamp, skipped=(failure.skipped(piece.place(stamp.path) if piece else stamp.path),))


def _piece_result(job: Job, task: Task, result: list[ReadResult] | Failure) -> ReadResult:
    """The result of a piece; if its worker crashed, its records are read again one by one."""
    if not isinstance(result, Failure):
        return result[0]
    piece = task.part.piece if task.part else None
    if piece is None:  # the end of a file that can no longer be read
        return ReadResult(task.files[0])
    if len(piece.records) == 1:
        return _failed(task, result)
    each = [
        _failed(single, outcome) if isinstance(outcome, Failure) else outcome[0]
        for single, outcome in _pool(job, 1).run(task.single_records())
    ]
    return ReadResult(
        task.files[0],
        tuple(document for one in each for document in one.documents),
        tuple(found for one in each for found in one.found),
        tuple(content for one in each for content in one.hashes),
        tuple(entry for one in each for entry in one.skipped),
    )
