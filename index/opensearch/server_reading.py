"""Which documents of a library on a server the user has read: in a log on this machine, for this user alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from index.model.user_data import ReadMark
from index.opensearch.mark_lookup import server_hash
from index.userdata.mark_log import WITHDRAWN, Mark, MarkLog, Marks

_DIGITS = 16
"""Those of an id that the log has."""
TextHashes = Callable[[Sequence[str]], Mapping[str, str]]
"""The hash of the text of each document that is in the library, by id, as user data writes it."""


class ServerReading:
    """The read marks of one user.

    Args:
        log: The file.
        text_hashes: Asks the server for the texts of documents.

    """

    def __init__(self, log: MarkLog, text_hashes: TextHashes) -> None:
        self._log = log
        self._text_hashes = text_hashes
        self._texts: tuple[Marks, tuple[str, ...]] | None = None
        """The marks that were last asked for, and their texts: each search needs them again."""

    def texts(self) -> tuple[str, ...]:
        """The hashes of the texts that were read, as a server stores them."""
        self._log.reload()
        marks = self._log.marks
        if self._texts is None or self._texts[0] is not marks:
            hashes = np.unique(marks.hashes[marks.hashes != WITHDRAWN])
            self._texts = marks, tuple(server_hash(f"{text:016x}") for text in hashes.tolist())
        return self._texts[1]

    def of(self, doc_ids: Sequence[str]) -> tuple[ReadMark, ...]:
        """Whether documents have been read; a document that is not in the library has not."""
        self._log.reload()
        if not len(self._log.marks.ids):
            return tuple(ReadMark(doc_id, is_read=False) for doc_id in doc_ids)
        present = self._text_hashes(doc_ids)
        return tuple(self._mark(doc_id, present.get(doc_id, "")) for doc_id in doc_ids)

    def _mark(self, doc_id: str, text: str) -> ReadMark:
        if not text:
            return ReadMark(doc_id, is_read=False)
        marks, number = self._log.marks, int(text, 16)
        at = int(np.searchsorted(marks.ids, np.uint64(_number(doc_id))))
        if at == len(marks.ids) or int(marks.ids[at]) != _number(doc_id):  # its text may have been read elsewhere
            return ReadMark(doc_id, bool(np.any(marks.hashes == np.uint64(number))))
        read = int(marks.hashes[at])
        return ReadMark(doc_id, read != WITHDRAWN, changed=read not in (WITHDRAWN, number))

    def mark(self, doc_ids: Iterable[str], *, is_read: bool) -> tuple[str, ...]:
        """Mark documents as read or unread; returns the ids of those that were not: the opposite mark undoes it.

        Raises:
            UserDataError: the file cannot be written.

        """
        self._log.reload()
        wanted = list(dict.fromkeys(doc_ids))
        texts = self._text_hashes(wanted)
        states = {doc_id: self._mark(doc_id, text) for doc_id, text in texts.items()}
        changed = [each for each in wanted if each in states and _is_new(states[each], is_read=is_read)]
        # Not before the latest mark: the clock may have been set back, and the latest time of an id holds.
        now = max(int(time.time()), int(self._log.marks.times.max(initial=0)))
        self._log.append(
            Mark(now, _number(doc_id), int(texts[doc_id], 16) if is_read else int(WITHDRAWN)) for doc_id in changed
        )
        return tuple(changed)


def _is_new(state: ReadMark, *, is_read: bool) -> bool:
    return state.is_read != is_read or (is_read and state.changed)


def _number(doc_id: str) -> int:
    """The number of a document in the log: the first digits of its id."""
    return int(doc_id[:_DIGITS], 16)
