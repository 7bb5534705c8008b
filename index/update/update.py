"""Bringing a library up to date with its folder: what changed is read, extracted, written and committed."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from corpus.extraction.extractors import BUILT_IN, check_extractor
from corpus.files.ignore import IgnoreWarning
from corpus.files.walk import check_folder, walk
from corpus.model.document import FileStamp, Skipped
from corpus.model.limits import Limits
from corpus.model.remedy import Remedy
from index.model.errors import LibraryError, LibraryUnreadable
from index.model.progress import Phase, Progress, Report
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.condition import Condition, Inspection, State, inspect, reason_to_rebuild
from index.storage.folder_guard import Guard, check_before_rebuilding, check_not_emptied
from index.storage.index_store import reported_damage
from index.storage.lock import locked
from index.storage.manifest import Manifest, compare
from index.storage.write_session import WriteSession
from index.update.eta import Pace
from index.update.gc_tuning import rarely_collected
from index.update.ingest import Intake
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import Read, Task, fingerprint, tasks, work, workers

_LOG = logging.getLogger(__name__)
_FIRST_COMMIT, _NEXT_COMMIT, _LAST_COMMIT = 1.0, 4.0, 60.0
"""Seconds between commits: soon at first where somebody waits for something to search, then ever less often."""
_SOON = 2.0
"""Seconds before the end from which there is no commit but the last."""
_STEP = 1000
"""Files found between two reports of progress."""
_SEARCHABLE_MEANWHILE = (State.GOOD, State.UNREADABLE)
"""A library that is, or may be, good stays in use until the new one is complete."""


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
    extractor: str = BUILT_IN
    """What finds people and countries: ours, or "spacy:" and the name of a pipeline. Another one
    than before has all read anew."""
    watched: bool = False
    """Whether somebody is waiting to search what has been read: then there is a first commit after a second."""


def update(job: Job) -> Generator[Progress, None, Report]:
    """Bring the library up to date; yields progress and returns what was done.

    Closing the generator stops the update: what was committed stays, and the next update goes on from there.
    So it does when the process is killed.

    Raises:
        LibraryLocked: another process is writing to the library.
        FolderError: the documents' folder cannot be read, or seems not to be mounted.
        LibraryUnreadable: the system does not let us read the library now; it stays as it is.
        LibraryError: the library's folder may not or cannot be used.

    """
    check_folder(job.folder)
    check_extractor(job.extractor)
    storage.prepare(job.directory, job.folder)
    try:
        with reported_damage(job.directory), storage.private(), locked(job.directory), rarely_collected():
            _LOG.info("update started")
            _LOG.debug("folder %s, library %s, %s", job.folder, job.directory, job.limits)
            report = yield from _update(job)
            _LOG.info("update finished: %s", report.summary())
            return report
    except OSError as error:  # of the documents, none gets here: what cannot be read is skipped
        raise storage.storage_error(job.directory, error) from error


def _update(job: Job) -> Generator[Progress, None, Report]:
    """Inspect the library, then update or rebuild it. Call under the library's lock."""
    started = time.monotonic()
    shadow_rebuild.settle(job.directory)
    with _inspect(job) as inspection:
        condition = inspection.condition
        rebuild = None if job.rebuild else reason_to_rebuild(condition, job.extractor)
        if rebuild:
            check_before_rebuilding(job.folder, job.directory, condition.files)
            _LOG.warning("rebuilding the library: %s", rebuild.reason)
            yield Progress(Phase.LOOKING, rebuild=rebuild)
        if job.rebuild:
            _LOG.info("rebuilding the library: requested")
        guard = Guard(job.folder)  # before anything is removed
        if inspection.session is None or job.rebuild or rebuild:
            inspection.close()
            report = yield from _create(job, guard, condition.state)
        else:
            inspection.session.begin_writing()
            report = yield from _write(job, guard, inspection.session)
    return replace(report, seconds=time.monotonic() - started, rebuilt=rebuild)


def _inspect(job: Job) -> Inspection:
    """Inspect the library. One that cannot be read now stops an update, but not a rebuild that was asked for.

    Raises:
        LibraryUnreadable: the system does not let us read it now.
        LibraryError: it is that of another folder.

    """
    try:
        inspection = inspect(job.directory)
    except LibraryUnreadable:
        if not job.rebuild:
            raise
        return Inspection(Condition(State.UNREADABLE))
    owner = inspection.condition.owner
    if owner and owner != str(job.folder) and not job.rebuild:
        inspection.close()
        raise LibraryError(
            f"{job.directory} is the library of {owner}, not of {job.folder}.",
            Remedy.OTHER_DIRECTORY_OR_REBUILD,
            folder=job.folder,
            directory=job.directory,
        )
    return inspection


def _create(job: Job, guard: Guard, state: State) -> Generator[Progress, None, Report]:
    """Create the library from the documents, beside the present one where that can be searched meanwhile."""
    shadowed = state in _SEARCHABLE_MEANWHILE
    directory = job.directory / shadow_rebuild.FOLDER if shadowed else job.directory
    if shadowed:
        storage.prepare(directory)
    with WriteSession.create(directory, job.folder, job.extractor) as session:
        report = yield from _write(job, guard, session)
    if shadowed:
        shadow_rebuild.put_in_place(job.directory)
    return report


def _write(job: Job, guard: Guard, session: WriteSession) -> Generator[Progress, None, Report]:
    """Bring an open library up to date; the time taken is not known here."""
    manifest, store = session.manifest, session.store
    before = store.documents()
    intake = Intake(store, manifest, guard.check)
    warnings = yield from _bring_up_to_date(job, manifest, intake)
    return Report(
        documents=store.documents(),
        added=intake.added,
        updated=intake.updated,
        removed=intake.removed,
        unchanged=before - intake.updated - intake.removed,
        skipped=manifest.skipped(),
        seconds=0.0,
        renamed=intake.renamed,
        warnings=warnings,
    )


def _bring_up_to_date(
    job: Job, manifest: Manifest, intake: Intake
) -> Generator[Progress, None, tuple[IgnoreWarning, ...]]:
    """Find what changed, take out what is gone, read what is new; returns what of ignore files has no effect."""
    if manifest.fact("limits") != repr(job.limits):
        manifest.retry_skipped()
        manifest.state(limits=repr(job.limits))
    stamps: list[FileStamp] = []
    passed_over: list[Skipped] = []
    for found in walk(job.folder, exclude=job.directory):
        if isinstance(found, Skipped):
            passed_over.append(found)
            continue
        stamps.append(found)
        if len(stamps) % _STEP == 0:
            yield Progress(Phase.LOOKING, documents=len(stamps), path=found.path)
    changed = compare(manifest.stamps(), stamps).read
    # Not from the stamps: a file that was to be tried again and is gone is known by its path alone.
    gone = _without_unseen(manifest.paths() - {stamp.path for stamp in stamps}, passed_over)
    if not stamps:
        check_not_emptied(job.folder, job.directory, len(gone))
    changed = yield from _rename(job, manifest, intake, changed, gone)
    for path in sorted(gone):
        intake.drop(path)
    yield from _read(job, intake, changed)
    yield Progress(Phase.SAVING, documents=intake.added + intake.updated)
    committed = intake.save()
    manifest.record_walk(passed_over)
    yield Progress(Phase.SAVING, documents=intake.added + intake.updated, committed=committed)
    intake.tidy()
    yield Progress(Phase.SAVING, documents=intake.added + intake.updated, committed=committed)
    return tuple(entry for entry in passed_over if isinstance(entry, IgnoreWarning))


def _without_unseen(gone: set[str], passed_over: Iterable[Skipped]) -> set[str]:
    """The files that are gone, without those that are only out of sight because the system would not let us look."""
    hidden = [entry.path for entry in passed_over if entry.reason.is_temporary]
    folders = tuple(path for path in hidden if path.endswith("/"))
    return {path for path in gone if path not in hidden and not path.startswith(folders)} if hidden else gone


def _rename(
    job: Job, manifest: Manifest, intake: Intake, changed: tuple[FileStamp, ...], gone: set[str]
) -> Generator[Progress, None, tuple[FileStamp, ...]]:
    """Recognise by their bytes the files that only got another name; returns those that are still to be read."""
    known: dict[tuple[int, str], list[str]] = {}
    for path, size_and_mark in sorted(manifest.fingerprints(gone).items()):
        known.setdefault(size_and_mark, []).append(path)
    sizes = {size for size, _ in known}
    left = []
    for number, stamp in enumerate(changed):
        mark = fingerprint(job.folder, stamp) if stamp.size in sizes else ""
        old = known.get((stamp.size, mark), [])
        if old and intake.rename(old[-1], stamp, mark):
            gone.discard(old.pop())
        else:
            left.append(stamp)
        if number % _STEP == 0 and sizes:
            yield Progress(Phase.LOOKING, documents=number, path=stamp.path)
    return tuple(left)


def _read(job: Job, intake: Intake, changed: tuple[FileStamp, ...]) -> Iterator[Progress]:
    """Read the files that are new or changed, committing now and then."""
    total = sum(stamp.size for stamp in changed)
    pool: Pool[Task, list[Read]] = Pool(
        partial(work, extractor_name=job.extractor), workers(job.folder, changed, job.processes), job.limits.seconds
    )
    pace = Pace(total)
    interval = _FIRST_COMMIT if job.watched else _FIRST_COMMIT + _NEXT_COMMIT
    last_commit, done = time.monotonic(), 0
    yield Progress(Phase.READING, total=total)
    results = _results(pool, job, changed)
    try:
        for task, reads in results:
            done += task.read_bytes
            intake.take(reads, last=task.last)
            left = pace.seconds_left(done)
            waits = time.monotonic() - last_commit > interval and (left is None or left > _SOON)
            due = waits and intake.changed and intake.save()
            if due:
                _LOG.debug("committed %d documents", intake.added + intake.updated)
                interval, last_commit = min(_LAST_COMMIT, interval + _NEXT_COMMIT), time.monotonic()
            yield Progress(
                Phase.READING, done, total, intake.added + intake.updated, task.files[-1].path,
                left, committed=due,
            )  # fmt: skip
    finally:
        results.close()


def _results(
    pool: Pool[Task, list[Read]], job: Job, changed: tuple[FileStamp, ...]
) -> Generator[tuple[Task, Iterable[Read]], None, None]:
    """What was read; the files of a task that cost a worker its life are read again one by one."""
    suspects: list[FileStamp] = []
    for again in (False, True):
        work_left = (Task(job.folder, (one,), read_bytes=one.size, limits=job.limits) for one in suspects)
        results = pool.run(work_left if again else tasks(job.folder, changed, job.limits))
        try:
            for task, result in results:
                if isinstance(result, Failure) and len(task.files) > 1:
                    suspects.extend(task.files)
                else:
                    yield task, _outcome(task, result)
        finally:
            results.close()  # type: ignore[attr-defined]  # a generator, though Iterator is what it promises
        if not suspects:
            return


def _outcome(task: Task, result: list[Read] | Failure) -> Iterable[Read]:
    """What was read, or the files of a task that cost a worker its life, each skipped with that reason."""
    if not isinstance(result, Failure):
        return [each.whole(task) for each in result]
    return [Read(stamp, (), (), (), (result.skipped(stamp.path),)) for stamp in task.files]
