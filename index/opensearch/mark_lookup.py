"""The marked documents of a library on a server as they are now: found by id, or by the text of one that has moved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, count

from opensearchpy import OpenSearch

from corpus.model.message import MessageFields
from corpus.text.text_hash import HALF_BITS
from index.model.user_data import DocumentMarks, DocumentReference, MarkedDocument, Presence
from index.opensearch.connection import Body
from index.opensearch.scan import scan
from index.opensearch.stored import record_from
from index.schema.details import decode_details
from index.schema.fields import summary_of
from index.userdata.mark_predicates import MarkTest, sorted_tags, tag_spellings

_AT_ONCE = 10_000
"""Values of one request; the server allows 65 536."""
REFERENCE_FIELDS = ("id", "place", "text_hash", "date", "stored.summary", "stored.details")
"""The fields of a document that `reference_of` needs."""


class MarkLookup:
    """Marked documents by their present id.

    Args:
        client: The client of the server.
        index: The index of the documents.
        entries: The entries by key.
        before: A look-up of earlier entries among the same documents, whose results are used again; None for none.

    """

    def __init__(
        self, client: OpenSearch, index: str, entries: Mapping[str, DocumentMarks], before: MarkLookup | None = None
    ) -> None:
        self._before = before.by_key if before else {}
        self._client = client
        self._index = index
        self.entries = entries
        """The entries by key."""

    @cached_property
    def by_key(self) -> dict[str, MarkedDocument]:
        """All marked documents by the key of their entry, in the order of the entries."""
        known, self._before = self._before, {}  # not longer than it is needed
        found = {}
        references = {}
        for key, entry in self.entries.items():
            if key in known and known[key].marks.document == entry.document:
                found[key] = replace(known[key], marks=entry)
            else:
                references[key] = entry.document
        texts = self._found("id", {reference.id for reference in references.values()})
        gone = {reference.text_hash for reference in references.values() if reference.id not in texts}
        moved = {text: doc_id for doc_id, text in self._found("text_hash", set(map(server_hash, gone))).items()}
        for key, reference in references.items():
            if reference.id in texts:
                is_same = not reference.text_hash or texts[reference.id] == server_hash(reference.text_hash)
                present, presence = reference.id, Presence.SAME if is_same else Presence.CHANGED
            else:
                present = moved.get(server_hash(reference.text_hash), "")
                presence = Presence.MOVED if present else Presence.LOOSE
            found[key] = MarkedDocument(self.entries[key], presence, present or reference.id)
        return {key: found[key] for key in self.entries}

    @cached_property
    def by_id(self) -> dict[str, MarkedDocument]:
        """The marked documents by their present id."""
        return {each.id: each for each in self.by_key.values()}

    def key_for(self, doc_id: str) -> str:
        """The key of the entry of a document by its present id, or that of a new one.

        That is the id, unless it is the key of another document, which had this id when it was first marked.
        """
        if doc_id in self._key_of:
            return self._key_of[doc_id]
        candidates = chain([doc_id], (f"{doc_id}#{number}" for number in count(2)))
        return next(key for key in candidates if key not in self.entries)

    @cached_property
    def _key_of(self) -> dict[str, str]:
        """The key of the entry of each marked document, by its present id."""
        return {each.id: key for key, each in self.by_key.items()}

    @cached_property
    def tags(self) -> dict[str, int]:
        """The number of documents in the library with each tag, sorted by tag."""
        spellings = tag_spellings(self.entries.values())
        return sorted_tags(Counter(spellings[tag.casefold()] for each in self._present() for tag in each.marks.tags))

    def ids(self, is_wanted: MarkTest) -> tuple[str, ...]:
        """The ids of the documents in the library whose marks are wanted."""
        return tuple(each.id for each in self._present() if is_wanted(each.marks))

    def _present(self) -> Iterator[MarkedDocument]:
        return (each for each in self.by_key.values() if each.presence is not Presence.LOOSE)

    def _found(self, field: str, values: Collection[str]) -> dict[str, str]:
        """The hash of the text of each document with one of some values in a field, by id."""
        hits = documents_with(self._client, self._index, field, values, ["text_hash"])
        return {hit["_id"]: hit["_source"]["text_hash"] for hit in hits}


def documents_with(
    client: OpenSearch, index: str, field: str, values: Collection[str], wanted: Sequence[str]
) -> Iterator[Body]:
    """Some stored fields of the documents with one of some values in a field, as hits."""
    ordered = sorted(filter(None, values))
    for start in range(0, len(ordered), _AT_ONCE):
        query = {"terms": {field: ordered[start : start + _AT_ONCE]}}
        yield from scan(client, index, query, _source=list(wanted))


def reference_of(fields: Body) -> DocumentReference:
    """What a document is recognized by, of REFERENCE_FIELDS."""
    record = record_from(fields)
    message = decode_details(record["details"]).message
    return DocumentReference(
        id=fields["id"],
        place=fields["place"],
        text_hash=own_hash(fields["text_hash"]),
        title=summary_of(record).title,
        date=dt.date.fromordinal(fields["date"]) if fields.get("date") else None,
        message_id=MessageFields(*message).message_id if message else "",
    )


def own_hash(text: str) -> str:
    """The hash of a text as user data writes it, of that which a server stores: its halves with 32 bits each."""
    return f"{int(text[:8], 16) << HALF_BITS | int(text[8:], 16):016x}"


def server_hash(text: str) -> str:
    """The hash of a text as a server stores it; "" for one that the user has damaged."""
    try:
        number = int(text, 16)
    except ValueError:
        return ""
    return f"{number >> HALF_BITS:08x}{number & ((1 << HALF_BITS) - 1):08x}"
