"""The stars, tags and notes of a library on a server, which all its users share: one entry for each document.

Entries are changed on top of what the server has: if two users change one at the same time, both changes hold.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from opensearchpy import OpenSearch

from index.model.server import ServerError, ServerFault, ServerTarget
from index.model.user_data import DocumentMarks
from index.opensearch.connection import Body, refusal, reported
from index.opensearch.mapping import Indices
from index.opensearch.scan import scan
from index.opensearch.shared import SharedIndex
from index.opensearch.stored import digest_of
from index.schema.mentions import to_json
from index.userdata.entry_file import Change

_LOG = logging.getLogger(__name__)
_MARK = "mark"
_AT_ONCE = 500
"""Entries of one request."""
_REPEATED = 1000
"""Writes before the last one read that are read again: a write may be visible before one with a lower number."""
_ATTEMPTS = 8
"""How often an entry is read and written again that others change at the same time."""
_CONFLICT = 409
Changed = dict[str, tuple[DocumentMarks | None, DocumentMarks | None]]
"""Changed entries by key, before and after."""


class SharedMarks:
    """The entries of one library.

    Args:
        client: The client of the server.
        target: The library.

    """

    def __init__(self, client: OpenSearch, target: ServerTarget) -> None:
        self.entries: Mapping[str, DocumentMarks] = {}
        """As last read, by key, in the order in which they were made. The key is the id that the document had then."""
        self._client = client
        self._target = target
        self._index = Indices(target.library).shared
        self._shared = SharedIndex(client, target)
        self._revision: str | None = None
        """The last change that was read; None before the first reading."""
        self._held: dict[str, tuple[int, DocumentMarks | None]] = {}
        """The order and content of each entry on the server; None for one without marks."""
        self._seen = -1, -1
        """The primary term and the sequence number of the last write that was read."""

    def reload(self) -> bool:
        """Read the entries if anyone has changed one; returns whether anyone has."""
        revision = self._shared.marks_revision()
        if revision == self._revision:
            return False
        if self._revision is None or not self._read_changed():
            self._read_all()
        ordered = sorted(self._held.items(), key=lambda item: item[1][0])
        self.entries = {key: entry for key, (_, entry) in ordered if entry is not None}
        self._revision = revision
        return True

    def _read_all(self) -> None:
        self._held = {}
        self._seen = -1, -1
        self._take(self._changed_since(0))

    def _read_changed(self) -> bool:
        """Read the entries that were written since the last reading; False if all must be read."""
        term, number = self._seen
        hits = self._changed_since(max(0, number - _REPEATED))
        if not any(hit["_seq_no"] >= number for hit in hits) or any(hit["_primary_term"] != term for hit in hits):
            return False  # the index was restored, or another node counts its writes
        self._take(hits)
        return True

    def _changed_since(self, number: int) -> list[Body]:
        """The entries that were written by the write of a number or later ones."""
        query = {"bool": {"filter": [{"term": {"kind": _MARK}}, {"range": {"_seq_no": {"gte": number}}}]}}
        with reported(self._target):
            return list(scan(self._client, self._index, query, by="key", seq_no_primary_term=True))

    def _take(self, hits: Sequence[Body]) -> None:
        for hit in hits:
            fields = hit["_source"]
            key, order, entry = str(fields["value"]["id"]), int(fields["order"]), _entry(fields)
            held = self._held.get(key)
            if held is None or held != (order, entry):  # else the same object: it need not be looked up again
                self._held[key] = order, entry
            self._seen = max(self._seen, (hit["_primary_term"], hit["_seq_no"]))

    def change(self, changes: Mapping[str, Change[DocumentMarks]]) -> Changed:
        """Change entries by key, or add some; returns those changed."""
        changed: Changed = {}
        keys = list(changes)
        for start in range(0, len(keys), _AT_ONCE):
            changed |= self._change({key: changes[key] for key in keys[start : start + _AT_ONCE]})
        return changed

    def _change(self, changes: Mapping[str, Change[DocumentMarks]]) -> Changed:
        """Change a few entries, those again that another user has changed meanwhile."""
        changed: Changed = {}
        left = list(changes)
        for _ in range(_ATTEMPTS):
            present = dict(zip(left, self._present(left), strict=True))
            before = {key: _entry(hit["_source"]) if hit.get("found") else None for key, hit in present.items()}
            wanted = {key: (before[key], changes[key](before[key])) for key in left}
            wanted = {key: pair for key, pair in wanted.items() if pair[0] != pair[1]}
            if not wanted:
                return changed
            refused = self._write({key: (present[key], after) for key, (_, after) in wanted.items()})
            changed |= {key: pair for key, pair in wanted.items() if key not in refused}
            left = [key for key in left if key in refused]
            if not left:
                return changed
        raise ServerError(ServerFault.BUSY, self._target.shown)

    def _present(self, keys: Sequence[str]) -> list[Body]:
        with reported(self._target):
            found: list[Body] = self._client.mget(index=self._index, body={"ids": list(map(_id_of, keys))})["docs"]
        return found

    def _write(self, wanted: Mapping[str, tuple[Body, DocumentMarks | None]]) -> set[str]:
        """Write entries over those that are there; returns the ids of those that were changed meanwhile."""
        lines, order = [], time.time_ns()
        for number, (key, (present, after)) in enumerate(wanted.items()):
            lines += _lines(key, present, after, order + number)
        with reported(self._target):
            answer = self._client.bulk(index=self._index, body="\n".join([*lines, ""]), params={"refresh": "true"})
        # Also if some are refused: others look for what was written.
        self._shared.state_marks_revision(uuid.uuid4().hex)
        outcomes = iter(answer["items"])
        return set(self._refused(wanted, outcomes))

    def _refused(
        self, wanted: Mapping[str, tuple[Body, DocumentMarks | None]], outcomes: Iterator[Body]
    ) -> Iterator[str]:
        for key in wanted:
            (outcome,) = next(outcomes).values()
            if outcome["status"] == _CONFLICT:
                yield key
            elif outcome.get("error"):
                raise refusal(self._target, outcome)


def _lines(key: str, present: Body, after: DocumentMarks | None, order: int) -> list[str]:
    """The lines of a bulk request that put an entry in the place of the present one; None for one without marks."""
    place: Body = {"_id": _id_of(key)}
    if present.get("found"):
        place |= {"if_seq_no": present["_seq_no"], "if_primary_term": present["_primary_term"]}
        if _entry(present["_source"]) is not None:
            order = present["_source"]["order"]
    # An entry without marks stays: others learn of it, as of any other write.
    value = {"id": key, "marks": None if after is None else msgspec.to_builtins(after)}
    body = {"kind": _MARK, "key": _id_of(key), "order": order, "value": value}
    return [to_json({"index" if present.get("found") else "create": place}), to_json(body)]


def _id_of(key: str) -> str:
    """The id of an entry on the server. A key may be any text, in what a user has imported."""
    return f"{_MARK}.{digest_of(key)}"


def _entry(fields: Body) -> DocumentMarks | None:
    try:
        return msgspec.convert(fields["value"]["marks"], DocumentMarks | None)
    except (KeyError, msgspec.ValidationError):
        _LOG.warning("an entry of stars, tags and notes on the server is invalid")
        return None
