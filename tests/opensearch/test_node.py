"""The launcher gives a real server."""

from __future__ import annotations

import json
import urllib.request

from tests.opensearch.launcher import Node


def test_node_answers(node: Node) -> None:
    """It says that it is an OpenSearch of version 2."""
    with urllib.request.urlopen(node.url, timeout=60) as answer:
        assert json.load(answer)["version"]["number"].startswith("2.")
