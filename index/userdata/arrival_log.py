"""When documents came into a library on disk, by which those new for a saved search are found.

A log holds when each document came into the library, by its id and the hash of its text: a rebuild, or a move of its
file, does not make a document new.
"""

from __future__ import annotations

import datetime as dt
import time

import numpy as np

from index.userdata.commit_documents import CommitDocuments, Ints
from index.userdata.mark_index import UNKNOWN, arrivals
from index.userdata.mark_log import Mark, MarkLog
from index.userdata.open_commit import OpenCommit


class ArrivalLog:
    """Implements `Arrivals`.

    Args:
        log: The log.
        commit: The open commit.

    """

    def __init__(self, log: MarkLog, commit: OpenCommit) -> None:
        self._log = log
        self._commit = commit

    def record(self, looks: int) -> dt.datetime:
        """See `Arrivals`; raises UserDataError if the log cannot be read or written."""
        with self._commit.lock:
            self._log.reload()
            # After the last look, also in the same second or if the clock was set back.
            now = max(int(time.time()), int(self._log.marks.times.max(initial=0)) + 1, looks + 1)
            documents = self._commit.documents
            marks = self._unrecorded(documents, now) if documents else []
        self._log.append(marks)
        return dt.datetime.fromtimestamp(now, dt.UTC)

    def arrived_after(self, looked: dt.datetime | None, documents: CommitDocuments) -> Ints:
        """The documents that came into the library after a time; all of them for None. Call it under the lock."""
        self._log.reload()
        if looked is None:
            return documents.live
        came = arrivals(documents, self._log.marks)[documents.live]
        found: Ints = documents.live[came > int(looked.timestamp())]
        return found

    def _unrecorded(self, documents: CommitDocuments, now: int) -> list[Mark]:
        """The marks of the documents that the log lacks; one whose text is there has only moved."""
        known = arrivals(documents, self._log.marks)
        numbers = documents.live[~np.isin(documents.ids[documents.live], self._log.marks.ids)]
        times = np.where(known[numbers] == UNKNOWN, now, known[numbers])
        rows = zip(times.tolist(), documents.ids[numbers].tolist(), documents.hashes[numbers].tolist(), strict=True)
        return [Mark(*row) for row in rows]
