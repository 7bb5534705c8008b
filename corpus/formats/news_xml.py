"""XML of the news: feeds (RSS, Atom), NITF and NewsML; dumps of wikis; and other XML that holds prose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from corpus.formats.column_dates import date_of
from corpus.formats.html_fragment import html_text
from corpus.formats.prose import is_prose
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.formats.wiki import is_dump, read_dump, split_dump
from corpus.formats.xml import local, parse_xml
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_RECORDS = {
    "rss": ("item",),
    "RDF": ("item",),
    "feed": ("entry",),
    "newsMessage": ("newsItem",),
    "newsItem": ("newsItem",),
    "NewsML": ("NewsItem",),
    "nitf": ("nitf",),
}
"""The elements that are articles, by the root element."""
_TITLE = ("hl1", "headline", "HeadLine", "title")
_BODY = (
    "body.content",
    "encoded",
    "inlineXML",
    "inlineData",
    "DataContent",
    "content",
    "description",
    "summary",
    "abstract",
)
_DATE = ("date.issue", "pubDate", "published", "issued", "date", "FirstCreated", "contentCreated", "firstCreated",
         "versionCreated",
         "updated", "DateId", "story.date")  # fmt: skip
_DATE_ATTRIBUTES = ("norm", "date.publication", "value")
_AUTHOR = ("byline", "creator", "author", "by", "ByLine")
_ID = ("guid", "id", "NewsItemId")
_NOT_TEXT = frozenset({"svg", "plist", "script", "style", "urlset", "sitemapindex"})
_IS_ARTICLES = frozenset({"nitf", "newsItem"})


def split_xml(source: Source) -> Iterator[RecordGroup] | None:
    """Split the dump of a wiki into its pages; None for other XML."""
    return split_dump(source) if is_dump(source) else None


def read_xml(source: Source) -> Iterator[Draft | Broken]:
    """Yield the articles of a feed or of a news file, or the pages of a wiki; the text of other XML is one document.

    Raises:
        UnreadableFile: It is over the limit or not XML, or its text is not prose where only prose is wanted.

    """
    if is_dump(source):
        yield from read_dump(source)
        return
    root = parse_xml(source.data(), "")
    names = _RECORDS.get(local(root))
    if names is None:
        yield _other(root, source)
        return
    articles = [element for element in root.iter() if local(element) in names]
    for number, article in enumerate(articles, 1):
        is_only = len(articles) == 1 and local(root) in _IS_ARTICLES
        yield _draft(article, "" if is_only else str(number))


def _draft(article: Any, number: str) -> Draft:  # noqa: ANN401 -- lxml has no types
    """An article; `number` names it where it has no id, "" where it is the only one of its file."""
    found = _elements(article)
    body = next((text for name in _BODY if name in found and (text := _body(found[name]))), "")
    heads = article.iter("hedline", "{*}hedline")  # those in the body are read with it
    second = [_line(element) for head in heads for element in head.iter("hl2", "{*}hl2")]
    identity = next((text for name in _ID if name in found and (text := _line(found[name]))), "")
    author = next((text for name in _AUTHOR if name in found and (text := _line(found[name]))), "")
    fields = (("author", author.removeprefix("By ").removeprefix("by ")), ("url", _link(found)))
    return Draft(
        "\n\n".join(filter(None, (*second, body))),
        next((text for name in _TITLE if name in found and (text := html_text(_line(found[name])))), ""),
        _date(article),
        DateSource.FIELD,
        record=(identity or number) if number else "",
        metadata=tuple((name, value) for name, value in fields if value),
    )


def _elements(article: Any) -> dict[str, Any]:  # noqa: ANN401
    """The first element of each name in an article."""
    found: dict[str, Any] = {}
    for element in article.iter():
        if element is not article:
            found.setdefault(local(element), element)
    return found


def _line(element: Any) -> str:  # noqa: ANN401
    """All text of an element on one line."""
    for line_break in element.iter("br", "{*}br"):
        line_break.tail = f" {line_break.tail or ''}"
    return " ".join("".join(element.itertext()).split())


def _link(found: dict[str, Any]) -> str:
    """The address of an article: RSS has it as text, Atom as an attribute."""
    link = found.get("link")
    return "" if link is None else str(link.get("href") or "") or _line(link)


def _date(article: Any) -> dt.date | None:  # noqa: ANN401
    """The first of the dates, in the order of trust, that can be read."""
    found = _elements(article)
    found[""] = found.get("pubdata")
    for name in ("", *_DATE):
        element = found.get(name)
        if element is not None:
            stated = next((element.get(key) for key in _DATE_ATTRIBUTES if element.get(key)), "") or _line(element)
            if date := date_of(stated, {}):
                return date
    return None


def _body(element: Any) -> str:  # noqa: ANN401
    """The text of a body: markup that is escaped in it is HTML, elements in it are blocks or runs of text."""
    if not len(element):
        return html_text((element.text or "").strip())
    return "\n\n".join(_blocks(element))


def _blocks(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the text of each innermost element that has text of its own; those around it are layout."""
    stack = [element]
    while stack:
        inner = stack.pop()
        if not isinstance(inner.tag, str) or local(inner) in _NOT_TEXT:
            continue
        mixed = (inner.text or "").strip() or any((child.tail or "").strip() for child in inner)
        if not mixed:
            stack.extend(reversed(inner))
        elif text := _line(inner):
            yield text


def _other(root: Any, source: Source) -> Draft:  # noqa: ANN401
    """The text of XML of any other kind.

    Raises:
        UnreadableFile: It is not prose where only prose is wanted.

    """
    text = "" if local(root) in _NOT_TEXT else "\n\n".join(_blocks(root))
    if not text or (source.options.only_prose and not is_prose(text, "other.xml")):
        raise UnreadableFile(Reason.NOT_PROSE)
    found = _elements(root)
    title = next((_line(found[name]) for name in (*_TITLE, "head") if name in found), "")
    return Draft(text, title if len(title) <= 200 else "", _date(root))
