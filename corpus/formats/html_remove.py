"""Removal of elements from the tree of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def unwrap_all(elements: Iterable[Any]) -> None:
    """Replace elements by what is in them, with neighbouring texts joined once.

    lxml keeps the texts apart that are neighbours once an element between them is stripped, and to read n of them takes
    time that grows with the square of n.
    """
    unwrapped = set(elements)
    for parent in {element.getparent() for element in unwrapped} - unwrapped:
        if parent is not None:
            _unwrap_children(parent, unwrapped)


def _unwrap_children(parent: Any, unwrapped: set[Any]) -> None:  # noqa: ANN401
    """Replace some children, and those in them, by what is in them."""
    texts, pieces = [parent.text or ""], list(_content(parent, unwrapped))
    parent.text = None
    for child in list(parent):
        parent.remove(child)
    before = None
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        _set_text(parent, before, texts)
        texts = [piece.tail or ""]
        parent.append(piece)
        before = piece
    _set_text(parent, before, texts)


def _content(parent: Any, unwrapped: set[Any]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the children of an element and, of those that are unwrapped, the texts and children."""
    inside = [(iter(parent), "")]
    while inside:
        children, after = inside[-1]
        child = next(children, None)
        if child is None:
            inside.pop()
            yield after
        elif child in unwrapped:
            yield child.text or ""
            inside.append((iter(child), child.tail or ""))
        else:
            yield child


def _set_text(parent: Any, before: Any, texts: list[str]) -> None:  # noqa: ANN401
    """Set the text after a child, or at the beginning."""
    if before is None:
        parent.text = "".join(texts)
    else:
        before.tail = "".join(texts)
