"""The changes of an update to a library, saved in an order that survives crashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpus.model.document import Document, FileStamp, Skipped
from corpus.reading.relocate import moved
from index.model.partly_read import PartlyReadFile
from index.schema.mentions import IndexedEntities, indexed_entities
from index.storage.document_store import DocumentStore
from index.storage.id_set import IdHashes
from index.storage.manifest import FileRecord, Manifest
from index.storage.piece_table import PieceRecord
from index.update.large_file import LargeFile
from index.update.worker_tasks import ReadResult


class Ingester:
    """Adds documents to an index and removes them, with the manifest always one step ahead.

    Args:
        store: The index.
        manifest: The manifest of the same library.
        guard: Called before anything is saved; raises if the documents' folder cannot be trusted.
        watched: Whether readers wait for each commit.

    """

    def __init__(self, store: DocumentStore, manifest: Manifest, guard: Callable[[], None], *, watched: bool) -> None:
        self.added = self.updated = self.removed = self.renamed = 0
        """Counts of documents so far."""
        self._store = store
        self._manifest = manifest
        self._guard = guard
        self._watched = watched
        self._touched: set[str] = set()
        """Files whose documents the next commit changes."""
        self._read: list[FileRecord] = []
        self._recognized: list[FileRecord] = []
        self._gone: set[str] = set()
        self._large: LargeFile | None = None
        self._pieces: list[tuple[str, PieceRecord]] = []
        """Pieces to be recorded after the next commit."""
        self._pieces_kept = 0
        """How many of the complete pieces of the large file have been recorded, or will be."""
        self._stale: set[str] = set()
        """Files whose recorded pieces do not hold after the next commit."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self._store.changed

    def drop(self, path: str) -> None:
        """Remove the documents of a file that is gone."""
        self.removed += self._store.remove_path(path)
        self._touch(path)
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
        self._touch(old)
        self._touch(stamp.path)
        self._gone.add(old)
        left_out = PartlyReadFile(stamp.path)
        left_out.add(whole)
        self._read.append(FileRecord(stamp, (), fingerprint, len(whole), left_out.result()))
        self.renamed += len(whole)
        return True

    def take(self, reads: Iterable[ReadResult]) -> None:
        """Add new documents of some files, replace changed ones, and remove those that the files no longer hold."""
        for read in reads:
            path = read.stamp.path
            old = self._store.hashes(path)
            for document, found, content in zip(read.documents, read.found, read.hashes, strict=True):
                before = old.pop(document.id, None)
                if before != content:
                    self._put(document, found, content, replacing=before is not None)
            # What the system refused to read may still be there.
            if not any(entry.reason.is_temporary for entry in read.skipped):
                self._remove(path, old)
            fingerprint = "" if read.skipped else read.fingerprint
            left_out = PartlyReadFile(path)
            left_out.add(read.documents)
            self._read.append(FileRecord(read.stamp, read.skipped, fingerprint, len(read.documents), left_out.result()))

    def take_recognized(self, reads: Iterable[ReadResult]) -> None:
        """Add documents that OCR has made of some files, or of parts of them; their other documents stay."""
        for read in reads:
            path = read.stamp.path
            old = self._store.id_hashes(path)
            added = 0
            for document, found, content in zip(read.documents, read.found, read.hashes, strict=True):
                before = old.get(document.id)
                added += before is None
                if before is None or not IdHashes.is_same(before, content):
                    replacing = before is not None
                    self._count(replacing=replacing)
                    self._touched.add(path)  # its recorded pieces hold: they are without these documents
                    self._store.put(document, found, content, replacing=replacing)
            fingerprint = "" if read.skipped else read.fingerprint
            self._recognized.append(FileRecord(read.stamp, read.skipped, fingerprint, added))

    def take_known_piece(self, path: str, fingerprint: str) -> bool:
        """Keep the documents of a piece of a large file; False if the piece must be read."""
        return self._large_file(path).take_known(fingerprint)

    def take_piece(self, fingerprint: str, read: ReadResult) -> None:
        """Add new documents of a piece of a large file, and replace changed ones."""
        large = self._large_file(read.stamp.path)
        documents = large.unique(read.documents)
        for document, found, content in zip(documents, read.found, read.hashes, strict=True):
            before = large.stored_hash(document)
            if before is None or not IdHashes.is_same(before, content):
                self._put(document, found, content, replacing=before is not None)
        large.take_read(fingerprint, documents, read.skipped)

    def finish_large(self, read: ReadResult, skipped: Sequence[Skipped]) -> None:
        """Remove the documents that a large file no longer holds, and complete it.

        Args:
            read: Its end.
            skipped: What kept the rest of it from being read.

        """
        path = read.stamp.path
        large = self._large_file(path)
        large.skip(skipped)
        listed = large.skipped()
        if not any(entry.reason.is_temporary for entry in listed):
            self._remove(path, large.left())
        fingerprint = "" if listed else read.fingerprint
        self._read.append(FileRecord(read.stamp, listed, fingerprint, large.documents, large.left_out.result()))
        self._keep_pieces()
        self._large = None

    def _large_file(self, path: str) -> LargeFile:
        """The large file that is being read."""
        if self._large is None or self._large.path != path:
            self._large = LargeFile(path, self._store.id_hashes(path), self._manifest.pieces(path))
            self._pieces_kept = 0
        return self._large

    def _put(self, document: Document, found: IndexedEntities, content: str, *, replacing: bool) -> None:
        self._count(replacing=replacing)
        self._touch(document.path)
        self._store.put(document, found, content, replacing=replacing)

    def _count(self, *, replacing: bool) -> None:
        if replacing:
            self.updated += 1
        else:
            self.added += 1

    def _remove(self, path: str, doc_ids: Iterable[str]) -> None:
        for doc_id in doc_ids:
            self._touch(path)
            self._store.remove(doc_id)
            self.removed += 1

    def _touch(self, path: str) -> None:
        """Note that the next commit changes documents of a file; the pieces recorded of it hold no longer."""
        self._touched.add(path)
        large = self._large if self._large and self._large.path == path else None
        if large is None:
            self._stale.add(path)
        elif not large.is_touched:
            large.is_touched = True
            self._stale.add(path)
            self._pieces_kept = 0

    def _keep_pieces(self) -> None:
        """Have the next commit record the pieces of the large file that are complete."""
        if self._large:
            self._pieces += ((self._large.path, piece) for piece in self._large.done[self._pieces_kept :])
            self._pieces_kept = len(self._large.done)

    def save(self) -> bool:
        """Commit; returns whether there is something new to search.

        Raises:
            StorageError: the disk is full or read-only; the last commit stays.

        """
        self._guard()
        self._keep_pieces()
        if self._store.changed:
            self._manifest.mark_pending(self._touched)
            self._manifest.forget_pieces(self._stale)
        committed = self._store.commit(awaited=self._watched)
        self._manifest.record(self._read, self._gone)
        self._manifest.record_recognized(self._recognized)
        self._manifest.record_pieces(self._pieces)
        self._touched.clear()
        self._read.clear()
        self._recognized.clear()
        self._gone.clear()
        self._stale.clear()
        self._pieces.clear()
        return committed

    def tidy(self) -> None:
        """Merge segments and resolve people, after the last commit."""
        self._store.tidy()
