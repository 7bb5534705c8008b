"""Changes to the tree of a page that keep the extraction of its article linear.

The libraries that find the article remove elements one by one, and join the text after each to all of the text before
it; and they count the cells of a row again for each cell. Both take minutes where an element has 100 000 children.
"""

from __future__ import annotations

from typing import Any

_MANY = 1000
"""Elements to remove, or cells of a row, up to which a tree stays as it is."""
_WITHOUT_TEXT = frozenset(
    """
    applet area audio button canvas datalist embed frame iframe input label link map object optgroup option param
    progress script select style svg textarea track use video
    """.split()  # noqa: SIM905 -- a list of words
)
"""Elements that are never part of an article."""
_EMPTY = frozenset(
    """
    a abbr b bdi bdo big cite code div em font i li p q s small span strong sub sup u ul
    """.split()  # noqa: SIM905 -- a list of words
)
"""Elements that are nothing without content."""


def keep_linear(tree: Any) -> None:  # noqa: ANN401 -- lxml has no types
    """Remove elements without text from a tree that has very many, and divide rows of very many cells."""
    removed = [element for element in tree.iter(*_WITHOUT_TEXT, *_EMPTY) if _is_removed(element)]
    if len(removed) > _MANY:
        for parent in dict.fromkeys(element.getparent() for element in removed):
            if parent is not None:
                _remove_children(parent)
    pictures = list(tree.iter("picture"))
    if len(pictures) > _MANY:
        for picture in pictures:
            picture.tag = "span"  # the images in it stay, and are counted
    for row in list(tree.iter("tr")):
        if len(row) > _MANY:
            _divide(row)


def _is_removed(element: Any) -> bool:  # noqa: ANN401
    if element.tag == "script":
        return "json" not in (element.get("type") or "")  # which may name the author
    if element.tag in _WITHOUT_TEXT:
        return True
    return element.tag in _EMPTY and not element.attrib and not element.text and len(element) == 0


def _remove_children(parent: Any) -> None:  # noqa: ANN401
    """Remove those children that are removed, with the texts around them joined once."""
    kept, texts, is_changed = None, [parent.text or ""], False
    for child in list(parent):
        if _is_removed(child):
            texts.append(child.tail or "")
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


def _divide(row: Any) -> None:  # noqa: ANN401
    """Divide a row into several; the first cells stay in it."""
    cells, last = list(row), row
    for start in range(_MANY, len(cells), _MANY):
        part = row.makeelement("tr")
        part.extend(cells[start : start + _MANY])
        last.addnext(part)
        last = part
