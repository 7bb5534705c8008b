"""Changes to the tree of a page that keep the extraction of its article linear.

The libraries that find the article remove elements one by one, and join the text after each to all of the text before
it; they strip others, and join the texts that are then neighbours piece by piece each time they read them; and they
count the cells of a row again for each cell. Both take minutes where an element has 100 000 children.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from corpus.formats.html_remove import remove_all, unwrap_all

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

_BLOCKS = ("p", "div", "li", "dt", "dd", "tr", "td", "th", "h1", "h2", "h3", "h4", "blockquote", "pre", "br")
_MOST_BLOCKS = 5000
"""Elements in `_BLOCKS` of a page for which a second way of extraction may be tried."""


def has_very_many_blocks(tree: Any) -> bool:  # noqa: ANN401 -- lxml has no types
    """Whether the second way, justext, is not to be tried: it looks past all short paragraphs around each one."""
    return next(islice(tree.iter(*_BLOCKS), _MOST_BLOCKS, None), None) is not None


def keep_linear(tree: Any) -> None:  # noqa: ANN401 -- lxml has no types
    """Remove and unwrap elements of a tree that has very many, and divide rows of very many cells."""
    removed = _removed(tree)
    if len(removed) > _MANY:
        remove_all(removed)
    unwrapped = [element for element in tree.iter("picture", "span") if element.tag == "picture" or not element.attrib]
    if len(unwrapped) > _MANY:
        unwrap_all(unwrapped)  # the images in pictures stay, and are counted
    for row in list(tree.iter("tr")):
        if len(row) > _MANY:
            _divide(row)


def _removed(tree: Any) -> set[Any]:  # noqa: ANN401
    """The elements that are never part of an article, and those that are nothing without them."""
    found: set[Any] = set()
    for element in reversed(list(tree.iter(*_WITHOUT_TEXT, *_EMPTY))):  # inner ones first
        if (element.tag in _WITHOUT_TEXT and not _is_metadata(element)) or (
            element.tag in _EMPTY and _is_empty(element, found)
        ):
            found.add(element)
    return found


def _is_metadata(element: Any) -> bool:  # noqa: ANN401
    """Whether a script may name the author, or a link the address of the page."""
    return (element.tag == "script" and "json" in (element.get("type") or "")) or (
        element.tag == "link" and element.get("rel") == "canonical"
    )


def _is_empty(element: Any, removed: set[Any]) -> bool:  # noqa: ANN401
    """Whether nothing is in an element but elements that are removed."""
    return not element.attrib and not element.text and all(child in removed and not child.tail for child in element)


def _divide(row: Any) -> None:  # noqa: ANN401
    """Divide a row into several; the first cells stay in it."""
    cells, last = list(row), row
    for start in range(_MANY, len(cells), _MANY):
        part = row.makeelement("tr")
        part.extend(cells[start : start + _MANY])
        last.addnext(part)
        last = part
