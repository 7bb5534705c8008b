"""The state of a large file during an update: it is read in pieces, and has too many documents for a dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corpus.model.document import Document, Skipped
from corpus.model.reason import Reason
from corpus.reading.read import MOST_REPORTED, renamed
from index.model.partly_read import PartlyReadFile
from index.storage.id_set import IdHashes, IdSet, id_names, ids_of
from index.storage.piece_table import PieceRecord

_ONCE_MORE = (Reason.CRASHED, Reason.TIME_LIMIT)
"""Reasons for which a piece is read again when its file is."""


class LargeFile:
    """Which documents of a file the index holds, and which of them the update has met.

    Args:
        path: Of the file.
        stored: Its documents in the index.
        known: Its pieces whose documents are in the index, by fingerprint.

    """

    def __init__(self, path: str, stored: IdHashes, known: dict[str, PieceRecord]) -> None:
        self.path = path
        self.documents = 0
        """The number of its documents so far."""
        self.done: list[PieceRecord] = []
        """The pieces so far that need not be read again unless they change."""
        self.is_touched = False
        """Whether the update has changed any of its documents."""
        self.left_out = PartlyReadFile(path)
        """What is in no document so far."""
        self._stored = stored
        self._known = known
        self._seen = IdSet()
        self._skipped: list[Skipped] = []
        self._more_skipped = 0

    def take_known(self, fingerprint: str) -> bool:
        """Take over a piece whose documents are in the index; False if it must be read.

        That is the case if an earlier piece has a document of the same name, which only reading tells apart.
        """
        record = self._known.get(fingerprint)
        if record is None:
            return False
        ids = np.frombuffer(record.documents, np.uint64)
        if self._seen.contains(ids).any():
            return False
        self._finish_piece(record)
        return True

    def unique(self, documents: Sequence[Document]) -> tuple[Document, ...]:
        """Return the documents of a piece; those named like a document of an earlier piece get another name."""
        ids = ids_of(document.id for document in documents)
        taken = self._seen.contains(ids)
        if not taken.any():
            return tuple(documents)
        here = set(ids.tolist())
        return tuple(
            self._renamed(document, here) if is_taken else document
            for document, is_taken in zip(documents, taken.tolist(), strict=True)
        )

    def _renamed(self, document: Document, here: set[int]) -> Document:
        while True:
            document = renamed(document)
            ids = ids_of([document.id])
            if int(ids[0]) not in here and not self._seen.contains(ids)[0]:
                here.add(int(ids[0]))
                return document

    def stored_hash(self, document: Document) -> int | None:
        """The content hash with which the index holds a document, see `IdHashes.get`."""
        return self._stored.get(document.id)

    def take_read(self, fingerprint: str, documents: Sequence[Document], skipped: Sequence[Skipped]) -> None:
        """Take note of a piece that has been read."""
        ids = ids_of(document.id for document in documents)
        left_out = PartlyReadFile(self.path)
        left_out.add(documents)
        self._finish_piece(PieceRecord(fingerprint, ids.tobytes(), tuple(skipped), left_out.result()))

    def _finish_piece(self, record: PieceRecord) -> None:
        ids = np.frombuffer(record.documents, np.uint64)
        self._seen.add(ids)
        self.documents += len(ids)
        self.skip(record.skipped)
        self.left_out.add_sum(record.partly)
        if all(entry.reason not in _ONCE_MORE and not entry.reason.is_temporary for entry in record.skipped):
            self.done.append(record)

    def skip(self, entries: Sequence[Skipped]) -> None:
        """Take note of what could not be read; only so many are listed."""
        for entry in entries:
            if entry.reason is Reason.MORE_INVALID_RECORDS:
                self._more_skipped += entry.number
            elif len(self._skipped) < MOST_REPORTED or entry.path == self.path:
                self._skipped.append(entry)
            else:
                self._more_skipped += 1

    def skipped(self) -> list[Skipped]:
        """What of the file could not be read."""
        listed = list(self._skipped)
        if not listed and not self.documents:
            listed.append(Skipped(self.path, Reason.NO_DOCUMENTS))
        if self._more_skipped:
            listed.append(Skipped(self.path, Reason.MORE_INVALID_RECORDS, number=self._more_skipped))
        return listed

    def left(self) -> Iterator[str]:
        """Yield the ids of the documents in the index that the file no longer holds."""
        ids = self._stored.ids
        yield from id_names(ids[~self._seen.contains(ids)])
