"""What goes wrong with a server is one sentence: passwords, certificates, a full disk, another version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.model.query import Query
from index.model.server import ServerError, ServerFault, ServerTarget
from index.model.user_data import DocumentEdit
from index.opensearch.connection import connect
from index.opensearch.library import ServerLibrary
from index.opensearch.mapping import Indices, check, create
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, opened, target_of
from tests.opensearch.proxy import certificate, proxy
from tui.text.remedies import error_text


def _fault(target: ServerTarget) -> ServerFault:
    with pytest.raises(ServerError) as caught:
        ServerLibrary.open(target)
    said = error_text(caught.value)
    assert said.endswith((".", target.library))
    assert target.password not in said or not target.password
    return caught.value.fault


def test_passwords_and_certificates(node: Node, folder: Path, tmp_path: Path) -> None:
    """The right ones work; each wrong one is named."""
    index_on_server(folder, tmp_path / "manifest", target_of(node, "secured"))
    trusted, other = certificate(tmp_path, "127.0.0.1"), certificate(tmp_path, "search.example.org")
    with proxy(node.url, trusted, "me", "secret") as url:
        target = ServerTarget((url,), "secured", "me", "secret", trusted, "archive")
        assert ServerLibrary.open(target).search(Query("airspace")).total == 2
        assert _fault(replace(target, password="guess")) is ServerFault.PASSWORD
        assert _fault(replace(target, user="", password="")) is ServerFault.PASSWORD
        assert _fault(replace(target, certificates=other)) is ServerFault.CERTIFICATE
        assert _fault(replace(target, certificates=None)) is ServerFault.CERTIFICATE
        assert _fault(replace(target, certificates=tmp_path / "none.pem")) is ServerFault.CERTIFICATE_FILE
    with proxy(node.url, other, "me", "secret") as url:
        target = ServerTarget((url,), "secured", "me", "secret", other)
        assert _fault(target) is ServerFault.CERTIFICATE  # of another host
    assert _fault(target) is ServerFault.UNREACHABLE


def test_no_library_or_that_of_another_version(node: Node, folder: Path, tmp_path: Path) -> None:
    """Neither is searched, and the latter is not written to."""
    target = target_of(node, "versions")
    assert _fault(target) is ServerFault.NO_LIBRARY
    index_on_server(folder, tmp_path / "manifest", target)
    connect(target).indices.put_mapping(index=Indices("versions").documents, body={"_meta": {"version": "0"}})
    assert _fault(target) is ServerFault.OTHER_VERSION
    with pytest.raises(ServerError):
        index_on_server(folder, tmp_path / "manifest", target)


def test_an_upgrade_by_moving_aliases(node: Node, folder: Path, tmp_path: Path) -> None:
    """A library of another version is replaced by one that was indexed beside it; updates and marks go on."""
    old, new = target_of(node, "upgraded"), target_of(node, "upgraded-2")
    index_on_server(folder, tmp_path / "manifest", old)
    library, data = opened(old, tmp_path / "users", "anna")
    data.edit({library.document("seed.txt").id: DocumentEdit(starred=True)})
    assert data.export_to(tmp_path / "exported")
    client = connect(old)
    client.indices.put_mapping(index=Indices("upgraded").documents, body={"_meta": {"version": "0"}})
    index_on_server(folder, tmp_path / "manifest-2", new)
    assert opened(new, tmp_path / "users", "anna")[1].import_from(tmp_path / "exported").documents == 1
    actions = [
        {action: {"index": f"{name}.1", "alias": alias}}
        for alias, name in zip(Indices("upgraded").all, Indices("upgraded-2").all, strict=True)
        for action, name in (("remove", alias), ("add", name))
    ]
    client.indices.update_aliases(body={"actions": actions})
    library, data = opened(old, tmp_path / "users", "anna")
    assert [hit.path for hit in library.search(Query("is:starred")).hits] == ["seed.txt"]
    (folder / "more.txt").write_text("More airspace was asked for.", "utf-8")
    assert index_on_server(folder, tmp_path / "manifest", old).documents == len(library) + 1


def test_two_machines_create_a_library_at_once(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one uses what the first has created."""
    target = target_of(node, "at-once")
    client = connect(target)
    create(client, target)
    monkeypatch.setattr(client.indices, "exists", lambda index: False)  # as it was when the second one asked
    create(client, target)
    assert check(client, target)


def test_a_full_disk(node: Node, folder: Path, tmp_path: Path) -> None:
    """At the flood stage nothing is lost; the next update continues."""
    target = target_of(node, "full")
    index_on_server(folder, tmp_path / "manifest", target)
    (folder / "more.txt").write_text("More airspace was asked for.", "utf-8")
    client, index = connect(target), Indices("full").documents
    blocked = "index.blocks.read_only_allow_delete"
    client.indices.put_settings(index=index, body={blocked: True})  # as the server does at the flood stage
    with pytest.raises(ServerError) as caught:
        index_on_server(folder, tmp_path / "manifest", target)
    assert caught.value.fault is ServerFault.FULL
    assert ServerLibrary.open(target).search(Query("airspace")).total == 2
    client.indices.put_settings(index=index, body={blocked: None})
    index_on_server(folder, tmp_path / "manifest", target)
    assert ServerLibrary.open(target).search(Query("airspace")).total == 3
