"""Indexing a folder into a library on a server: incremental, idempotent, from several machines."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from index.opensearch import entity_resolution, shared
from index.opensearch.bulk import BulkWriter
from index.opensearch.connection import connect
from index.opensearch.mapping import Indices
from index.opensearch.resolution_cache import load_resolution
from index.opensearch.server_store import ServerStore
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, target_of


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Return the folder of the manifest."""
    return tmp_path / "manifest"


def _count(node: Node, library: str) -> int:
    client = connect(target_of(node, library))
    return int(client.count(index=Indices(library).documents)["count"])


def test_only_changes_are_written(node: Node, folder: Path, manifest: Path) -> None:
    """A second update writes nothing, a third one what has changed."""
    target = target_of(node, "changes")
    first = index_on_server(folder, manifest, target)
    assert (first.documents, first.added) == (5, 5)
    again = index_on_server(folder, manifest, target)
    assert (again.added, again.updated, again.removed, again.unchanged) == (0, 0, 0, 5)
    (folder / "seed.txt").unlink()
    (folder / "page.html").rename(folder / "moved.html")
    (folder / "wire.jsonl").write_text('{"id": "a1", "title": "Grain talks", "body": "The talks ended."}\n', "utf-8")
    third = index_on_server(folder, manifest, target)
    assert (third.updated, third.removed, third.renamed, third.documents) == (1, 2, 1, 3)
    assert _count(node, "changes") == 3


def test_a_repeated_write_doubles_nothing(node: Node, folder: Path, tmp_path: Path) -> None:
    """A machine that has lost its manifest finds its documents again, and removes those of files that are gone."""
    target = target_of(node, "repeated")
    index_on_server(folder, tmp_path / "one", target)
    (folder / "seed.txt").unlink()
    report = index_on_server(folder, tmp_path / "two", target)
    assert (report.added, report.removed, report.documents) == (0, 1, 4)


def test_several_sources_share_a_library(node: Node, folder: Path, tmp_path: Path) -> None:
    """The same paths under two source names are different documents; each update touches only its own."""
    for source in ("here", "there"):
        index_on_server(folder, tmp_path / source, target_of(node, "two", source))
    assert _count(node, "two") == 10
    (folder / "seed.txt").unlink()
    report = index_on_server(folder, tmp_path / "here", target_of(node, "two", "here"))
    assert (report.removed, report.documents, _count(node, "two")) == (1, 4, 9)


def test_people_are_resolved_only_when_needed(
    node: Node, folder: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update without changes resolves nothing, except what an update has left that died."""
    target, resolved = target_of(node, "needed"), []
    resolve = entity_resolution._resolve

    def counted(*arguments: object) -> None:
        resolved.append(arguments)
        resolve(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(entity_resolution, "_resolve", counted)
    index_on_server(folder, manifest, target)
    index_on_server(folder, manifest, target)
    assert len(resolved) == 1
    (folder / "more.txt").write_text("Chancellor Angela Merkel spoke.", "utf-8")
    with monkeypatch.context() as dying:
        dying.setattr(ServerStore, "tidy", lambda store: None)
        index_on_server(folder, manifest, target)
    assert len(resolved) == 1
    index_on_server(folder, manifest, target)
    assert len(resolved) == 2


def test_people_are_resolved_incrementally(
    node: Node, folder: Path, tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a machine states that remembers is what one would that reads everything: that has nothing to write."""
    target = replace(target_of(node, "incremental"), cache=tmp_path / "wire.cache")
    texts = (
        "Chancellor Angela Merkel met Anna Smith.",
        "Mrs. Smith and Merkel left.",
        "John Smith, the minister, spoke.",
    )
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    index_on_server(folder, manifest, target)
    (folder / "0.txt").write_text("Minister Anna Smith met Angela Merkel of Germany.", "utf-8")
    (folder / "1.txt").unlink()
    (folder / "3.txt").write_text(texts[2], "utf-8")
    index_on_server(folder, manifest, target)
    known = load_resolution(target.cache)
    assert known is not None
    assert len(known.read.columns) == _count(node, "incremental") == 8
    written: list[str] = []
    monkeypatch.setattr(BulkWriter, "put", lambda self, doc_id, *_, **__: written.append(doc_id))
    monkeypatch.setattr(BulkWriter, "delete", lambda self, doc_id: written.append(doc_id))
    entity_resolution.resolve_people(connect(target), replace(target, cache=None))
    assert written == []


def test_a_lock_is_renewed_while_it_is_held(
    node: Node, folder: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else gets it, however long the work takes; after the death of its holder, another process does."""
    target = target_of(node, "locked")
    index_on_server(folder, manifest, target)
    one, other = (shared.SharedIndex(connect(target), target) for _ in range(2))
    renewed = threading.Event()
    index = OpenSearch.index

    def noted(self: OpenSearch, *arguments: object, **options: object) -> object:
        answer = index(self, *arguments, **options)
        renewed.set()
        return answer

    monkeypatch.setattr(OpenSearch, "index", noted)
    monkeypatch.setattr(shared, "_RENEWED_EVERY", 0.01)
    monkeypatch.setattr(shared, "_LONGEST", -1)  # it lasts no time when it is first taken
    with one.lock() as is_held:
        assert is_held
        monkeypatch.setattr(shared, "_LONGEST", 300)
        for _ in range(2):  # the first may have begun before
            renewed.clear()
            renewed.wait()
        with other.lock() as is_held_twice:
            assert not is_held_twice
    monkeypatch.setattr(shared, "_LONGEST", -1)
    assert one._lock()  # as by a process that dies
    with other.lock() as is_taken_over:
        assert is_taken_over
