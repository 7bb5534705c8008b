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

_MOST_REPEATED = 100_000
_ONCE_MORE = (Reason.CRASHED, Reason.TIME_LIMIT)
"""Reasons for which a piece is read again when its file is."""


class LargeFile:
    """Which documents of a file the index holds, and which of them the update has met.

    Args:
        path: The path of the file.
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
        self._repeated: dict[str, int] = {}
        """How often a document id had to be replaced, where that was so."""
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
        """Return the documents of a piece; those named like a document before them get another name."""
        ids = ids_of(document.id for document in documents)
        if not self._seen.contains(ids).any() and len(np.unique(ids)) == len(ids):
            return tuple(documents)
        here: set[str] = set()
        return tuple(self._unique(document, here) for document in documents)

    def _unique(self, document: Document, here: set[str]) -> Document:
        """The document, or a renamed one; `here` holds the ids of the piece so far."""
        found, number = document, self._repeated.get(document.id, 0)
        while found.id in here or self._seen.contains(ids_of([found.id]))[0]:
            number += 1
            found = renamed(document, number)
        if number:
            if len(self._repeated) >= _MOST_REPEATED:
                self._repeated.clear()  # the next search for a name begins at its beginning
            self._repeated[document.id] = number
        here.add(found.id)
        return found

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
            elif len(self._skipped) < MOST_REPORTED or entry.path == self.path or self._is_first_temporary(entry):
                self._skipped.append(entry)
            else:
                self._more_skipped += 1

    def _is_first_temporary(self, entry: Skipped) -> bool:
        """Whether the file will be read again for this entry alone: that decides what becomes of its documents."""
        return entry.reason.is_temporary and not any(each.reason.is_temporary for each in self._skipped)

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
