"""Entity resolution over a library on a server: one process at a time, and no request is lost."""

from __future__ import annotations

from typing import Any, cast

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError

from index.model.server import ServerTarget
from index.opensearch import entity_resolution
from index.opensearch.entity_resolution import resolve_if_requested, resolve_people
from index.opensearch.shared import SharedIndex

_TARGET = ServerTarget(("http://127.0.0.1:1",), "wire")


class _Server:
    """The documents of one index; searches find none."""

    def __init__(self) -> None:
        self._documents: dict[str, Any] = {}
        self._written = 0

    def create(self, index: str, id: str, body: object) -> dict[str, int]:
        """Add a document; it must be a new one."""
        if id in self._documents:
            raise ConflictError(409, "version_conflict_engine_exception")
        return self.index(index, id, body)

    def index(self, index: str, id: str, body: object, params: dict[str, Any] | None = None) -> dict[str, int]:
        """Add or replace a document, if it is the one that is meant."""
        self._check(id, params)
        self._written += 1
        self._documents[id] = {"_source": body, "_seq_no": self._written, "_primary_term": 1}
        return {"_seq_no": self._written, "_primary_term": 1}

    def get(self, index: str, id: str) -> dict[str, Any]:
        """Return a document."""
        if id not in self._documents:
            raise NotFoundError(404, "not_found")
        found: dict[str, Any] = self._documents[id]
        return found

    def delete(self, index: str, id: str, params: dict[str, Any] | None = None) -> None:
        """Delete a document, if it is the one that is meant."""
        try:
            self._check(id, params)
        except ConflictError:
            if params is None or 409 not in params["ignore"]:
                raise
        else:
            self._documents.pop(id, None)

    def _check(self, id: str, params: dict[str, Any] | None) -> None:
        meant = (params or {}).get("if_seq_no")
        if meant is not None and self._documents.get(id, {}).get("_seq_no") != meant:
            raise ConflictError(409, "version_conflict_engine_exception")

    def create_pit(self, **request: object) -> dict[str, str]:
        """Begin a search over several requests."""
        return {"pit_id": "1"}

    def delete_pit(self, **request: object) -> None:
        """End it."""

    def search(self, **request: object) -> dict[str, Any]:
        """Find nothing."""
        return {"hits": {"hits": []}}


def test_a_request_during_a_resolution_is_answered_by_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process leaves it to the first one, which begins again: the changes of both count."""
    client = cast(OpenSearch, _Server())
    runs = []

    def resolve(*_: object) -> None:
        runs.append("run")
        if len(runs) == 1:
            resolve_people(client, _TARGET)  # of another process; it returns at once
            assert len(runs) == 1

    monkeypatch.setattr(entity_resolution, "_resolve", resolve)
    resolve_people(client, _TARGET)
    assert len(runs) == 2
    shared = SharedIndex(client, _TARGET)
    assert shared.revision() == shared.requested_revision() != ""


def test_one_process_holds_the_lock_until_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not hold it does not release it; that of a process that has died is taken over after its time."""
    shared = SharedIndex(cast(OpenSearch, _Server()), _TARGET)
    with shared.lock() as first:
        for _ in range(2):
            with shared.lock() as second:
                assert (first, second) == (True, False)
    monkeypatch.setattr("index.opensearch.shared._LONGEST", -1)
    with shared.lock(), shared.lock() as taken_over:
        assert taken_over


def test_a_lock_that_was_taken_over_is_left_to_its_new_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was stopped for too long does not release it."""
    shared = SharedIndex(cast(OpenSearch, _Server()), _TARGET)
    stopped, working = shared.lock(), shared.lock()
    with monkeypatch.context() as expired:
        expired.setattr("index.opensearch.shared._LONGEST", -1)
        assert stopped.__enter__()
    with working as taken_over:
        assert taken_over
        stopped.__exit__(None, None, None)
        with shared.lock() as third:
            assert not third


def test_an_older_algorithm_is_followed_by_a_resolution_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Although nobody has requested it; one by a later algorithm is left alone."""
    client, runs = cast(OpenSearch, _Server()), []
    monkeypatch.setattr(entity_resolution, "_resolve", lambda *_: runs.append("run"))
    resolve_people(client, _TARGET)
    for version, expected in ((10_000, 2), (9_999, 2), (10_001, 3)):
        monkeypatch.setattr("index.opensearch.shared.IDENTITY_VERSION", version)
        resolve_if_requested(client, _TARGET)
        assert len(runs) == expected
