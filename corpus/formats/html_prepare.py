"""What is done to a page before its article is looked for: trafilatura loses captions, and shows what is hidden."""

from __future__ import annotations

from typing import Any

from corpus.formats.html_elements import is_hidden
from corpus.formats.html_remove import remove_all

_MOST_HIDDEN = 0.5
"""Share of the words of a page; scripts show what is hidden beyond it."""
NOT_TEXT = frozenset({"script", "style", "title", "noscript", "select"})
"""Tags of what is no text of the page for its readers."""


def remove_hidden(tree: Any) -> int:  # noqa: ANN401 -- lxml has no types
    """Remove what a browser does not show from a page, and return the number of its words.

    A page that hides most of its words is shown by a script, and stays as it is.
    """
    found = [
        element
        for element in tree.iter("*")
        if (element.tag == "template" or is_hidden(element.attrib))
        and element.tag not in NOT_TEXT
        and element.tag not in ("html", "body")
    ]
    outer = set(found)
    outermost = [element for element in found if not any(each in outer for each in element.iterancestors())]
    words = sum(count_words(element) for element in outermost)
    if not words or words > _MOST_HIDDEN * count_words(tree):
        return 0
    remove_all(outermost)
    return words


def keep_captions(tree: Any) -> None:  # noqa: ANN401
    """Make captions of figures, and the sources of quotations, paragraphs of the article."""
    captions = [(each, next(each.iterancestors("figure"), None)) for each in tree.iter("figcaption")]
    remove_all(caption for caption, figure in captions if figure is not None)
    for caption, figure in reversed(captions):  # as each is put before the one behind it
        caption.tag = "p"
        if figure is not None:
            caption.tail, figure.tail = figure.tail, None
            figure.addnext(caption)
    for quotation in tree.iter("blockquote"):
        for footer in quotation.iter("footer"):
            footer.tag = "p"


def count_words(element: Any, left_out: frozenset[str] = NOT_TEXT) -> int:  # noqa: ANN401
    """About how many words the text of an element has, without those in some tags."""
    hidden = (text for inner in element.iter(*left_out) for text in inner.itertext())
    return len(" ".join(element.itertext()).split()) - len(" ".join(hidden).split())
