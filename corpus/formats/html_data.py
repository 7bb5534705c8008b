"""The structured data of a page (JSON-LD), for pages whose text a script would write from it."""

from __future__ import annotations

import json
from typing import Any

_MOST_NODES = 10_000
"""Objects and lists of the data that are looked at."""


def article_body(tree: Any) -> str:  # noqa: ANN401 -- lxml has no types
    """The text of the article that the data of a page holds; "" where it holds none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                data = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            if text := _article_body(data):
                return text
    return ""


def _article_body(data: object) -> str:
    """The first `articleBody` of nested objects."""
    nodes, seen = [data], 0
    while nodes and seen < _MOST_NODES:
        node = nodes.pop()
        seen += 1
        if isinstance(node, dict):
            body = node.get("articleBody")
            if isinstance(body, str) and body.strip():
                return body
            nodes.extend(reversed(node.values()))
        elif isinstance(node, list):
            nodes.extend(reversed(node))
    return ""
