"""Three nodes with a replica, of which one is stopped: nothing is lost, nothing doubled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.model.query import Query
from index.model.server import ServerTarget
from index.opensearch.library import ServerLibrary
from index.opensearch.update import ServerJob, update_on_server
from index.update.job import Job
from tests.opensearch.launcher import Node, start

_STORIES = 3000


@pytest.fixture
def cluster(class_path: str, tmp_path: Path) -> Iterator[list[Node]]:
    """Start three nodes."""
    nodes = start(class_path, tmp_path / "cluster", ("one", "two", "three"))
    yield nodes
    for node in nodes:
        node.stop()


def test_a_node_is_killed_while_indexing_and_searching(cluster: list[Node], tmp_path: Path) -> None:
    """Each story is there once, and searches go on."""
    folder = tmp_path / "documents"
    folder.mkdir()
    with (folder / "wire.jsonl").open("w", encoding="utf-8") as file:
        for number in range(_STORIES):
            body = f"Story {number} of the wire: Ronald Reagan spoke of grain in Vienna. " * 20
            file.write(json.dumps({"id": f"s{number}", "title": f"Grain {number}", "body": body}) + "\n")
    target = ServerTarget(tuple(node.url for node in cluster), "killed", source="wire")
    job = ServerJob(Job(folder, tmp_path / "manifest", processes=0), target, shards=3, replicas=1)
    killed = False
    for progress in update_on_server(job):
        if not killed and progress.documents > _STORIES // 3:
            cluster[2].kill()
            killed = True
    assert killed
    library = ServerLibrary.open(target)
    page = library.search(Query("grain", limit=10_000))
    assert page.total == len({hit.id for hit in page.hits}) == _STORIES
    assert [(person.label, person.documents) for person in page.people] == [("Ronald Reagan", _STORIES)]
    again = 0
    for progress in update_on_server(job):
        again = max(again, progress.documents)
    assert again == 0
