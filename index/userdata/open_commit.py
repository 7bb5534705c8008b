"""The commit that a library has open, shared by all that looks up documents of user data."""

from __future__ import annotations

import threading

import numpy as np

from index.userdata.commit_documents import CommitDocuments
from index.userdata.mark_log import id_number


class OpenCommit:
    """The documents of the open commit, and the lock of the library, under which they are used.

    Args:
        lock: The lock of the library.

    """

    def __init__(self, lock: threading.RLock) -> None:
        self.lock = lock
        self.documents: CommitDocuments | None = None
        """None for an empty library."""
        self.generation = -1
        """The number of the commit; -1 for none."""

    def number(self, doc_id: str) -> int:
        """The number of a document; -1 for none. Call it under the lock."""
        if self.documents is None or len(doc_id) != 16:
            return -1
        return int(self.documents.by_id(np.array([id_number(doc_id)], np.uint64))[0])
