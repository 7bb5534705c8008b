"""HTML: the article, without the navigation, the footer and the cookie notice around it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date
from corpus.text.encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no tree of lxml may hold; none is text."""
_INVISIBLE = ("script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe")
_BLOCKS = (
    "p",
    "div",
    "li",
    "tr",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "blockquote",
    "title",
)
_DATE_NAMES = ("article:published_time", "date", "dc.date", "dcterms.date", "dc.date.issued", "datepublished",
               "pubdate", "publish-date", "og:published_time", "parsely-pub-date")  # fmt: skip


def read_html(source: Source) -> Iterator[Draft]:
    """Yield the one document of a page.

    Raises:
        UnreadableFile: the page cannot be parsed or has no text.

    """
    page = _decode_page(source.data())
    if not page.strip():
        raise UnreadableFile(Reason.EMPTY)
    article = _article(page)
    yield article if article.text.strip() else Draft(all_text(page), article.title, article.date)


def _decode_page(data: bytes) -> str:
    """The page by its byte order mark or as UTF-8, else by the charset it names, else by guess."""
    named = _CHARSET.search(data[:4096])
    return decode(data, named[1].decode("ascii") if named else "")[0]


def _article(page: str) -> Draft:
    """The main text with title, date and author, as trafilatura finds them; empty where it finds none."""
    import logging

    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports what it could not read by itself
    tree = _parse(page)
    if tree is None:
        return Draft("")
    date = _meta_date(page)
    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (LxmlError, ValueError, RecursionError):
        return Draft("", date=date)
    if found is None or isinstance(found, dict):
        return Draft("", date=date)
    fields = (("author", found.author), ("source", found.sitename), ("language", found.language), ("url", found.url))
    metadata = tuple((name, value) for name, value in fields if value)
    return Draft(found.text or "", found.title or "", date or parse_date(found.date or ""), metadata=metadata)


def _parse(page: str) -> Any:  # noqa: ANN401 -- lxml has no types
    """The page as a tree, or None where there is nothing to parse."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    # A declaration of encoding contradicts text that is decoded already.
    page = _NO_XML.sub("", re.sub(r"\A\s*<\?xml[^>]*\?>", "", page))
    parser = HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False, remove_comments=True)
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None


def _meta_date(page: str) -> dt.date | None:
    """The date of publication the page states of itself."""
    tree = _parse(page)
    if tree is None:
        return None
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name in _DATE_NAMES and (date := parse_date(meta.get("content") or "")):
            return date
    for time in tree.iter("time"):
        if date := parse_date(time.get("datetime") or ""):
            return date
    return None


def all_text(page: str) -> str:
    """Everything the page shows, for pages too small to have a main text."""
    tree = _parse(page)
    if tree is None:
        return ""
    for element in list(tree.iter(*_INVISIBLE)):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return re.sub(r"[ \t]*\n\s*", "\n\n", tree.text_content()).strip()
