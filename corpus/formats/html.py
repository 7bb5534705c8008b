"""Web pages: the article with its layout, without navigation, footers and cookie notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.formats.html_article import find_article
from corpus.formats.html_blocks import HtmlBlocks
from corpus.formats.html_data import article_body
from corpus.formats.html_page import (
    NotParsed,
    feed_source,
    feed_tree,
    is_large_page,
    page_blocks,
    parse_page,
    read_page,
)
from corpus.formats.layout import Layout
from corpus.formats.page_dates import page_date
from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_AROUND = frozenset({"nav", "footer"})
"""Elements of a page that are not its content, whatever else is known of it."""
_BEGINNING = 256 * 1024
"""Code points of a page without a tree in which title, author and date are looked for."""
_DATA = re.compile(r"data:[\w/+.;=-]{1,100},[\w+/=%-]{1000,}", re.ASCII)
"""An image or font within the page."""


def read_html(source: Source) -> Iterator[Draft]:
    """Yield the one document of a page.

    Raises:
        UnreadableFile: The page cannot be decoded or is empty.

    """
    page = read_page(source)
    if not page.strip():
        raise UnreadableFile(Reason.EMPTY)
    if is_large_page(page):
        page = _DATA.sub("data:,", page)
    if is_large_page(page):
        yield _whole_page(page, _known_from(page[:_BEGINNING]))
        return
    try:
        tree = parse_page(page)
    except NotParsed:
        yield _whole_page(page, _known_from(page[:_BEGINNING]))
        return
    if tree is None:
        yield Draft("")
        return
    date, date_source = page_date(tree)  # before the extraction, which changes the tree
    article, found = find_article(tree, Draft("", date=date, date_source=date_source))
    if len(article.blocks) > 1:
        yield _draft(article, found)
    else:
        yield _small_page(page, article, found)


def _whole_page(page: str, known: Draft) -> Draft:
    """The document of a page of which no tree is made: all that it shows except what lies around its content."""
    whole = HtmlBlocks(_AROUND)
    feed_source(whole, page)
    return _draft(whole.layout(), replace(known, title=known.title or whole.title))


def _known_from(beginning: str) -> Draft:
    """What the beginning of a page states: title, author, date."""
    try:
        tree = parse_page(beginning)
    except NotParsed:
        return Draft("")
    if tree is None:
        return Draft("")
    date, date_source = page_date(tree)
    return find_article(tree, Draft("", date=date, date_source=date_source))[1]


def _small_page(page: str, article: Layout, found: Draft) -> Draft:
    """The document of a page in which no article was found, or one of a single paragraph: that may be all of the page.

    Args:
        page: The page.
        article: Its article, without text where none was found.
        found: What is known of the page.

    """
    whole = page_blocks(page, _AROUND)
    found = replace(found, title=found.title or whole.title)
    shown = whole.layout()
    if article.text and len(shown.blocks) <= 1:
        return _draft(article, found)
    if article.text:
        return _draft(_marked_article(page) or shown, found)
    if not shown.text and (text := article_body(parse_page(page))):
        return replace(found, text=text, omissions=shown.omissions)
    return _draft(shown if shown.text else page_blocks(page).layout(), found)


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
