"""Bringing a library up to date with its folder: what changed is read, extracted, written and committed."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus import FileStamp, Limits, Skipped, walk
from index import storage
from index.errors import LibraryLocked
from index.manifest import Changes, Manifest, compare
from index.pace import Pace
from index.pool import Failure, Pool
from index.query import Progress, Report
from index.reading import Read, Task, tasks, work
from index.store import Store

_SMALL = 512 * 1024
"""Bytes to read below which worker processes cost more time than they save."""
_FIRST_COMMIT, _NEXT_COMMIT, _LAST_COMMIT = 1.0, 3.0, 60.0
"""Seconds between commits: soon at first, so that there is something to search, then ever less often."""
_WALK_STEP = 1000
"""Files found between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Job:
    """One update: everything it needs, so that it can be sent to another process."""

    folder: Path
    directory: Path
    """Of the library."""
    rebuild: bool = False
    """Read every file anew."""
    processes: int | None = None
    """Worker processes; None for as many as there are cores, 0 for none."""
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class _Tally:
    """What an update has done so far."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    read_bytes: int = 0
    uncommitted: list[tuple[FileStamp, list[Skipped]]] = field(default_factory=list)


def update(job: Job) -> Generator[Progress, None, Report]:
    """Bring the library up to date; yields progress and returns what was done.

    Closing the generator stops the update: what was committed stays, and the next update goes on from there.

    Raises:
        LibraryLocked: another process is writing to the library.
        FolderError: the documents' folder cannot be read.
        LibraryError: the library's folder may not or cannot be used.

    """
    started = time.monotonic()
    storage.prepare(job.directory)
    with _locked(job.directory):
        manifest = Manifest(job.directory)
        try:
            store = Store.open_for_writing(job.directory, job.folder, manifest, rebuild=job.rebuild)
            with store:
                before = store.documents()
                tally = _Tally()
                yield from _bring_up_to_date(job, store, manifest, tally)
                return Report(
                    documents=store.documents(),
                    added=tally.added,
                    updated=tally.updated,
                    removed=tally.removed,
                    unchanged=before - tally.updated - tally.removed,
                    skipped=manifest.skipped(),
                    seconds=time.monotonic() - started,
                )
        finally:
            manifest.close()


def _bring_up_to_date(job: Job, store: Store, manifest: Manifest, tally: _Tally) -> Iterator[Progress]:
    """Find what changed, take out what is gone, read what is new."""
    stamps: list[FileStamp] = []
    passed_over: list[Skipped] = []
    for found in walk(job.folder, exclude=job.directory):
        if isinstance(found, Skipped):
            passed_over.append(found)
            continue
        stamps.append(found)
        if len(stamps) % _WALK_STEP == 0:
            yield Progress("looking", documents=len(stamps), path=found.path)
    changes = compare(manifest.stamps(), stamps)
    # A file that was to be tried again and is gone is known by its path alone.
    gone = manifest.paths() - {stamp.path for stamp in stamps}
    for path in sorted(gone):
        tally.removed += store.remove_path(path)
    yield from _read(job, store, manifest, changes, tally, gone)
    yield Progress("saving", documents=tally.added + tally.updated)
    committed = store.commit()
    manifest.record(tally.uncommitted, gone)
    manifest.record_walk(passed_over)
    store.tidy()
    yield Progress("saving", documents=tally.added + tally.updated, committed=committed)


def _read(
    job: Job, store: Store, manifest: Manifest, changes: Changes, tally: _Tally, gone: set[str]
) -> Iterator[Progress]:
    """Read the files that are new or changed, committing now and then."""
    total = sum(stamp.size for stamp in changes.read)
    processes = (os.cpu_count() or 1) if job.processes is None else job.processes
    pool: Pool[Task, list[Read]] = Pool(work, processes if total > _SMALL else 0)
    pace = Pace(total)
    interval, last_commit = _FIRST_COMMIT, time.monotonic()
    partly = _Partly()
    yield Progress("reading", total=total)
    results = pool.run(tasks(job.folder, changes.read, job.limits))
    try:
        for task, result in results:
            tally.read_bytes += task.read_bytes
            for read in _outcome(task, result):
                _take(read, task.last, store, tally, partly)
            due = time.monotonic() - last_commit > interval and store.changed
            if due and store.commit():
                # Files whose documents are in by half are not noted yet: a kill now has them read again.
                manifest.record(tally.uncommitted)
                tally.uncommitted.clear()
                interval, last_commit = min(_LAST_COMMIT, interval + _NEXT_COMMIT), time.monotonic()
            yield Progress(
                "reading", tally.read_bytes, total, tally.added + tally.updated, task.files[-1].path,
                pace.seconds_left(tally.read_bytes), committed=due,
            )  # fmt: skip
    finally:
        results.close()  # type: ignore[attr-defined]  # a generator, though Iterator is what it promises


@dataclass(slots=True)
class _Partly:
    """A file that comes in several pieces: what its documents were before, and what was skipped of it."""

    path: str = ""
    old: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


def _take(read: Read, last: bool, store: Store, tally: _Tally, partly: _Partly) -> None:
    """Put what was read into the library: new documents, changed ones, and out with those that are no longer there."""
    if partly.path != read.stamp.path:
        partly.path, partly.old, partly.skipped = read.stamp.path, store.hashes(read.stamp.path), []
    for document, content in zip(read.documents, read.hashes, strict=True):
        before = partly.old.pop(document.id, None)
        if before == content:
            continue
        if before is None:
            tally.added += 1
        else:
            tally.updated += 1
        store.put(document, content, replacing=before is not None)
    partly.skipped += read.skipped
    if last:
        for doc_id in partly.old:
            store.remove(doc_id)
        tally.removed += len(partly.old)
        tally.uncommitted.append((read.stamp, partly.skipped))
        partly.path = ""


def _outcome(task: Task, result: list[Read] | Failure) -> Iterable[Read]:
    """What was read, or the files of a task that cost a worker its life, each skipped with that reason."""
    if not isinstance(result, Failure):
        return result
    return [Read(stamp, (), (), (Skipped(stamp.path, result.reason),)) for stamp in task.files]


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Hold the library's lock; the system lets go of it when the process ends, however it ends."""
    descriptor = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LibraryLocked(
                "Another Pressroom is writing to this library; try again when it has finished."
            ) from error
        yield
    finally:
        os.close(descriptor)
