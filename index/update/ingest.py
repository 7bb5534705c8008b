"""The changes of an update to a library, saved in an order that survives crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from corpus.model.document import FileStamp, Skipped
from corpus.reading.relocate import moved
from index.model.partly_read import PartlyReadFile
from index.schema.mentions import indexed_entities
from index.storage.index_store import IndexStore
from index.storage.manifest import FileRecord, Manifest
from index.update.worker_tasks import ReadResult


@dataclass(slots=True)
class _PartialFile:
    """A file whose results come in several parts: its documents before the update, and what was skipped so far."""

    path: str = ""
    old: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    documents: int = 0
    left_out: PartlyReadFile = field(default_factory=lambda: PartlyReadFile(""))


class Ingester:
    """Adds documents to an index and removes them, with the manifest always one step ahead.

    Args:
        store: The index.
        manifest: Of the same library.
        guard: Called before anything is saved; raises if the documents' folder cannot be trusted.

    """

    def __init__(self, store: IndexStore, manifest: Manifest, guard: Callable[[], None]) -> None:
        self.added = self.updated = self.removed = self.renamed = 0
        """Counts of documents so far."""
        self._store = store
        self._manifest = manifest
        self._guard = guard
        self._touched: set[str] = set()
        """Files whose documents the next commit changes."""
        self._read: list[FileRecord] = []
        self._gone: set[str] = set()
        self._partly = _PartialFile()

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self._store.changed

    def drop(self, path: str) -> None:
        """Remove the documents of a file that is gone."""
        self.removed += self._store.remove_path(path)
        self._touched.add(path)
        self._gone.add(path)

    def rename(self, old: str, stamp: FileStamp, fingerprint: str) -> bool:
        """Move the documents of a file that is gone to a file with the same bytes; False if that must be read."""
        found = self._store.stored(old)
        renamed = [moved(document, stamp.path) for document, _ in found if document.path == old]
        whole = [document for document in renamed if document is not None]
        if not found or len(whole) != len(found):
            return False
        if self._store.hashes(stamp.path):  # it has replaced another file
            self.removed += self._store.remove_path(stamp.path)
        self._store.remove_path(old)
        for document, (_, content) in zip(whole, found, strict=True):
            self._store.put(document, indexed_entities(document.text, document.entities), content, replacing=False)
        self._touched |= {old, stamp.path}
        self._gone.add(old)
        left_out = PartlyReadFile(stamp.path)
        left_out.add(whole)
        self._read.append(FileRecord(stamp, (), fingerprint, len(whole), left_out.result()))
        self.renamed += len(whole)
        return True

    def take(self, reads: Iterable[ReadResult], *, last: bool) -> None:
        """Add the results of some files, or of a part of one file.

        Args:
            reads: The results.
            last: Whether the files are complete with them.

        """
        for read in reads:
            self._take(read)
            if last:
                self._finish(read)

    def _take(self, read: ReadResult) -> None:
        """Add new documents and replace changed ones."""
        path, partly = read.stamp.path, self._partly
        if partly.path != path:
            partly = self._partly = _PartialFile(path, self._store.hashes(path), left_out=PartlyReadFile(path))
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
        partly.left_out.add(read.documents)

    def _finish(self, read: ReadResult) -> None:
        """Remove the documents that the file no longer holds."""
        path, partly = read.stamp.path, self._partly
        # What the system refused to read may still be there.
        if not any(entry.reason.is_temporary for entry in partly.skipped):
            for doc_id in partly.old:
                self._touched.add(path)
                self._store.remove(doc_id)
            self.removed += len(partly.old)
        fingerprint = "" if partly.skipped else read.fingerprint
        left_out = partly.left_out.result()
        self._read.append(FileRecord(read.stamp, partly.skipped, fingerprint, partly.documents, left_out))
        self._partly = _PartialFile()

    def save(self) -> bool:
        """Commit; returns whether there is something new to search.

        Raises:
            StorageError: the disk is full or read-only; the last commit stays.

        """
        self._guard()
        if self._store.changed:
            self._manifest.mark_pending(self._touched)
        committed = self._store.commit()
        self._manifest.record(self._read, self._gone)
        self._touched.clear()
        self._read.clear()
        self._gone.clear()
        return committed

    def tidy(self) -> None:
        """Merge segments and resolve people, after the last commit."""
        self._store.tidy()
