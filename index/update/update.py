"""The update of a library: find what changed in the folder, read it, extract people and countries, commit."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import index.segments.whoosh.imports  # noqa: F401 -- the first import of Whoosh
from corpus.extraction.extractors import check_extractor
from corpus.files.ignore import IgnoreWarning
from corpus.files.walk import check_folder
from corpus.formats.registry import depends_on_options
from corpus.model.document import FileStamp
from corpus.model.reason import Reason
from corpus.model.remedy import Remedy
from corpus.reading.fingerprint import fingerprint
from index.model.errors import DirectoryError, LibraryUnreadable
from index.model.library_fault import DirectoryFault
from index.model.progress import Phase, Progress, Report
from index.segments.format.toc import toc_drafts
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.changes import compare
from index.storage.condition import Condition, Inspection, State, inspect, reason_to_rebuild
from index.storage.document_store import DocumentStore
from index.storage.folder_guard import FolderGuard, check_before_rebuilding, check_not_emptied
from index.storage.index_store import reported_damage
from index.storage.lock import locked
from index.storage.manifest import Manifest
from index.storage.reconcile import reconcile
from index.storage.versions import COMPLETE
from index.storage.write_session import WriteSession
from index.update.find_files import STEP, find_files
from index.update.gc_tuning import fewer_gc_passes
from index.update.ingest import Ingester
from index.update.job import Job as Job
from index.update.ocr import recognize_in_update
from index.update.read_files import read_files
from index.update.verify import with_other_content

_LOG = logging.getLogger(__name__)
_SEARCHABLE_MEANWHILE = (State.GOOD, State.UNREADABLE)
"""A library that is, or may be, good stays in use until the new one is complete."""


def update(job: Job) -> Generator[Progress, None, Report]:
    """Update a library; yields progress and returns what was done.

    Closing the generator stops the update: what was committed stays, and the next update continues from there. The same
    holds if the process is killed.

    Raises:
        LibraryLocked: another process is writing to the library.
        FolderError: the documents' folder cannot be read, or seems to be unmounted.
        LibraryUnreadable: the system refuses to read the library now; it stays as it is.
        LibraryError: the library's folder may not or cannot be used.

    """
    check_folder(job.folder)
    check_extractor(job.extractor)
    storage.prepare(job.directory, job.folder)
    try:
        with reported_damage(job.directory), storage.private(), locked(job.directory), fewer_gc_passes():
            _LOG.info("update started")
            _LOG.debug("folder %s, library %s, %s", job.folder, job.directory, job.limits)
            report = yield from _update(job)
            _LOG.info("update finished: %s", report.summary())
            return report
    except OSError as error:  # not from a document: an unreadable document is skipped
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
        guard = FolderGuard(job.folder)  # before anything is removed
        if inspection.session is None or job.rebuild or rebuild:
            inspection.close()
            report = yield from _create(job, guard, condition.state)
        else:
            inspection.session.begin_writing()
            _remove_drafts(job.directory)
            reconcile(inspection.session)
            report = yield from write_changes(job, guard, inspection.session.manifest, inspection.session.store)
    return replace(report, seconds=time.monotonic() - started, rebuilt=rebuild)


def _remove_drafts(directory: Path) -> None:
    """Remove tables of contents that a commit wrote before it failed; nothing reads them."""
    for path in toc_drafts(directory / storage.SEGMENTS):
        with suppress(OSError):
            path.unlink()


def _inspect(job: Job) -> Inspection:
    """Inspect the library. An unreadable one stops an update, but not a requested rebuild.

    Raises:
        LibraryUnreadable: the system refuses to read it now.
        DirectoryError: it is the library of another folder.

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
        remedy = Remedy.OTHER_DIRECTORY_OR_REBUILD
        raise DirectoryError(DirectoryFault.OTHER_LIBRARY, job.directory, remedy, owner, job.folder)
    return inspection


def _create(job: Job, guard: FolderGuard, state: State) -> Generator[Progress, None, Report]:
    """Build the library from the documents, as a shadow rebuild if the present one can be searched meanwhile."""
    shadowed = state in _SEARCHABLE_MEANWHILE
    directory = job.directory / shadow_rebuild.FOLDER if shadowed else job.directory
    if shadowed:
        storage.prepare(directory)
    with WriteSession.create(directory, job.folder, job.extractor) as session:
        report = yield from write_changes(job, guard, session.manifest, session.store)
    if not report.documents and any(entry.reason is Reason.NO_MEMORY for entry in report.skipped):
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))  # keeps the present library
    if shadowed:
        shadow_rebuild.put_in_place(job.directory)
    return report


def write_changes(
    job: Job, guard: FolderGuard, manifest: Manifest, store: DocumentStore
) -> Generator[Progress, None, Report]:
    """Bring an open library up to date. The caller sets the time taken."""
    before = store.documents()
    ingester = Ingester(store, manifest, guard.check, watched=job.watched or job.ocr is not None)
    warnings = yield from _bring_up_to_date(job, manifest, ingester)
    return Report(
        documents=store.documents(),
        added=ingester.added,
        updated=ingester.updated,
        removed=ingester.removed,
        unchanged=before - ingester.updated - ingester.removed,
        skipped=manifest.skipped(),
        seconds=0.0,
        renamed=ingester.renamed,
        warnings=warnings,
    )


def _bring_up_to_date(
    job: Job, manifest: Manifest, ingester: Ingester
) -> Generator[Progress, None, tuple[IgnoreWarning, ...]]:
    """Walk the folder, remove files that are gone, read new and changed ones; returns invalid ignore patterns."""
    if manifest.fact("limits") != repr(job.limits):
        manifest.retry_skipped()
        manifest.state(limits=repr(job.limits))
    if manifest.fact("options") != repr(job.options):
        manifest.mark_pending(path for path in manifest.paths() if depends_on_options(path))
        manifest.state(options=repr(job.options))
    found = yield from find_files(job, manifest)
    changed = compare(manifest.stamps(), found.stamps).read
    if job.verify:
        changed = yield from with_other_content(job.folder, manifest, found.stamps, changed)
    gone = found.gone(manifest.paths())
    if not found.stamps:
        check_not_emptied(job.folder, job.directory, len(gone), is_mounted=found.is_mounted)
    changed = yield from _rename(job, manifest, ingester, changed, gone)
    for path in sorted(gone):
        ingester.drop(path)
    yield from read_files(job, manifest, ingester, changed)
    yield Progress(Phase.SAVING, documents=ingester.added + ingester.updated)
    committed = ingester.save()
    found.record(manifest)
    manifest.state(**COMPLETE)
    yield Progress(Phase.SAVING, documents=ingester.added + ingester.updated, committed=committed)
    yield from recognize_in_update(job, manifest, ingester)
    ingester.tidy()
    yield Progress(Phase.SAVING, documents=ingester.added + ingester.updated, committed=committed)
    return tuple(entry for entry in found.skipped if isinstance(entry, IgnoreWarning))


def _rename(
    job: Job, manifest: Manifest, ingester: Ingester, changed: tuple[FileStamp, ...], gone: set[str]
) -> Generator[Progress, None, tuple[FileStamp, ...]]:
    """Recognize renamed files by their bytes; returns the files still to be read."""
    known: dict[tuple[int, str], list[str]] = {}
    for path, size_and_mark in sorted(manifest.fingerprints(gone).items()):
        known.setdefault(size_and_mark, []).append(path)
    sizes = {size for size, _ in known}
    left = []
    for number, stamp in enumerate(changed):
        mark = fingerprint(job.folder, stamp) if stamp.size in sizes else ""
        old = known.get((stamp.size, mark), [])
        if old and ingester.rename(old[-1], stamp, mark):
            gone.discard(old.pop())
        else:
            left.append(stamp)
        if number % STEP == 0 and sizes:
            yield Progress(Phase.LOOKING, documents=number, path=stamp.path)
    return tuple(left)
