"""The upgrade of docs/cluster.md: aliases move to a library that was indexed beside the one that is open."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.model.query import Query
from index.model.server import ServerError, ServerFault
from index.model.user_data import DocumentEdit
from index.opensearch import watching
from index.opensearch.connection import connect
from index.opensearch.mapping import Indices
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, opened, target_of


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_LOOK_EVERY", 0.01)


def _move(node: Node, source: str, library: str) -> None:
    """Let the aliases of a library name the indices of another one."""
    actions = []
    for old, new in zip(Indices(library).all, Indices(source).all, strict=True):
        actions += [{"remove": {"index": f"{old}.1", "alias": old}}, {"add": {"index": f"{new}.1", "alias": old}}]
    connect(target_of(node, library)).indices.update_aliases(body={"actions": actions})


def test_an_open_library_sees_that_its_aliases_have_moved(node: Node, folder: Path, tmp_path: Path) -> None:
    """It yields as for any change, and then has the documents, people and user data of the other library."""
    index_on_server(folder, tmp_path / "old", target_of(node, "swapped"))
    (folder / "new.txt").write_text("Chancellor Angela Merkel spoke of a zeppelin.", "utf-8")
    index_on_server(folder, tmp_path / "new", target_of(node, "swapped-2"))
    library, own = opened(target_of(node, "swapped"), tmp_path / "users")
    other, others = opened(target_of(node, "swapped-2"), tmp_path / "users")
    doc_id = other.search(Query("zeppelin")).hits[0].id
    others.edit({doc_id: DocumentEdit(starred=True)})
    before = own.folder
    _move(node, "swapped-2", "swapped")
    stop = threading.Event()
    for _ in library.watch(stop, lambda: None):
        stop.set()
        assert library.refresh()
    assert not library.refresh()
    assert (len(library), library.search(Query("zeppelin")).total) == (6, 1)
    own.load()
    assert library.search(Query("is:starred")).total == 1
    assert own.folder == others.folder != before


def test_another_version_that_takes_the_place_is_said(node: Node, folder: Path, tmp_path: Path) -> None:
    """Its documents cannot be read by this one."""
    index_on_server(folder, tmp_path / "old", target_of(node, "overtaken"))
    index_on_server(folder, tmp_path / "new", target_of(node, "overtaken-2"))
    library, _ = opened(target_of(node, "overtaken"), tmp_path / "users")
    documents, client = Indices("overtaken-2").documents, connect(target_of(node, "overtaken"))
    client.indices.put_mapping(index=documents, body={"_meta": {"version": "0.0", "id": "x"}})
    _move(node, "overtaken-2", "overtaken")
    stop = threading.Event()
    for _ in library.watch(stop, lambda: None):
        stop.set()
        with pytest.raises(ServerError) as raised:
            library.refresh()
    assert raised.value.fault is ServerFault.OTHER_VERSION
