"""The update of a library on a server: files are read here as always, and written to the server.

A folder of this machine holds the manifest of one source, which knows the files that were read; all documents are on
the server.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator
from dataclasses import dataclass, replace

from opensearchpy import OpenSearch

from corpus.extraction.extractors import check_extractor
from corpus.files.walk import check_folder
from index.model.progress import Progress, Report
from index.model.server import ServerTarget
from index.opensearch import mapping
from index.opensearch.connection import connect, reported
from index.opensearch.server_store import ServerStore, source_paths
from index.storage import directory as storage
from index.storage.folder_guard import FolderGuard
from index.storage.lock import locked
from index.storage.manifest import FILE, JOURNAL, Manifest
from index.storage.versions import CURRENT_VERSIONS
from index.update.gc_tuning import fewer_gc_passes
from index.update.job import Job
from index.update.update import write_changes

_LOG = logging.getLogger(__name__)
_SERVER = "server_library"
"""The fact of the manifest that names the library on the server by its id."""
_SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ServerJob:
    """The parameters of an update of a library on a server. Picklable."""

    job: Job
    """What is read; its directory is that of the manifest."""
    target: ServerTarget
    shards: int = 1
    """The number of shards of a library that does not exist yet."""
    replicas: int = 0


def update_on_server(job: ServerJob) -> Generator[Progress, None, Report]:
    """Update a library on a server from a folder of this machine; yields progress and returns what was done.

    It may be stopped at any moment: the next update continues from there.

    Raises:
        ServerError: the server cannot be used.
        LibraryLocked: another process updates this source here.
        FolderError: the documents' folder cannot be read, or seems to be unmounted.

    """
    started, local = time.monotonic(), job.job
    check_folder(local.folder)
    check_extractor(local.extractor)
    client = connect(job.target)
    with reported(job.target):
        mapping.create(client, job.target, shards=job.shards, replicas=job.replicas)
        library = mapping.check(client, job.target)
        client.indices.refresh(index=mapping.Indices(job.target.library).documents)
    try:
        storage.prepare(local.directory)
        with storage.private(), locked(local.directory), fewer_gc_passes():
            _LOG.info("update on a server started")
            with _manifest(job, library) as manifest:
                report = yield from _write(job, client, manifest)
            report = replace(report, seconds=time.monotonic() - started)
            _LOG.info("update on a server finished: %s", report.summary())
    except OSError as error:
        raise storage.storage_error(local.directory, error) from error
    return report


def _write(job: ServerJob, client: OpenSearch, manifest: Manifest) -> Generator[Progress, None, Report]:
    if not manifest.paths():  # the source may have been written by another machine, or before a rebuild
        manifest.mark_pending(source_paths(client, job.target))
    store = ServerStore(client, job.target, manifest.paths())
    return (yield from write_changes(job.job, FolderGuard(job.job.folder), manifest, store))


def _manifest(job: ServerJob, library: str) -> Manifest:
    """The manifest of the source; a new one for another library, source, folder or version."""
    local = job.job
    facts = {
        "folder": str(local.folder),
        "extractor": local.extractor,
        _SERVER: library,
        _SOURCE: job.target.source,
        **CURRENT_VERSIONS,
    }
    manifest = Manifest(local.directory, writing=True)
    if not local.rebuild and all(manifest.fact(name) == value for name, value in facts.items()):
        return manifest
    manifest.close()
    for name in (FILE, JOURNAL):
        (local.directory / name).unlink(missing_ok=True)
    manifest = Manifest(local.directory, writing=True)
    manifest.state(**facts)
    return manifest
