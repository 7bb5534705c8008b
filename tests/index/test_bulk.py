"""Bulk requests: what the server refuses for now is sent again, what it refuses for good is an error."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from opensearchpy import OpenSearch

from index.model.server import ServerError, ServerFault, ServerTarget
from index.opensearch.bulk import BulkWriter

_TARGET = ServerTarget(("http://127.0.0.1:1",), "wire")
_FLOOD = "index [w] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only]"


class _Server:
    """Answers bulk requests: each document with the statuses that are planned for it, then with 200."""

    def __init__(self, **planned: list[int]) -> None:
        self.planned = planned
        self.sent: list[list[str]] = []
        self.reason = "rejected"

    def bulk(self, index: str, body: str) -> dict[str, Any]:
        """Answer one request."""
        actions = [json.loads(line) for line in body.splitlines()]
        ids = [each[kind]["_id"] for each in actions for kind in ("index", "delete") if kind in each]
        self.sent.append(ids)
        items = [{"index": self._outcome(doc_id)} for doc_id in ids]
        return {"errors": any("error" in item["index"] for item in items), "items": items}

    def _outcome(self, doc_id: str) -> dict[str, Any]:
        left = self.planned.get(doc_id, [])
        status = left.pop(0) if left else 200
        return (
            {"status": status} if status == 200 else {"status": status, "error": {"type": "t", "reason": self.reason}}
        )


def _writer(server: _Server, waits: list[float]) -> BulkWriter:
    return BulkWriter(cast(OpenSearch, server), _TARGET, "documents", waits.append)


def test_busy_documents_are_sent_again() -> None:
    """Only those, after longer and longer waits."""
    server, waits = _Server(b=[429, 503]), list[float]()
    writer = _writer(server, waits)
    for doc_id in "abc":
        writer.put(doc_id, {"text": "x"})
    writer.delete("d")
    writer.flush()
    assert server.sent == [["a", "b", "c", "d"], ["b"], ["b"]]
    first, second = waits
    assert 0 < first < second


@pytest.mark.parametrize(
    ("status", "reason", "fault"),
    [(429, "rejected", ServerFault.BUSY), (429, _FLOOD, ServerFault.FULL), (400, "mapping", ServerFault.REFUSED)],
)
def test_errors(status: int, reason: str, fault: ServerFault) -> None:
    """A server that stays busy, is full, or does not accept a document."""
    server = _Server(a=[status] * 99)
    server.reason = reason
    writer = _writer(server, [])
    writer.put("a", {})
    with pytest.raises(ServerError) as caught:
        writer.flush()
    assert caught.value.fault is fault


def test_later_writes_and_missing_documents_are_no_errors() -> None:
    """A conflict means that another process has written the document since; a deleted one is gone already."""
    server = _Server(a=[409], b=[404])
    writer = _writer(server, [])
    writer.put("a", {}, unless_changed_since=(1, 1))
    writer.delete("b")
    writer.flush()
    assert len(server.sent) == 1
