"""Web pages: the article with its layout, without the navigation, the footer and the cookie notice around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.formats.html_blocks import WORD, HtmlBlocks, unescape_twice
from corpus.formats.html_data import article_body
from corpus.formats.html_page import TooDeep, decode_page, feed_source, feed_tree, page_blocks, parse_page
from corpus.formats.layout import Layout
from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_AROUND = frozenset({"nav", "footer"})
"""Elements of a page that are not its content, whatever else is known of it."""
_PARAGRAPH_MARK = "\u204b"
"""Stands for two line breaks in a row while trafilatura extracts the article: it would make them one."""
_ARTICLE_TAGS = {"quote": "blockquote", "row": "tr", "cell": "td", "lb": "br", "graphic": "img"}
"""The elements of trafilatura's own format that have another name in HTML."""
_DATE_NAMES = ("article:published_time", "date", "dc.date", "dcterms.date", "dc.date.issued", "datepublished",
               "pubdate", "publish-date", "og:published_time", "parsely-pub-date")  # fmt: skip


def read_html(source: Source) -> Iterator[Draft]:
    """Yield the one document of a page.

    Raises:
        UnreadableFile: The page cannot be decoded or is empty.

    """
    page = decode_page(source.data(), source.charset)
    if not page.strip():
        raise UnreadableFile(Reason.EMPTY)
    whole = HtmlBlocks(_AROUND)
    try:
        tree = parse_page(page)
    except TooDeep:  # what is told from the tree is not known, but no text is lost
        feed_source(whole, page)
        yield _draft(whole.layout(), Draft("", whole.title))
        return
    if tree is None:
        yield Draft("")
        return
    feed_tree(whole, tree)  # before the article is extracted, which changes the tree
    shown = whole.layout()
    found = Draft("", whole.title, _meta_date(tree))
    in_data = "" if shown.text else article_body(tree)
    article, found = _article(tree, found)
    if len(article.blocks) == 1 < len(shown.blocks):  # trafilatura took all of the page for one paragraph
        article = _marked_article(page) or shown
    if article.text:
        yield _draft(_without_rest(article, shown), found)
    elif in_data:
        yield replace(found, text=in_data, omissions=shown.omissions)
    else:
        yield _draft(shown if shown.text else page_blocks(page).layout(), found)


def _marked_article(page: str) -> Layout | None:
    """The layout of the element that the page itself marks as its article; None where it is not one."""
    tree = parse_page(page)
    for path in (".//article", ".//main"):
        elements = tree.findall(path)
        if len(elements) == 1:
            blocks = HtmlBlocks(_AROUND)
            feed_tree(blocks, elements[0])
            layout = blocks.layout()
            if layout.text:
                return layout
    return None


def _draft(layout: Layout, found: Draft) -> Draft:
    return replace(found, text=layout.text, blocks=layout.blocks, omissions=layout.omissions)


def _without_rest(article: Layout, shown: Layout) -> Layout:
    """The article with what was left out of it and around it.

    Args:
        article: The text of the document.
        shown: All that the page shows.

    """
    rest = len(WORD.findall(shown.text)) - len(WORD.findall(article.text))
    counts = {each.kind: each.number for each in (*shown.omissions, *article.omissions)}
    counts[OmissionKind.OUTSIDE_ARTICLE] = counts.get(OmissionKind.OUTSIDE_ARTICLE, 0) + rest
    counts[OmissionKind.HIDDEN_TEXT] = counts.get(OmissionKind.HIDDEN_TEXT, 0) + min(
        0, rest
    )  # it may be in the article
    kinds = (OmissionKind.OUTSIDE_ARTICLE, OmissionKind.HIDDEN_TEXT)
    around = (Omission(kind, counts[kind]) for kind in kinds if counts[kind] > 0)
    return replace(article, omissions=(*(each for each in article.omissions if each.kind not in kinds), *around))


def _article(tree: Any, page: Draft) -> tuple[Layout, Draft]:  # noqa: ANN401 -- lxml has no types
    """The main text and a draft with title, date and author, as trafilatura finds them; no text where it finds none.

    Args:
        tree: Of the page; it is changed.
        page: What is known of the page.

    """
    import logging

    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports what it could not read by itself
    _mark_paragraphs(tree)
    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=True, include_images=True,
            favor_recall=True, date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (LxmlError, ValueError, RecursionError):
        return Layout(), page
    if found is None or isinstance(found, dict):
        return Layout(), page
    fields = (("author", found.author), ("source", found.sitename), ("language", found.language), ("url", found.url))
    metadata = tuple((name, value) for name, value in fields if value)
    title = unescape_twice((found.title or "").replace(_PARAGRAPH_MARK, " ")) or page.title
    draft = Draft("", title, page.date or parse_date(found.date or ""), metadata=metadata)
    return _article_layout(found.body) if found.body is not None and found.text else Layout(), draft


def _mark_paragraphs(tree: Any) -> None:  # noqa: ANN401
    """Mark where line breaks in a row end a paragraph."""
    for line_break in tree.iter("br"):
        following = line_break.getnext()
        if following is not None and following.tag == "br" and not (line_break.tail or "").strip():
            following.tail = _PARAGRAPH_MARK + (following.tail or "")


def _article_layout(body: Any) -> Layout:  # noqa: ANN401
    """The layout of the article in trafilatura's own format."""
    blocks = HtmlBlocks(keeps_line_breaks=True)
    for element in body.iter():
        for part in ("text", "tail"):
            text = getattr(element, part)
            if text and _PARAGRAPH_MARK in text:
                setattr(element, part, text.replace(_PARAGRAPH_MARK, "\n\n"))
    feed_tree(blocks, body, _html_tag)
    return blocks.layout()


def _html_tag(element: Any) -> str:  # noqa: ANN401
    """The HTML tag of an element of trafilatura's own format."""
    tag, rend = str(element.tag), element.get("rend") or ""
    if tag == "head":
        return rend if rend in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
    if tag == "list":
        return "ol" if rend == "ol" else "dl" if rend == "dl" else "ul"
    if tag == "item":
        return "dd" if rend.startswith(("dt", "dd")) else "li"
    return _ARTICLE_TAGS.get(tag, tag)


def _meta_date(tree: Any) -> dt.date | None:  # noqa: ANN401
    """The date of publication that the page states in its metadata."""
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name in _DATE_NAMES and (date := parse_date(meta.get("content") or "")):
            return date
    for time in tree.iter("time"):
        if date := parse_date(time.get("datetime") or ""):
            return date
    return None
