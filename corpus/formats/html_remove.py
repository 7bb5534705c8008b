"""Removal of elements from the tree of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def remove_all(elements: Iterable[Any]) -> None:
    """Take elements off their page; the texts after them stay.

    All at once: to remove the children of an element one by one joins the text after each to all of the text before it,
    which takes minutes for 100 000 of them.
    """
    removed = set(elements)
    for parent in {element.getparent() for element in removed}:
        if parent is not None:
            _remove_children(parent, removed)


def _remove_children(parent: Any, removed: set[Any]) -> None:  # noqa: ANN401 -- lxml has no types
    """Remove some children, with the texts around them joined once."""
    kept, texts, is_changed = None, [parent.text or ""], False
    for child in list(parent):
        if child in removed:
            texts.append(child.tail or "")
            child.tail = None
            parent.remove(child)
            is_changed = True
            continue
        if is_changed:
            _set_text(parent, kept, texts)
        kept, texts, is_changed = child, [child.tail or ""], False
    if is_changed:
        _set_text(parent, kept, texts)


def _set_text(parent: Any, before: Any, texts: list[str]) -> None:  # noqa: ANN401
    """Set the text after a child, or at the beginning."""
    if before is None:
        parent.text = "".join(texts)
    else:
        before.tail = "".join(texts)
