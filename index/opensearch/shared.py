"""What the users of a library on a server share: corrections, and the state of the library."""

from __future__ import annotations

import getpass
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError, OpenSearchException

from index.cache.sidecar_file import IDENTITY_VERSION
from index.model.entity import Action, Correction
from index.model.query import Kind
from index.model.server import ServerError, ServerFault, ServerTarget
from index.opensearch.connection import Body, reported
from index.opensearch.mapping import Indices
from index.opensearch.scan import scan

_LOG = logging.getLogger(__name__)
_SAME = "same persons"
_STATE, _REQUEST, _LOCK, _CORRECTION, _MARKS, _ARRIVALS = "state", "request", "lock", "correction", "marks", "arrivals"
_ATTEMPTS = 20
"""How often a state is written that other processes change at the same time."""
Arrivals = tuple[int, dict[str, int]]
_LONGEST = 300
"""Seconds after which the lock of a process that has died is taken over."""
_RENEWED_EVERY = 60.0
"""Seconds between two renewals of a lock that is held."""
_LONGEST_WRITING = 24 * 60 * 60
"""Seconds between two commits of an update at most; a writer that began before has died and will not come back."""


class SharedIndex:
    """The index of what is shared.

    Args:
        client: The client of the server.
        target: The library.

    """

    def __init__(self, client: OpenSearch, target: ServerTarget) -> None:
        self._client = client
        self._target = target
        self._index = Indices(target.library).shared

    def revision(self) -> str:
        """The request that the last entity resolution answered; "" before the first one."""
        return self._state(_STATE)

    def is_resolved(self) -> bool:
        """Whether the last entity resolution answered the last request, and was not by an older algorithm."""
        resolved, requested = (self._value(each) for each in (_STATE, _REQUEST))
        if resolved.get("revision", "") != requested.get("revision", ""):
            return False
        return not resolved or int(resolved.get("version", 0)) >= IDENTITY_VERSION

    def state_revision(self, revision: str) -> None:
        """State that people were resolved after a request."""
        self._put(_STATE, {"kind": _STATE, "value": {"revision": revision, "version": IDENTITY_VERSION}})

    def requested_revision(self) -> str:
        """The last request to resolve people; "" before the first one."""
        return self._state(_REQUEST)

    def request_resolution(self) -> None:
        """Request that people are resolved, by this process or by the one that does so now."""
        self._put(_REQUEST, {"kind": _REQUEST, "value": {"revision": uuid.uuid4().hex}})

    def marks_revision(self) -> str:
        """The last change of stars, tags or notes; "" before the first one."""
        return self._state(_MARKS)

    def state_marks_revision(self, revision: str) -> None:
        """State that stars, tags or notes were changed."""
        self._put(_MARKS, {"kind": _STATE, "value": {"revision": revision}})

    def same_persons(self) -> Body | None:
        """What is known of possible same persons; see `possible_same_persons`. None before the first resolution."""
        held = self._get(_SAME)
        found: Body | None = held["_source"]["value"] if held.get("found") else None
        return found

    def state_same_persons(self, found: Body) -> None:
        """State what is known of possible same persons."""
        self._put(_SAME, {"kind": _STATE, "value": found})

    def open_arrivals(self, writer: str) -> int:
        """Begin to write documents; returns their time of arrival.

        That is in seconds since the epoch, but never before that of documents written earlier, whatever the clocks of
        the machines say. Until `close_arrivals`, not all documents that arrived then may be visible.

        Args:
            writer: Who writes: the same after a crash, and no two at the same time.

        """

        def opened(last: int, writing: dict[str, int]) -> Arrivals:
            now = max(int(time.time()), last + 1)
            living = {name: began for name, began in writing.items() if began > now - _LONGEST_WRITING}
            return now, {**living, writer: now}

        return self._change_arrivals(opened)

    def close_arrivals(self, writer: str) -> None:
        """State that all documents of a writer are visible."""
        self._change_arrivals(lambda last, writing: (last, {name: writing[name] for name in writing if name != writer}))

    def arrived_until(self) -> int:
        """The time until which all documents that have arrived are visible; 0 before the first."""
        last, writing = _arrivals(self._get(_ARRIVALS))
        return min([last, *(opened - 1 for opened in writing.values())])

    def _get(self, doc_id: str) -> Body:
        with reported(self._target):
            found: Body = self._client.get(index=self._index, id=doc_id, params={"ignore": 404})
        return found

    def _change_arrivals(self, change: Callable[[int, dict[str, int]], Arrivals]) -> int:
        """Replace what is known of arrivals, again if another process does so at the same time."""
        for _ in range(_ATTEMPTS):
            held = self._get(_ARRIVALS)
            last, writing = change(*_arrivals(held))
            body = {"kind": _STATE, "value": {"last": last, "writing": writing}}
            unchanged = {"op_type": "create"}
            if held.get("found"):
                unchanged = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
            with reported(self._target):
                try:
                    self._client.index(index=self._index, id=_ARRIVALS, body=body, params=unchanged)
                except ConflictError:
                    continue
            return last
        raise ServerError(ServerFault.BUSY, self._target.shown)

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order in which they were made."""
        return tuple(correction for _, correction in self._corrections())

    def add(self, corrections: Sequence[Correction]) -> None:
        """Save corrections; those without an author, as all that are not imported, with the name of the user."""
        order = time.time_ns()
        for place, each in enumerate(corrections):
            value = {
                "action": each.action.value, "kind": each.kind.value, "names": list(each.names),
                "shown": each.shown, "path": each.path, "author": each.author or author_of(self._target),
            }  # fmt: skip
            key = uuid.uuid4().hex
            self._put(key, {"kind": _CORRECTION, "key": key, "order": order + place, "value": value})

    def remove(self, corrections: Sequence[Correction]) -> list[Correction]:
        """Remove corrections, of equal ones the last; returns those that are not there, and then removes none."""
        saved = self._corrections()
        ids, missing = [], []
        for wanted in corrections:
            places = [place for place, (_, found) in enumerate(saved) if found == wanted]
            if places:
                ids.append(saved.pop(places[-1])[0])
            else:
                missing.append(wanted)
        if not missing:
            with reported(self._target):
                for doc_id in ids:
                    self._client.delete(index=self._index, id=doc_id, params={"refresh": "true"})
        return missing

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Hold the lock of the library, under which people are resolved; yields whether it is held."""
        held = self._lock()
        if held is None:
            yield False
            return
        released = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(held, released), name="server-lock", daemon=True)
        keeper.start()
        try:
            yield True
        finally:
            released.set()
            keeper.join()
            with reported(self._target):
                self._client.delete(index=self._index, id=_LOCK, params={**_unchanged(held), "ignore": [404, 409]})

    def _keep(self, held: Body, released: threading.Event) -> None:
        """Renew the lock until it is released: in a large library, it is held longer than the time that it lasts.

        A process that was stopped for so long that another took the lock over leaves it alone.
        """
        while not released.wait(_RENEWED_EVERY):
            try:
                held |= self._client.index(index=self._index, id=_LOCK, body=_lock_body(), params=_unchanged(held))
            except ConflictError:
                return
            except OpenSearchException:  # the work itself reports it; the next renewal may succeed
                _LOG.info("the lock of a library on a server was not renewed")

    def _lock(self) -> Body | None:
        """Take the lock; returns what the server says of it, None if another process holds it."""
        body = _lock_body()
        with reported(self._target):
            try:
                return dict(self._client.create(index=self._index, id=_LOCK, body=body))
            except ConflictError:
                return self._take_over(body)

    def _take_over(self, body: Body) -> Body | None:
        """Replace the lock of a process that has died; None if it has not."""
        try:
            held = self._client.get(index=self._index, id=_LOCK)
            if held["_source"]["value"]["until"] > time.time():
                return None
            return dict(self._client.index(index=self._index, id=_LOCK, body=body, params=_unchanged(held)))
        except (NotFoundError, ConflictError):  # another process was faster
            return None

    def _state(self, doc_id: str) -> str:
        return str(self._value(doc_id).get("revision", ""))

    def _value(self, doc_id: str) -> Body:
        """What a document of the state holds; nothing where there is none."""
        with reported(self._target):
            try:
                return dict(self._client.get(index=self._index, id=doc_id)["_source"]["value"])
            except NotFoundError:
                return {}

    def _corrections(self) -> list[tuple[str, Correction]]:
        with reported(self._target):
            hits = list(scan(self._client, self._index, {"term": {"kind": _CORRECTION}}, by="key"))
        hits.sort(key=lambda hit: int(hit["_source"]["order"]))
        return [(hit["_id"], _correction(hit["_source"]["value"])) for hit in hits]

    def _put(self, doc_id: str, body: Body) -> None:
        with reported(self._target):
            self._client.index(index=self._index, id=doc_id, body=body, params={"refresh": "true"})


def _arrivals(held: Body) -> Arrivals:
    """The last time of arrival, and by writer that of the documents that are being written."""
    value = held["_source"]["value"] if held.get("found") else {}
    return int(value.get("last", 0)), dict(value.get("writing", {}))


def _unchanged(document: Body) -> Body:
    """Parameters of a write that fails if a document has been written since."""
    return {"if_seq_no": document["_seq_no"], "if_primary_term": document["_primary_term"]}


def _lock_body() -> Body:
    return {"kind": _LOCK, "value": {"until": time.time() + _LONGEST}}


def _correction(value: Body) -> Correction:
    return Correction(
        Action(value["action"]), Kind(value["kind"]), tuple(value["names"]), value["shown"], value["path"],
        value["author"],
    )  # fmt: skip


def author_of(target: ServerTarget) -> str:
    """The name of the user: that of the server's account, or of this machine's."""
    if target.user:
        return target.user
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return ""
