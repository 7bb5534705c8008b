"""The roles of docs/cluster.md allow what each part of the program asks of a server, and each part needs its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from opensearchpy.transport import Transport

from index.model.analytics import Axis
from index.model.entity import Action, Correction
from index.model.query import Kind, Query
from index.model.server import ServerTarget
from index.model.step import Step
from index.model.user_data import DocumentEdit
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, target_of

_DOCS = Path(__file__).parents[2] / "docs" / "cluster.md"
_READER, _MARKER, _CORRECTOR, _INDEXER = range(4)
"""The roles in their order."""
_GROUPS = {
    "cluster_composite_ops_ro": ("indices:data/read/mget", "indices:data/read/msearch"),
    "cluster_composite_ops": ("indices:data/read/mget", "indices:data/read/msearch", "indices:data/write/bulk"),
}
"""The action groups of the security plugin, as far as they are needed."""
_WRITE = ("indices:data/write/index", "indices:data/write/delete", "indices:data/write/bulk[s]")
_ACTIONS = {
    ("HEAD", "INDEX"): ("indices:admin/get",),
    ("PUT", "INDEX"): ("indices:admin/create", "indices:admin/aliases"),
    ("GET", "INDEX/_mapping"): ("indices:admin/mappings/get",),
    ("GET", "INDEX/_stats/docs"): ("indices:monitor/stats",),
    ("POST", "INDEX/_refresh"): ("indices:admin/refresh", "indices:admin/refresh[s]"),
    ("POST", "INDEX/_search"): ("indices:data/read/search",),
    ("POST", "INDEX/_msearch"): ("cluster indices:data/read/msearch", "indices:data/read/search"),
    ("POST", "INDEX/_count"): ("indices:data/read/search",),
    ("POST", "INDEX/_search/point_in_time"): ("indices:data/read/point_in_time/create",),
    ("GET", "INDEX/_doc/ID"): ("indices:data/read/get",),
    ("POST", "INDEX/_mget"): ("cluster indices:data/read/mget", "indices:data/read/mget[shard]"),
    ("POST", "INDEX/_bulk"): ("cluster indices:data/write/bulk", *_WRITE),
    ("PUT", "INDEX/_doc/ID"): _WRITE,
    ("PUT", "INDEX/_create/ID"): _WRITE,
    ("DELETE", "INDEX/_doc/ID"): _WRITE,
    # A point in time names its indices.
    ("POST", "_search"): ("indices:data/read/search",),
    ("DELETE", "_search/point_in_time"): ("indices:data/read/point_in_time/delete",),
}
"""The actions that each request needs, by method and path."""
Asked = set[tuple[str, str]]
"""Methods and paths."""


def _roles() -> list[dict[str, object]]:
    blocks = re.findall(r"```json\n(.*?)```", _DOCS.read_text("utf-8"), re.DOTALL)
    return [json.loads(block) for block in blocks if "cluster_permissions" in block]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Record the requests of all clients."""
    found: Asked = set()
    send: Callable[..., object] = Transport.perform_request

    def record(self: Transport, method: str, url: str, *args: object, **options: object) -> object:
        found.add((method, url))
        return send(self, method, url, *args, **options)

    monkeypatch.setattr(Transport, "perform_request", record)
    return found


def _needed(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield each action that requests need, with the index that it is about; "" for a cluster permission."""
    for method, url in sorted(asked):
        parts = url.strip("/").split("/")
        indices = parts[0].split(",") if not parts[0].startswith("_") else ["pressroom.wire.documents"]
        shape = [*(["INDEX"] if not parts[0].startswith("_") else parts[:1]), *parts[1:]]
        if len(shape) == 3 and shape[1] in ("_doc", "_create"):
            shape[2] = "ID"
        for action in _ACTIONS[method, "/".join(shape)]:
            if action.startswith("cluster "):
                yield action.removeprefix("cluster "), ""
            else:
                yield from ((action, index) for index in indices)


def _refused(role: dict[str, object], asked: Asked) -> set[tuple[str, str]]:
    """Return the actions that a role does not allow."""
    refused = set()
    for action, index in _needed(asked):
        if not index:
            groups: list[str] = role["cluster_permissions"]  # type: ignore[assignment]
            allowed = any(action in _GROUPS[group] for group in groups)
        else:
            concrete = index if index.endswith(".1") else f"{index}.1"  # what an alias stands for
            rules: list[dict[str, list[str]]] = role["index_permissions"]  # type: ignore[assignment]
            allowed = any(
                any(fnmatchcase(concrete, pattern) for pattern in rule["index_patterns"])
                and any(fnmatchcase(action, _literal(pattern)) for pattern in rule["allowed_actions"])
                for rule in rules
            )
        if not allowed:
            refused.add((action, index))
    return refused


def _literal(pattern: str) -> str:
    """Return a pattern whose brackets stand for themselves."""
    return pattern.replace("[", "[[]")


def _read(target: ServerTarget, folder: Path) -> None:
    """Use all that only reads."""
    library = ServerLibrary.open(target, folder)
    query = Query("(airspace OR treaty) country:germany person:merkel", typing=True)
    page = library.search(query)
    library.search(Query("nothing of this"))
    library.search_partial(Query("airspace zeppelin treaty"))
    document = library.document(page.hits[0].id)
    library.highlights(Query("country:france treaty"), document)
    library.document_entities(document)
    person = page.people[0]
    library.entity(Kind.PERSON, person.key)
    library.find(Kind.PERSON, person.label)
    analytics = library.analytics
    analytics.matrix(Query(), Axis(Kind.PERSON), Axis(Kind.COUNTRY))
    analytics.timeline(Query(), Step.DAY, Kind.PERSON)
    analytics.compare(Query("treaty"))
    analytics.similar(document.id)
    assert library.user_data is not None
    library.user_data.load()
    library.user_data.reading.mark([document.id], is_read=True)
    library.search(Query("is:starred OR is:read"))
    library.marked_results.summary(Query())
    library.marked_results.ids(Query())
    library.refresh()


def test_the_roles_allow_what_is_asked(node: Node, folder: Path, tmp_path: Path, asked: Asked) -> None:
    """Each role allows its part, and the role before it does not: no part is named without need."""
    roles = _roles()
    assert len(roles) == 4
    target = replace(target_of(node, "wire"), source="wire")
    index_on_server(folder, tmp_path / "manifest", target)
    _check(roles, _INDEXER, asked)
    _read(target, tmp_path / "users")
    _check(roles, _READER, asked)
    library = ServerLibrary.open(target, tmp_path / "users")
    assert library.user_data is not None
    doc_id = library.search(Query("")).hits[0].id
    library.user_data.edit({doc_id: DocumentEdit(starred=True, note="Read.")})
    library.user_data.edit({doc_id: DocumentEdit(starred=False, note="")})
    _check(roles, _MARKER, asked)
    library.correct(Correction(Action.RENAME, Kind.COUNTRY, ("FR",), "The Republic"))
    library.correct(Correction(Action.HIDE, Kind.PERSON, (library.search(Query()).people[0].label,)))
    library.undo()
    _check(roles, _CORRECTOR, asked)


def _check(roles: list[dict[str, object]], number: int, asked: Asked) -> None:
    assert not _refused(roles[number], asked)
    assert number == _READER or _refused(roles[number - 1], asked)
    asked.clear()
