"""Which documents the user has read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from index.model.user_data import ReadMark
from index.userdata.commit_documents import CommitDocuments
from index.userdata.mark_index import read_states
from index.userdata.mark_log import WITHDRAWN, Mark, MarkLog, id_number
from index.userdata.open_commit import OpenCommit


class ReadMarks:
    """The read marks of a library.

    Args:
        log: The file.
        commit: The open commit.
        written: Called after a change.

    """

    def __init__(self, log: MarkLog, commit: OpenCommit, written: Callable[[], None]) -> None:
        self._written = written
        self._log = log
        self._commit = commit
        self._states: tuple[object, object, npt.NDArray[np.int8]] | None = None
        """The marks and documents from which the states were computed, and the states."""

    def states(self, documents: CommitDocuments) -> npt.NDArray[np.int8]:
        """For each document 0 for unread, 1 for read, 2 for read with another text. Call it under the lock."""
        self._log.reload()
        marks = self._log.marks
        if self._states is None or self._states[0] is not marks or self._states[1] is not documents:
            self._states = (marks, documents, read_states(documents, marks))
        return self._states[2]

    def of(self, doc_ids: Sequence[str]) -> tuple[ReadMark, ...]:
        """Whether documents have been read; a document that is not in the library has not."""
        with self._commit.lock:
            documents = self._commit.documents
            states = self.states(documents) if documents else np.zeros(0, np.int8)
            numbers = [self._commit.number(doc_id) for doc_id in doc_ids]
        found = [int(states[number]) if number >= 0 else 0 for number in numbers]
        return tuple(ReadMark(doc_id, state > 0, state == 2) for doc_id, state in zip(doc_ids, found, strict=True))

    def mark(self, doc_ids: Iterable[str], *, is_read: bool) -> tuple[str, ...]:
        """Mark documents as read or unread; returns the ids of those that were not: the opposite mark undoes it.

        Raises:
            UserDataError: the file cannot be written.

        """
        wanted = 1 if is_read else 0
        with self._commit.lock:
            documents = self._commit.documents
            states = self.states(documents) if documents else np.zeros(0, np.int8)
            numbers = {doc_id: self._commit.number(doc_id) for doc_id in doc_ids}
            changed = {each: number for each, number in numbers.items() if number >= 0 and states[number] != wanted}
            hashes = [int(documents.hashes[number]) for number in changed.values()] if documents else []
        # Not before the latest mark: the clock may have been set back, and the latest time of an id holds.
        now = max(int(time.time()), int(self._log.marks.times.max(initial=0)))
        self._log.append(
            Mark(now, id_number(doc_id), text if is_read else int(WITHDRAWN))
            for doc_id, text in zip(changed, hashes, strict=True)
        )
        if changed:
            self._written()
        return tuple(changed)
