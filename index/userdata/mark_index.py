"""The marks of a library's documents in one commit: which documents are starred, tagged, noted, read and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.model.field import quoted
from index.model.user_data import DocumentMarks, MarkedDocument, Presence
from index.userdata.commit_documents import CommitDocuments, Ints, Numbers
from index.userdata.mark_log import WITHDRAWN, Marks
from index.userdata.mark_predicates import (
    MarkTest,
    is_noted,
    is_starred,
    note_test,
    sorted_tags,
    tag_spellings,
    tag_test,
)

UNKNOWN = np.iinfo(np.int64).max
"""The arrival of a document that is not in the log yet: later than all others."""


class MarkIndex:
    """Marks by document number.

    Args:
        commit: The documents.
        entries: The user's marks by the id of their document.

    """

    def __init__(self, commit: CommitDocuments, entries: Mapping[str, DocumentMarks]) -> None:
        self._commit = commit
        self._entries = tuple(entries.values())

    @cached_property
    def _found(self) -> tuple[Ints, tuple[Presence, ...]]:
        """The number of each entry's document, -1 for a loose one, and how it was found."""
        documents = [each.document for each in self._entries]
        hashes = np.array([_hash(document.text_hash) for document in documents], np.uint64)
        numbers = self._commit.by_id(np.array([_number(document.id) for document in documents], np.uint64))
        by_id = numbers >= 0
        known = hashes != WITHDRAWN
        changed = by_id & known & (self._commit.hashes[np.maximum(numbers, 0)] != hashes) if len(numbers) else by_id
        numbers = np.where(by_id | ~known, numbers, self._commit.by_hash(hashes))
        for at in np.flatnonzero(numbers < 0).tolist():
            if documents[at].message_id:
                numbers[at] = self._commit.by_message_id(documents[at].message_id)
        rows = zip(numbers.tolist(), by_id.tolist(), changed.tolist(), strict=True)
        return numbers, tuple(_presence(number, is_same, is_changed) for number, is_same, is_changed in rows)

    @cached_property
    def documents(self) -> tuple[MarkedDocument, ...]:
        """All marked documents, in the order of the file."""
        numbers, presences = self._found
        found = []
        for entry, number, presence in zip(self._entries, numbers.tolist(), presences, strict=True):
            doc_id = f"{int(self._commit.ids[number]):016x}" if number >= 0 else entry.document.id
            found.append(MarkedDocument(entry, presence, doc_id))
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, MarkedDocument]:
        """The marked documents by their present id."""
        return {each.id: each for each in self.documents}

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """The first spelling of each tag."""
        return tag_spellings(self._entries)

    @cached_property
    def tags(self) -> dict[str, int]:
        """The number of documents in the library with each tag, sorted by tag."""
        counts = Counter(self._spellings[tag.casefold()] for each in self.documents
                         if each.presence is not Presence.LOOSE for tag in each.marks.tags)  # fmt: skip
        return sorted_tags(counts)

    def counts(self, docs: Ints) -> Counter[str]:
        """Count the terms of the query language that find the stars, notes and tags of some documents."""
        found: Counter[str] = Counter()
        for at in np.flatnonzero(np.isin(self._found[0], docs)).tolist():
            marks = self._entries[at]
            found.update(f"tag:{quoted(self._spellings[tag.casefold()])}" for tag in marks.tags)
            if marks.starred:
                found["is:starred"] += 1
            if is_noted(marks):
                found["has:note"] += 1
        return found

    def starred(self) -> Ints:
        """The starred documents."""
        return self._with(is_starred)

    def noted(self) -> Ints:
        """The documents with a note, also on a passage."""
        return self._with(is_noted)

    def tagged(self, matches: Callable[[str], bool]) -> Ints:
        """The documents with a tag whose folded text matches."""
        return self._with(tag_test(matches))

    def note_has(self, text: str, *, is_prefix: bool) -> Ints:
        """The documents with a note that has some words in this order; see `note_test`."""
        return self._with(note_test(text, is_prefix=is_prefix))

    def _with(self, has: MarkTest) -> Ints:
        numbers = self._found[0]
        wanted = np.array([has(entry) for entry in self._entries], bool)
        found = numbers[wanted] if len(wanted) else numbers
        return np.unique(found[found >= 0])


def read_states(commit: CommitDocuments, marks: Marks) -> npt.NDArray[np.int8]:
    """For each document 0 for unread, 1 for read, 2 for read with another text.

    The mark of the document's own id decides; without one, it is read if its text was read under another id.
    """
    at, known = _places(marks, commit.ids)
    is_read = marks.hashes[at] != WITHDRAWN if len(marks.ids) else known
    same = marks.hashes[at] == commit.hashes if len(marks.ids) else known
    states = np.where(known & is_read, np.where(same, 1, 2), 0).astype(np.int8)
    texts = marks.hashes[marks.hashes != WITHDRAWN]
    states[~known & np.isin(commit.hashes, texts)] = 1
    return states


def arrivals(commit: CommitDocuments, marks: Marks) -> Ints:
    """When each document came into the library, in seconds since the epoch; UNKNOWN for one that is not in the log.

    A document that is not in the log, but whose text is, has only moved.
    """
    at, known = _places(marks, commit.ids)
    if not len(marks.ids):
        return np.full(len(commit.ids), UNKNOWN, np.int64)
    order = np.lexsort((marks.times, marks.hashes))
    hashes, times = marks.hashes[order], marks.times[order]
    place = np.minimum(np.searchsorted(hashes, commit.hashes), len(hashes) - 1)
    by_text = np.where(hashes[place] == commit.hashes, times[place], UNKNOWN)
    return np.where(known, marks.times[at], by_text)


def _places(marks: Marks, ids: Numbers) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """The index of each id in the marks, and whether it is there."""
    if not len(marks.ids):
        return np.zeros(len(ids), np.int64), np.zeros(len(ids), bool)
    at = np.minimum(np.searchsorted(marks.ids, ids), len(marks.ids) - 1)
    return at.astype(np.int64), marks.ids[at] == ids


def _presence(number: int, by_id: bool, changed: bool) -> Presence:
    if number < 0:
        return Presence.LOOSE
    return Presence.CHANGED if changed else Presence.SAME if by_id else Presence.MOVED


def _number(doc_id: str) -> int:
    """An id as a number; 0, which no document has, for one that the user has damaged."""
    try:
        return int(doc_id, 16) if len(doc_id) == 16 else 0
    except ValueError:
        return 0


def _hash(text: str) -> int:
    try:
        return int(text, 16) if len(text) == 16 else int(WITHDRAWN)
    except ValueError:
        return int(WITHDRAWN)
