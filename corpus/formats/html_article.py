"""The article of a web page as extracted by trafilatura, with its layout."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from corpus.formats.html_blocks import HtmlBlocks, unescape_twice
from corpus.formats.html_bounds import has_very_many_blocks, keep_linear
from corpus.formats.html_elements import is_hidden, is_tiny
from corpus.formats.html_notes import detach_notes
from corpus.formats.html_page import feed_tree
from corpus.formats.html_prepare import NOT_TEXT, count_words, keep_captions, remove_hidden
from corpus.formats.html_tags import EMBEDDED_TAGS, HEADINGS, VOID_TAGS
from corpus.formats.layout import Layout, joined
from corpus.formats.source import Draft
from corpus.model.omission import Omission, OmissionKind

_PARAGRAPH_MARK = "\u204b"
"""Marks consecutive line breaks during the extraction: trafilatura would merge them to one."""
_ARTICLE_TAGS = {"quote": "blockquote", "row": "tr", "cell": "td", "lb": "br", "graphic": "img"}
"""HTML tags of the elements in the XML format of trafilatura that have another name."""
_LOOKED_UP = frozenset({"head", "list", "item"}) | _ARTICLE_TAGS.keys()
_NO_ATTRIBUTES: dict[str, str] = {}
_LEAST_REST = 5
"""Words; a smaller difference may come from the counting."""
_AROUND = frozenset({"nav", "footer", "header", "aside"})
_NOT_SHOWN = NOT_TEXT | {"template"}


def find_article(tree: Any, page: Draft) -> tuple[Layout, Draft]:  # noqa: ANN401 -- lxml has no types
    """The main text and a draft with title and author, as trafilatura finds them; no text where it finds none.

    Args:
        tree: The element tree of the page; it is changed.
        page: What is known of the page.

    """
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports what it could not read by itself
    hidden, fields = remove_hidden(tree), _count_fields(tree)
    words, embedded = count_words(tree, _NOT_SHOWN), _count_embedded(tree)
    keep_captions(tree)
    notes = detach_notes(tree)
    _mark_paragraphs(tree)
    keep_linear(tree)
    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=True, include_images=True,
            favor_recall=True, fast=has_very_many_blocks(tree),
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (LxmlError, ValueError, RecursionError):
        return Layout(), page
    if found is None or isinstance(found, dict):
        return Layout(), page
    known = (("author", found.author), ("source", found.sitename), ("language", found.language), ("url", found.url))
    metadata = tuple((name, value) for name, value in known if value)
    title = unescape_twice((found.title or "").replace(_PARAGRAPH_MARK, " ")) or page.title
    draft = replace(page, title=title, metadata=metadata)
    if found.body is None or not found.text:
        return Layout(), draft
    article = joined([_article_layout(found.body), *map(_note_layout, notes)])
    rest = words - len(article.text.split())
    if rest >= _LEAST_REST:
        article = replace(article, omissions=(*article.omissions, Omission(OmissionKind.OUTSIDE_ARTICLE, rest)))
    counted = {each.kind for each in article.omissions}
    others = ((OmissionKind.EMBEDDED, embedded), (OmissionKind.FORM_FIELDS, fields), (OmissionKind.HIDDEN_TEXT, hidden))
    added = tuple(Omission(kind, number) for kind, number in others if number and kind not in counted)
    return replace(article, omissions=(*added, *article.omissions)), draft


def _note_layout(note: Any) -> Layout:  # noqa: ANN401
    """The layout of a note, or of a list of notes."""
    blocks = HtmlBlocks()
    feed_tree(blocks, note)
    return blocks.layout()


def _count_fields(tree: Any) -> int:  # noqa: ANN401
    """The number of menus and text fields that a page shows outside of its menus and footers."""
    return sum(
        all(parent.tag not in _AROUND for parent in field.iterancestors()) for field in tree.iter("select", "textarea")
    )


def _count_embedded(tree: Any) -> int:  # noqa: ANN401
    """The number of frames and other embedded objects that a page shows; those of trackers are too small to be seen."""
    return sum(
        not is_hidden(element.attrib)
        and not is_tiny(element.attrib)
        and all(parent.tag not in _NOT_SHOWN for parent in element.iterancestors())
        for element in tree.iter(*EMBEDDED_TAGS)
    )


def _mark_paragraphs(tree: Any) -> None:  # noqa: ANN401
    """Mark consecutive line breaks, which end a paragraph."""
    for line_break in tree.iter("br"):
        following = line_break.getnext()
        if following is not None and following.tag == "br" and not (line_break.tail or "").strip():
            following.tail = _PARAGRAPH_MARK + (following.tail or "")


def _article_layout(body: Any) -> Layout:  # noqa: ANN401
    """The layout of an article in the XML format of trafilatura."""
    from lxml.etree import iterwalk

    blocks = HtmlBlocks(keeps_line_breaks=True)
    for event, element in iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        tag = _html_tag(tag, element.get("rend") or "") if tag in _LOOKED_UP else tag
        if event == "start":
            blocks.start(tag, _NO_ATTRIBUTES)
            text = element.text
        else:
            if tag not in VOID_TAGS:
                blocks.end(tag)
            text = element.tail
        if text:
            blocks.text(text.replace(_PARAGRAPH_MARK, "\n\n"))
    return blocks.layout()


def _html_tag(tag: str, rend: str) -> str:
    """The HTML tag of an element in the XML format of trafilatura.

    Args:
        tag: In that format.
        rend: The attribute that says how it is to be rendered.

    """
    if tag == "head":
        return rend if rend in HEADINGS else "h2"
    if tag == "list":
        return rend if rend in ("ol", "dl") else "ul"
    if tag == "item":
        return "dd" if rend.startswith(("dt", "dd")) else "li"
    return _ARTICLE_TAGS[tag]
