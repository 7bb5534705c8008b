"""A real OpenSearch for the tests of this folder, which `make test-opensearch` runs and `make test` does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.opensearch.launcher import Node, build, build_folder, start

if build_folder() is None:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def class_path() -> str:
    """Return the class path of the launcher."""
    folder = build_folder()
    assert folder is not None
    return build(folder)


@pytest.fixture(scope="session")
def node(class_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Start one node for all tests."""
    (node,) = start(class_path, tmp_path_factory.mktemp("opensearch"))
    yield node
    node.stop()
