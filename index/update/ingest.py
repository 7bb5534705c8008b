"""What an update changes in a library, saved in an order that a kill cannot break."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from corpus.model.document import FileStamp, Skipped
from corpus.reading.relocate import moved
from index.schema.mentions import indexed_entities
from index.storage.index_store import Store
from index.storage.manifest import FileRecord, Manifest
from index.update.worker_tasks import Read


@dataclass(slots=True)
class _Partly:
    """A file that comes in several pieces: what its documents were before, and what was skipped of it."""

    path: str = ""
    old: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    documents: int = 0


class Intake:
    """Takes documents into an index and out of it, with the manifest always one step ahead.

    Args:
        store: The index.
        manifest: Of the same library.
        guard: Called before anything is saved; raises where what was read cannot be trusted.

    """

    def __init__(self, store: Store, manifest: Manifest, guard: Callable[[], None]) -> None:
        self.added = self.updated = self.removed = self.renamed = 0
        """Documents, so far."""
        self._store = store
        self._manifest = manifest
        self._guard = guard
        self._touched: set[str] = set()
        """Files whose documents the next commit changes."""
        self._read: list[FileRecord] = []
        self._gone: set[str] = set()
        self._partly = _Partly()

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self._store.changed

    def drop(self, path: str) -> None:
        """Take out a file that is gone."""
        self.removed += self._store.remove_path(path)
        self._touched.add(path)
        self._gone.add(path)

    def rename(self, old: str, stamp: FileStamp, fingerprint: str) -> bool:
        """Take over the documents of a file that is gone for one with the same bytes; False: it must be read."""
        found = self._store.stored(old)
        renamed = [moved(document, stamp.path) for document, _ in found if document.path == old]
        whole = [document for document in renamed if document is not None]
        if not found or len(whole) != len(found):
            return False
        if self._store.hashes(stamp.path):  # it has been put in the place of another file
            self.removed += self._store.remove_path(stamp.path)
        self._store.remove_path(old)
        for document, (_, content) in zip(whole, found, strict=True):
            self._store.put(document, indexed_entities(document.text, document.entities), content, replacing=False)
        self._touched |= {old, stamp.path}
        self._gone.add(old)
        self._read.append(FileRecord(stamp, (), fingerprint, len(whole)))
        self.renamed += len(whole)
        return True

    def take(self, reads: Iterable[Read], *, last: bool) -> None:
        """Take in what was read of some files, or of a part of one, which is done where this is its last."""
        for read in reads:
            self._take(read)
            if last:
                self._finish(read)

    def _take(self, read: Read) -> None:
        """New documents in, changed ones in place of what they were."""
        path, partly = read.stamp.path, self._partly
        if partly.path != path:
            partly = self._partly = _Partly(path, self._store.hashes(path))
        for document, found, content in zip(read.documents, read.found, read.hashes, strict=True):
            before = partly.old.pop(document.id, None)
            if before == content:
                continue
            if before is None:
                self.added += 1
            else:
                self.updated += 1
            self._touched.add(path)
            self._store.put(document, found, content, replacing=before is not None)
        partly.skipped += read.skipped
        partly.documents += len(read.documents)

    def _finish(self, read: Read) -> None:
        """Out with the documents that the file does not hold any more."""
        path, partly = read.stamp.path, self._partly
        # What could not be looked at may still be there.
        if not any(entry.reason.is_temporary for entry in partly.skipped):
            for doc_id in partly.old:
                self._touched.add(path)
                self._store.remove(doc_id)
            self.removed += len(partly.old)
        fingerprint = "" if partly.skipped else read.fingerprint
        self._read.append(FileRecord(read.stamp, partly.skipped, fingerprint, partly.documents))
        self._partly = _Partly()

    def save(self) -> bool:
        """Commit; returns whether there is something new to be searched.

        Raises:
            StorageError: the disk does not allow it; what was saved before stays.

        """
        self._guard()
        if self._store.changed:
            self._manifest.intend(self._touched)
        committed = self._store.commit()
        self._manifest.record(self._read, self._gone)
        self._touched.clear()
        self._read.clear()
        self._gone.clear()
        return committed

    def tidy(self) -> None:
        """Keep what is saved quick to search."""
        self._store.tidy()
