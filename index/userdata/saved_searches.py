"""Saved searches, and which documents are new since the user last looked at one.

A log holds when each document came into the library, by its id and the hash of its text: a rebuild, or a move of its
file, does not make a document new.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from index.model.errors import UserDataError
from index.model.user_data import SavedSearch
from index.model.user_data_fault import UserDataFailure
from index.userdata.commit_documents import CommitDocuments, Ints
from index.userdata.entry_file import EntryFile
from index.userdata.mark_index import UNKNOWN, arrivals
from index.userdata.mark_log import Mark, MarkLog
from index.userdata.open_commit import OpenCommit
from index.userdata.search_notation import search_key


class SavedSearches:
    """The saved searches of a library.

    Args:
        file: The file of the searches.
        log: The log of the arrivals of documents.
        commit: The open commit.
        written: Called after a search was saved.

    """

    def __init__(
        self, file: EntryFile[SavedSearch], log: MarkLog, commit: OpenCommit, written: Callable[[], None]
    ) -> None:
        self._written = written
        self._file = file
        self._log = log
        self._commit = commit

    def all(self) -> tuple[SavedSearch, ...]:
        """The saved searches, in the order of the file."""
        self._file.reload()
        return tuple(self._file.entries.values())

    def find(self, name: str) -> SavedSearch:
        """A saved search by its name, in any case; raises UserDataError."""
        self._file.reload()
        found = self._file.entries.get(search_key(name))
        if found is None:
            raise UserDataError(UserDataFailure.UNKNOWN_SEARCH, name=name)
        return found

    def save(self, search: SavedSearch) -> SavedSearch | None:
        """Save a search, in place of one with its name; returns that one, None for none.

        Without a time of the last look, all present documents count as looked at.

        Raises:
            UserDataError: a file cannot be read or written.

        """
        saved = replace(search, looked=self.record_arrivals()) if search.looked is None else search
        changed = self._file.change({search_key(search.name): lambda _: saved})
        self._written()
        return next((before for before, _ in changed.values()), None)

    def delete(self, name: str) -> SavedSearch:
        """Delete a saved search and return it.

        Raises:
            UserDataError: there is none, or the file cannot be read or written.

        """
        changed = self._file.change({search_key(name): lambda _: None})
        deleted = next((before for before, _ in changed.values()), None)
        if deleted is None:
            raise UserDataError(UserDataFailure.UNKNOWN_SEARCH, name=name)
        return deleted

    def look(self, name: str) -> SavedSearch:
        """Note that the user looks at a saved search now: its documents are no longer new. Returns it as it was.

        Raises:
            UserDataError: there is none, or a file cannot be read or written.

        """
        before, looked = self.find(name), self.record_arrivals()
        self._file.change({search_key(name): lambda now: replace(now, looked=looked) if now else None})
        return before

    def record_arrivals(self) -> dt.datetime:
        """Note which documents are in the library now; those that come later arrive after the time returned.

        Raises:
            UserDataError: the file cannot be read or written.

        """
        self._file.reload()
        looks = [int(each.looked.timestamp()) for each in self._file.entries.values() if each.looked]
        with self._commit.lock:
            self._log.reload()
            # After the last look, also in the same second or if the clock was set back.
            now = max(int(time.time()), int(self._log.marks.times.max(initial=0)) + 1, max(looks, default=0) + 1)
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
