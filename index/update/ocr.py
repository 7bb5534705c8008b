"""OCR at the end of an update: files that show their text only as images, each committed by itself."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.extraction.extractors import extractor
from corpus.model.document import Document, FileStamp
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.ocr.engine import Engine
from corpus.ocr.read import read_by_ocr
from index.model.progress import Phase, Progress
from index.schema.mentions import indexed_entities
from index.storage.manifest import Manifest
from index.update.ingest import Ingester
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult, content_hash, fingerprint

_LOG = logging.getLogger(__name__)
_SECONDS_PER_FILE = 12 * 3600
"""After which a file's worker is ended. The engine limits the time of a page; rendering it has no limit."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """How an update does OCR."""

    folder: Path
    engine: Engine
    limits: Limits
    extractor: str
    """Finds people and countries in the recognized text."""
    processes: int | None
    """Worker processes; None for as many as there are cores, 0 for none."""

    def read(self, stamp: FileStamp) -> ReadResult:
        """Return what OCR makes of one file. Runs in a worker process."""
        item = read_by_ocr(self.folder, stamp.path, self.engine, self.limits)
        if not isinstance(item, Document):
            return ReadResult(stamp, (), (), (), (item,))
        found = tuple(map(indexed_entities, [item.text], extractor(self.extractor)([item.text])))
        return ReadResult(stamp, (item,), found, (content_hash(item),), (), fingerprint(self.folder, stamp))


def recognize(recognition: Recognition, manifest: Manifest, ingester: Ingester) -> Generator[Progress, None, None]:
    """Do OCR on the files that need it, those of earlier updates too, and commit each.

    An update that is stopped here loses the file at hand; the next one goes on with it.
    """
    waiting = manifest.files_skipped_for([reason for reason in Reason if reason.needs_ocr])
    total = sum(stamp.size for stamp in waiting)
    processes = (os.cpu_count() or 1) if recognition.processes is None else recognition.processes
    pool: Pool[FileStamp, ReadResult] = Pool(
        partial(Recognition.read, recognition), min(processes, len(waiting)), _SECONDS_PER_FILE
    )
    done = 0
    results = pool.run(waiting)
    try:
        for stamp, result in results:
            read = (
                ReadResult(stamp, (), (), (), (result.skipped(stamp.path),)) if isinstance(result, Failure) else result
            )
            ingester.take([read])
            committed = ingester.save()
            done += stamp.size
            _LOG.debug("OCR done for %d of %d bytes", done, total)
            documents = ingester.added + ingester.updated
            yield Progress(Phase.RECOGNIZING, done, total, documents, stamp.path, committed=committed)
    finally:
        results.close()  # type: ignore[attr-defined]  # a generator, though Iterator is what it promises
