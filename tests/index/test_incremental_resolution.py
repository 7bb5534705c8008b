"""Entity resolution of a library on a server after changes: what is taken over makes the same as all documents do."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opensearchpy import OpenSearch
from opensearchpy.exceptions import AuthorizationException

from index.opensearch import same_persons
from index.opensearch.column_reader import read_columns
from index.opensearch.entity_resolution import people_of
from index.opensearch.resolution_cache import load_resolution, save_resolution
from index.opensearch.same_persons import possible_same_persons

_NAMES = (
    "John Smith", "J. Smith", "Smith", "John A. Smith", "Anna Smith", "Ben Smith", "Lee", "Lee Kuan Yew", "Bruce Lee",
    "Kuan Yew", "Maria del Mar", "Maria", "Jones", "Peter Jones", "Paul Jones", "P. Jones",
)  # fmt: skip
_ROLES = ("minister", "finance minister", "chairman")
Documents = dict[str, dict[str, list[Any]]]


@st.composite
def _documents(draw: st.DrawFn) -> dict[str, list[Any]]:
    """The values of a document's fields, without those that name it."""
    people = draw(st.lists(st.sampled_from(_NAMES), unique=True, max_size=5))
    with_role = draw(st.lists(st.sampled_from(people), unique=True, max_size=2)) if people else []
    text_hash = draw(st.sampled_from(("aa", "bb", "cc"))) if draw(st.integers(0, 5)) == 0 else draw(st.uuids()).hex
    found: dict[str, list[Any]] = {
        "person": sorted(people),
        "country": sorted(draw(st.lists(st.sampled_from(("LT", "PL", "SG", "US")), unique=True, max_size=2))),
        "role": sorted(f"{name}\t{draw(st.sampled_from(_ROLES))}" for name in with_role),
        "text_hash": [text_hash],
        "arrived": [draw(st.integers(1, 9))],
    }
    if draw(st.booleans()):
        found["date"] = [draw(st.sampled_from((725_000, 725_010, 725_400, 727_000, 737_000)))]
    return {name: values for name, values in found.items() if values}


class _Server:
    """One index of documents by id, with the requests that reading columns makes."""

    def __init__(self, shards: int = 1) -> None:
        self.documents: Documents = {}
        self.numbers: dict[str, int] = {}
        self.written = [-1] * shards
        """The last number of each shard."""
        self.may_see_stats = True
        self.history = "h"
        self.recovering: list[dict[str, Any]] = []
        """Further copies of the first shard."""
        self.unrefreshed = 0
        """Copies that a refresh does not reach."""
        self.read = 0
        """Documents of which columns were read."""
        self.indices = self

    def put(self, doc_id: str, fields: dict[str, list[Any]]) -> None:
        """Write a document."""
        own = {"id": [doc_id], "source": ["archive"], "path": [f"{doc_id[-2:]}.txt"], "place": [f"{doc_id[-2:]}.txt"]}
        self.documents[doc_id] = {**fields, **own}
        self.numbers[doc_id] = self._next(doc_id)

    def delete(self, doc_id: str) -> None:
        """Delete a document."""
        self._next(doc_id)
        del self.documents[doc_id]

    def _next(self, doc_id: str) -> int:
        """The number of a write, in the shard of its document."""
        shard = int(doc_id[:2], 16) % len(self.written)
        self.written[shard] += 1
        return self.written[shard]

    def stats(self, **_: object) -> dict[str, Any]:
        """Say how far writes are visible."""
        if not self.may_see_stats:
            raise AuthorizationException(403, "security_exception", {})
        commit = {"user_data": {"history_uuid": self.history}}
        copies = {
            str(shard): [{"seq_no": {"global_checkpoint": written}, "commit": commit}]
            for shard, written in enumerate(self.written)
        }
        copies["0"] += self.recovering
        return {"_shards": {"failed": 0}, "indices": {"wire.1": {"uuid": "u", "shards": copies}}}

    def count(self, **_: object) -> dict[str, Any]:
        """Count nothing."""
        return {"_shards": {"total": len(self.written)}}

    def refresh(self, **_: object) -> dict[str, Any]:
        """Everything is visible, unless a copy fails."""
        return {"_shards": {"failed": self.unrefreshed}}

    def create_pit(self, **_: object) -> dict[str, str]:
        """Begin."""
        return {"pit_id": "1"}

    def delete_pit(self, **_: object) -> None:
        """End."""

    def search(self, body: dict[str, Any], params: dict[str, str]) -> dict[str, Any]:
        """Answer one of the three searches, which must not leave out a shard that fails."""
        assert params == {"allow_partial_search_results": "false"}
        found = sorted(doc_id for doc_id in self.documents if self._matches(doc_id, body.get("query", {})))
        if "aggs" in body:
            ((name, wanted),) = body["aggs"].items()
            if "filter" in wanted:
                count = sum(self._matches(doc_id, wanted["filter"]) for doc_id in found)
                return {"hits": {"total": {"value": len(found)}}, "aggregations": {name: {"doc_count": count}}}
            parts = wanted["filters"]["filters"].items()
            counts = {key: {"doc_count": sum(self._matches(each, part) for each in found)} for key, part in parts}
            return {"aggregations": {name: {"buckets": counts}}}
        wanted_fields = body["docvalue_fields"]
        self.read += len(found) * (len(wanted_fields) > 1)
        return {
            "hits": {"hits": [{"fields": {name: self.documents[each][name] for name in wanted_fields
                                          if name in self.documents[each]}, "sort": [each]}
                              for each in found if each > body.get("search_after", [""])[0]][: body["size"]]}
        }  # fmt: skip

    def _matches(self, doc_id: str, query: dict[str, Any]) -> bool:
        match query:
            case {"range": {"_seq_no": {"gt": since}}}:
                return bool(self.numbers[doc_id] > since)
            case {"prefix": {"id": prefix}}:
                return doc_id.startswith(prefix)
            case {"bool": {"should": parts}}:
                return any(self._matches(doc_id, part) for part in parts)
            case _:
                return True


def _client(server: _Server) -> OpenSearch:
    return cast(OpenSearch, server)


def _same(one: object, other: object) -> bool:
    """Whether two results are equal in all of their arrays and texts."""
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        return all(_same(getattr(one, each.name), getattr(other, each.name)) for each in dataclasses.fields(one))
    return np.array_equal(one, cast(Any, other)) if isinstance(one, np.ndarray) else one == other


_IDS = st.integers(0, 23).map(lambda number: f"{7 * number % 256:02x}{number:018x}")
_Changes = list[tuple[str, dict[str, list[Any]] | None]]
_CHANGES = st.lists(st.tuples(_IDS, st.none() | _documents()), max_size=4)


@settings(max_examples=50, deadline=None)
@given(
    shards=st.integers(1, 3),
    first=st.dictionaries(_IDS, _documents(), min_size=12),
    rounds=st.lists(_CHANGES, min_size=1, max_size=4),
)
def test_what_is_taken_over_is_what_all_documents_say(
    shards: int,
    first: Documents,
    rounds: list[_Changes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """After any changes, columns, people and what documents are to state are those of a machine that reads all."""
    server, path = _Server(shards), tmp_path_factory.mktemp("cache") / "wire.cache"
    for doc_id, fields in first.items():
        server.put(doc_id, fields)
    for changes in [[], *rounds]:
        for doc_id, changed in changes:
            if changed is not None:
                server.put(doc_id, changed)
            elif doc_id in server.documents:
                server.delete(doc_id)
        known = load_resolution(path)
        read, whole = (read_columns(_client(server), "wire", each) for each in (known.read if known else None, None))
        assert _same(read.columns, whole.columns)
        (found, resolution), (twin, _) = people_of(read, known, ()), people_of(whole, None, ())
        assert _same(found.identity, twin.identity)
        assert dict(found.assigned()) == dict(twin.assigned())
        assert list(found.bodies({})) == list(twin.bodies({}))
        save_resolution(path, resolution)


def _filled(count: int) -> _Server:
    server = _Server()
    for number in range(count):
        names = [_NAMES[number % len(_NAMES)], _NAMES[(5 * number + 1) % len(_NAMES)]]
        server.put(f"{number % 7:02x}{number:018x}", {"person": sorted(set(names)), "text_hash": [f"{number}"]})
    return server


def test_only_changed_documents_are_read_and_only_their_names_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed, one new and one deleted document of a hundred; without changes, none."""
    server = _filled(100)
    first = read_columns(_client(server), "wire")
    assert (server.read, first.touched) == (100, None)
    server.put(f"00{0:018x}", {"person": ["Jones"], "text_hash": ["new"]})
    server.put(f"aa{500:018x}", {"person": ["Maria"], "text_hash": ["other"]})
    server.delete(f"01{1:018x}")
    server.read = 0
    second = read_columns(_client(server), "wire", first)
    assert (server.read, len(second.columns)) == (2, 100)
    gone, changed = (first.columns.names(first.columns.ids.index(f"0{each}{each:018x}")) for each in (1, 0))
    touched = {name.lower().replace(".", "") for name in {*gone, *changed, "Jones", "Maria"}}
    assert second.touched == frozenset(touched)
    _, resolution = people_of(second, None, ())
    monkeypatch.delattr("index.resolution.judge.Judge.agrees")
    monkeypatch.delattr("index.resolution.judge.Judge.meanings")
    third = read_columns(_client(server), "wire", second)
    assert third.touched == frozenset()
    people_of(third, resolution, ())  # nothing is decided
    assert resolution.decisions.agreements or resolution.decisions.meanings


@pytest.mark.parametrize(
    "reason",
    ["another index", "most documents", "no permission", "older", "writes given up", "recovering", "not refreshed"],
)
def test_in_doubt_all_documents_are_read(reason: str) -> None:
    """Another index or history, most documents changed, a server that may not or cannot say what is visible."""
    server = _filled(30)
    known = read_columns(_client(server), "wire")
    checkpoint = known.checkpoint
    assert checkpoint is not None
    server.read = 0
    match reason:
        case "another index":
            known = dataclasses.replace(known, checkpoint=dataclasses.replace(checkpoint, index="v"))
        case "most documents":
            for doc_id in list(server.documents)[:20]:
                server.put(doc_id, {"person": ["Lee"], "text_hash": [doc_id]})
        case "no permission":
            server.may_see_stats = False
        case "writes given up":
            server.history = "other"
        case "recovering":  # a copy that is made says nothing of itself yet
            server.recovering.append({"routing": {"state": "INITIALIZING", "primary": False}})
        case "not refreshed":
            server.unrefreshed = 1
        case _:
            known = dataclasses.replace(known, checkpoint=dataclasses.replace(checkpoint, until=500))
    found = read_columns(_client(server), "wire", known)
    assert (server.read, found.touched) == (30, None)
    assert _same(found.columns, read_columns(_client(server), "wire").columns)


@pytest.mark.parametrize("damage", ["changed", "cut", "missing", "algorithm"])
def test_a_file_that_cannot_be_used_is_ignored(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged one, and that of another algorithm."""
    path, read = tmp_path / "new" / "wire.cache", read_columns(_client(_filled(5)), "wire")
    save_resolution(path, people_of(read, None, ())[1])
    loaded = load_resolution(path)
    assert loaded is not None
    assert _same(loaded.read.columns, read.columns)
    assert path.stat().st_mode & 0o077 == 0
    content = path.read_bytes()
    match damage:
        case "changed":
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "cut":
            path.write_bytes(content[:50])
        case "missing":
            path.unlink()
        case _:
            monkeypatch.setattr("index.opensearch.resolution_cache._VERSION", "26.4 6 1")
    assert load_resolution(path) is None


def test_a_library_that_loses_all_documents() -> None:
    """It has no people left."""
    server = _filled(3)
    known = read_columns(_client(server), "wire")
    for doc_id in list(server.documents):
        server.delete(doc_id)
    found, _ = people_of(read_columns(_client(server), "wire", known), None, ())
    assert list(found.bodies({})) == []


def test_possible_same_persons_of_another_algorithm_are_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of this one are the same as long as the documents are."""
    read = read_columns(_client(_filled(60)), "wire")
    people, _ = people_of(read, None, ())
    found = possible_same_persons(None, read.columns, people, ())
    assert found is not None
    assert possible_same_persons(found, read.columns, people, ()) is None
    monkeypatch.setattr(same_persons, "IDENTITY_VERSION", 10_000)
    assert possible_same_persons(found, read.columns, people, ()) is not None
