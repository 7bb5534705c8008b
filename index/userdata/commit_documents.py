"""The documents of one commit, as user data recognizes them: by id, by the hash of their text, by Message-ID."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from corpus.model.message import MessageFields
from corpus.text.text_hash import HALF_BITS
from index.schema.details import decode_details
from index.schema.fields import document_of, place_of, summary_of
from index.segments.searching.doc_id_query import DocIdQuery, segment_offsets
from index.segments.searching.doc_values import NumberDocValues
from index.segments.searching.engine import open_segment_of

if TYPE_CHECKING:
    from index.model.user_data import DocumentReference

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]
_MAIL_KINDS = ("mail", "mbox", "emlx")
"""The formats whose documents have a Message-ID."""


class CommitDocuments:
    """The documents of one commit, by number.

    Args:
        reader: Whoosh's reader of the commit.

    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    @cached_property
    def ids(self) -> Numbers:
        """The id of each document as a number; 0 for a deleted one."""
        ids = np.zeros(self._reader.doc_count_all(), np.uint64)
        for leaf, offset in self._reader.leaf_readers():
            data = open_segment_of(leaf)
            field = data.postings.field("id") if data else None
            if field is None:
                continue
            joined = b"".join(field.terms(range(len(field)))).decode("ascii")
            terms = np.frombuffer(bytes.fromhex(joined), ">u8").astype(np.uint64)
            numbers = offset + field.docs[slice(0, field.docs.size)].astype(np.int64)
            ids[numbers] = np.repeat(terms, np.subtract(field.starts[1:], field.starts[:-1], dtype=np.int64))
        ids[self._deleted] = 0
        return ids

    @cached_property
    def hashes(self) -> Numbers:
        """The hash of each document's text."""
        high = NumberDocValues(self._reader, "text_hash_high").by_document.astype(np.uint64)
        low = NumberDocValues(self._reader, "text_hash_low").by_document.astype(np.uint64)
        return high << np.uint64(HALF_BITS) | low

    @cached_property
    def live(self) -> Ints:
        """The numbers of the documents, without deleted ones."""
        return np.delete(np.arange(self._reader.doc_count_all()), self._deleted)

    def by_id(self, ids: Numbers) -> Ints:
        """The number of the document with each id; -1 for none."""
        return _find(self._id_order, ids)

    def by_hash(self, hashes: Numbers) -> Ints:
        """The number of the first document with each hash; -1 for none."""
        return _find(self._hash_order, hashes)

    def with_text(self, text_hash: str) -> list[int]:
        """The number of the first document with the text of this hash; none if there is no such document."""
        try:
            wanted = np.array([int(text_hash, 16)], np.uint64)
        except (ValueError, OverflowError):  # in a file of the user's that was edited
            return []
        found = self.by_hash(wanted)
        return [number for number in found.tolist() if number >= 0]

    def by_message_id(self, message_id: str) -> int:
        """The number of the first document with a Message-ID; -1 for none."""
        return self._message_ids.get(message_id, -1)

    def reference(self, number: int) -> DocumentReference:
        """What a document is recognized by."""
        from index.model.user_data import DocumentReference  # a search needs none

        fields = self._reader.stored_fields(number)
        document = document_of(fields)
        return DocumentReference(
            id=fields["id"],
            place=place_of(fields),
            text_hash=f"{int(self.hashes[number]):016x}",
            title=summary_of(fields).title,
            date=document.date,
            message_id=document.message.message_id if document.message else "",
        )

    def query(self, numbers: Sequence[int] | Ints) -> DocIdQuery:
        """A query for some documents."""
        return DocIdQuery(np.unique(np.asarray(numbers, np.int64)), segment_offsets(self._reader))

    @cached_property
    def _deleted(self) -> Ints:
        return np.array(
            [
                offset + doc
                for leaf, offset in self._reader.leaf_readers()
                if (segment := leaf.segment()) is not None
                for doc in segment.deleted_docs()
            ],
            np.int64,
        )

    @cached_property
    def _id_order(self) -> tuple[Numbers, Ints]:
        return _sorted(self.ids, self.live)

    @cached_property
    def _hash_order(self) -> tuple[Numbers, Ints]:
        return _sorted(self.hashes, self.live)

    @cached_property
    def _message_ids(self) -> dict[str, int]:
        """Built only for a marked message that is found neither by its id nor by its text."""
        found: dict[str, int] = {}
        for kind in _MAIL_KINDS:
            if ("kind", kind) in self._reader:
                for number in self._reader.postings("kind", kind).all_ids():
                    message = decode_details(self._reader.stored_fields(number)["details"]).message
                    if message and (message_id := MessageFields(*message).message_id):
                        found.setdefault(message_id, number)
        return found


def _sorted(values: Numbers, numbers: Ints) -> tuple[Numbers, Ints]:
    """The values of some documents in ascending order, with the number of each."""
    order = np.argsort(values[numbers], kind="stable")
    return values[numbers][order], numbers[order]


def _find(ordered: tuple[Numbers, Ints], wanted: Numbers) -> Ints:
    values, numbers = ordered
    if not len(values):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
    return np.where(values[at] == wanted, numbers[at], -1)
