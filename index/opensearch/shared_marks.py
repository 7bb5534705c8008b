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

    def reload(self) -> bool:
        """Read the entries if anyone has changed one; returns whether anyone has."""
        revision = self._shared.marks_revision()
        if revision == self._revision:
            return False
        with reported(self._target):
            hits = scan(self._client, self._index, {"term": {"kind": _MARK}}, by="key")
            found = sorted((hit["_source"] for hit in hits), key=lambda fields: int(fields["order"]))
        entries = {str(fields["value"]["id"]): _entry(fields) for fields in found}
        self.entries = {key: entry for key, entry in entries.items() if entry is not None}
        self._revision = revision
        return True

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
    """The lines of a bulk request that put an entry in the place of the present one, or remove that."""
    place: Body = {"_id": _id_of(key)}
    if present.get("found"):
        place |= {"if_seq_no": present["_seq_no"], "if_primary_term": present["_primary_term"]}
        order = present["_source"]["order"]
    if after is None:
        return [to_json({"delete": place})]
    value = {"id": key, "marks": msgspec.to_builtins(after)}
    body = {"kind": _MARK, "key": _id_of(key), "order": order, "value": value}
    return [to_json({"index" if present.get("found") else "create": place}), to_json(body)]


def _id_of(key: str) -> str:
    """The id of an entry on the server. A key may be any text, in what a user has imported."""
    return f"{_MARK}.{digest_of(key)}"


def _entry(fields: Body) -> DocumentMarks | None:
    try:
        return msgspec.convert(fields["value"]["marks"], DocumentMarks)
    except (KeyError, msgspec.ValidationError):
        _LOG.warning("an entry of stars, tags and notes on the server is invalid")
        return None
