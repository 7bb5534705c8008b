"""The data of a page, for pages whose text a script would write from it: JSON-LD, or the state of a framework."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.formats.html_fragment import html_text

_MOST_NODES = 10_000
"""Objects and lists of the data that are looked at."""
_DATA = frozenset({"application/json", "text/json", "text/props"})
"""Types of scripts that hold the state of a page: Next.js, Nuxt, Gatsby and others."""
_SHORTEST = 200
"""Code points of a value that is taken for the text of the page: a shorter one is a label or a description."""
_SHORTEST_PARAGRAPH = 40
_MOST_SYMBOLS = 0.02
_SYMBOLS = "{};=|\\"


def article_body(tree: Any) -> str:  # noqa: ANN401 -- lxml has no types
    """The text of the article that the data of a page holds; "" where it holds none."""
    scripts = [((script.get("type") or "").strip().lower(), script.text or "") for script in tree.iter("script")]
    for kind, source in scripts:
        if kind == "application/ld+json" and (text := _named_body(_loaded(source))):
            return text
    bodies = (_longest_text(_loaded(source)) for kind, source in scripts if kind in _DATA)
    return html_text(max(bodies, key=len, default=""))


def _loaded(source: str) -> object:
    """The data of a script; None where it is no JSON."""
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        return None


def _named_body(data: object) -> str:
    """The first `articleBody` of nested objects."""
    for node in _nodes(data):
        body = node.get("articleBody") if isinstance(node, dict) else None
        if isinstance(body, str) and body.strip():
            return body
    return ""


def _longest_text(data: object) -> str:
    """The longest text of nested objects: one value, or the paragraphs in a list of values or of objects."""
    longest = ""
    for node in _nodes(data):
        values = list(node.values()) if isinstance(node, dict) else node
        paragraphs = list(_paragraphs(node)) if isinstance(node, list) else []
        for text in (*(value for value in values if isinstance(value, str)), "\n\n".join(paragraphs)):
            if len(text) > max(len(longest), _SHORTEST) and _is_prose(text):
                longest = text
    return longest


def _paragraphs(values: list[object]) -> Iterator[str]:
    """The longest string of each value of a list, where it is as long as a paragraph."""
    for value in values:
        strings = [value] if isinstance(value, str) else []
        if isinstance(value, dict):
            strings = [each for each in value.values() if isinstance(each, str)]
        longest = max(strings, key=len, default="")
        if len(longest) >= _SHORTEST_PARAGRAPH and _is_prose(longest):
            yield longest


def _is_prose(text: str) -> bool:
    """Whether a value is text or markup for readers, and no address, code or key."""
    symbols = sum(map(text.count, _SYMBOLS))
    return symbols <= _MOST_SYMBOLS * len(text) and (" " in text.strip() or not text.isascii())


def _nodes(data: object) -> Iterator[dict[str, object] | list[object]]:
    """Yield the objects and lists of data, outer ones and earlier ones first, up to a limit."""
    nodes, seen = [data], 0
    while nodes and seen < _MOST_NODES:
        node = nodes.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            nodes.extend(reversed(node.values()))
        elif isinstance(node, list):
            yield node
            nodes.extend(reversed(node))
