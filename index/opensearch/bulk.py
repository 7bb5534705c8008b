"""Writes in bulk requests: with retries while the server is too busy, and so that a repeated write does no harm."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from opensearchpy import OpenSearch

from index.model.server import ServerError, ServerFault, ServerTarget
from index.opensearch.connection import Body, refusal, reported
from index.schema.mentions import to_json

_LOG = logging.getLogger(__name__)
_MOST_BYTES = 4_000_000
"""The size of one request, in characters."""
_ATTEMPTS = 9
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 30.0
"""Seconds before the next attempt, doubled each time."""
_CONFLICT, _MISSING = 409, 404


class BulkWriter:
    """Writes documents of one index. Every write names its document: it may be repeated.

    Args:
        client: The client of the server.
        target: The library.
        index: The index.
        wait: Waits some seconds before the next attempt.

    """

    def __init__(
        self, client: OpenSearch, target: ServerTarget, index: str, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._target = target
        self._index = index
        self._wait = wait
        self._actions: list[str] = []
        self._size = 0

    def put(self, doc_id: str, body: Body, *, unless_changed_since: tuple[int, int] | None = None) -> None:
        """Add a document, or replace the one with its id.

        Args:
            doc_id: Its id.
            body: Its fields.
            unless_changed_since: Sequence number and primary term of what is replaced: a later write by another
                process is kept. None to replace whatever is there.

        """
        action: Body = {"_id": doc_id}
        if unless_changed_since is not None:
            action["if_seq_no"], action["if_primary_term"] = unless_changed_since
        self._add(f"{to_json({'index': action})}\n{to_json(body)}\n")

    def delete(self, doc_id: str) -> None:
        """Delete a document; there need not be one."""
        self._add(f"{to_json({'delete': {'_id': doc_id}})}\n")

    def flush(self) -> None:
        """Send what is not sent yet, and wait until all of it is written.

        Raises:
            ServerError: the server cannot be reached, is full, stays busy, or refuses a document.

        """
        actions, self._actions, self._size = self._actions, [], 0
        pause = _FIRST_WAIT
        for attempt in range(_ATTEMPTS):
            if not actions:
                return
            if attempt:
                _LOG.info("the server is busy; attempt %d", attempt + 1)
                self._wait(pause)
                pause = min(2 * pause, _LONGEST_WAIT)
            actions = self._sent(actions)
        if actions:
            raise ServerError(ServerFault.BUSY, self._target.shown)

    def _add(self, action: str) -> None:
        self._actions.append(action)
        self._size += len(action)
        if self._size >= _MOST_BYTES:
            self.flush()

    def _sent(self, actions: Sequence[str]) -> list[str]:
        """Send some actions; returns those that the server was too busy for."""
        with reported(self._target):
            answer = self._client.bulk(index=self._index, body="".join(actions))
        if not answer["errors"]:
            return []
        left = []
        for action, (outcome,) in zip(actions, (each.values() for each in answer["items"]), strict=True):
            if not outcome.get("error") or outcome["status"] in (_CONFLICT, _MISSING):
                continue
            failed = refusal(self._target, outcome)
            if failed.fault is not ServerFault.BUSY:
                raise failed
            left.append(action)
        return left
