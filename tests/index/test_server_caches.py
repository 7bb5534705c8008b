"""What an open library on a server remembers of it, while several threads ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from index.model.server import ServerTarget
from index.opensearch import server_names
from index.opensearch.connection import connect
from index.opensearch.scan import point_in_time
from index.opensearch.server_names import JoinedWords
from index.opensearch.server_people import ServerPeople
from index.opensearch.stored import digest_of


class _Server:
    """An index of people, all with the same label, and one of documents, in which every word is joined to the next."""

    def __init__(self) -> None:
        self.label = "old"
        self.asked: list[object] = []
        self.meanwhile: Callable[[], object] = lambda: None
        """What other threads do after a request was answered, and before the answer is here."""

    def mget(self, body: dict[str, Any], **request: object) -> dict[str, Any]:
        """Return the people with some ids."""
        self.asked.append(body["ids"])
        source = {"key": "k", "label": self.label, "documents": 1, "confidence": 100}
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return {"docs": [{"found": True, "_source": source} for _ in body["ids"]]}

    def search(self, body: dict[str, Any], **request: object) -> dict[str, Any]:
        """Count one document for each filter."""
        filters = body["aggs"]["ways"]["filters"]["filters"]
        self.asked.append(sorted(filters))
        return {"aggregations": {"ways": {"buckets": {name: {"doc_count": 1} for name in filters}}}}


def test_labels_that_were_asked_for_before_a_change_are_not_kept_after_it() -> None:
    """The server has answered, then people were resolved, and then the answer arrives."""
    server = _Server()
    people = ServerPeople(cast(OpenSearch, server), "people")

    def resolve() -> None:
        server.label = "new"
        people.forget()

    server.meanwhile = resolve
    assert people.of_keys(["a"])["a"].label == "old"
    assert people.of_keys(["a"])["a"].label == "new"


def test_people_are_found_although_another_thread_forgets_them() -> None:
    """Those that were known are in the answer, too."""
    server = _Server()
    people = ServerPeople(cast(OpenSearch, server), "people")
    people.of_keys(["a"])
    server.meanwhile = people.forget
    assert people.of_keys(["a", "b"]).keys() == {"a", "b"}
    assert server.asked == [[digest_of("a")], [digest_of("b")]]


def test_a_joined_word_is_known_when_the_cache_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked for again, and it is still known after others have taken the place of most."""
    server = _Server()
    joined = JoinedWords(cast(OpenSearch, server), "documents")
    monkeypatch.setattr(server_names, "_CACHED_HEADS", 1)
    assert "take" in joined
    assert "make" in joined
    assert "make" in joined
    assert joined._ask(["make", "shake"]) == {"make": True, "shake": True}
    assert server.asked == [["take"], ["make"], ["shake"]]


def test_half_a_surrogate_pair_in_an_answer_is_read() -> None:
    """The client decodes it, as the server may send what a file had."""
    read = connect(ServerTarget(("http://127.0.0.1:1",), "wire")).transport.deserializer.loads
    assert read('{"a": "\ud800"}') == {"a": "\ud800"}
    assert read('{"a": "\\ud800"}') == {"a": "\ud800"}


class _LostShard(_Server):
    """A server that lacks one of two shards: it holds the other one alone, unless it is asked for all."""

    def create_pit(self, params: dict[str, str], **request: object) -> dict[str, Any]:
        """Hold what is there."""
        if params.get("allow_partial_pit_creation") == "false":
            raise TransportError(503, "search_phase_execution_exception")
        return {"pit_id": "1"}


def test_a_part_of_the_documents_is_not_taken_for_all() -> None:
    """Otherwise the people of a lost shard would be deleted."""
    with pytest.raises(TransportError), point_in_time(cast(OpenSearch, _LostShard()), "documents"):
        pass
