"""The date of the article of a web page: from its structured data, its meta elements, or the article itself.

The dates of teasers, of related articles, of the site and of the clock in its header are never taken.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from corpus.model.date_source import DateSource
from corpus.text.date_context import Before, context_before
from corpus.text.date_order import date_order, language_order
from corpus.text.date_words import date_words
from corpus.text.dates import DateOrder, parse_date, timestamp_date
from corpus.text.folding import fold
from corpus.text.language import language_of
from corpus.text.path_dates import date_from_path
from corpus.text.stated_dates import SLASHED_DATE, stated_date

SourcedDate = tuple[dt.date | None, DateSource]

_ARTICLE_TYPE = re.compile(r"(?:article|posting|report|release|statement|speech|document|webpage)$", re.IGNORECASE)
_BEST_TYPE = re.compile(r"(?:article|posting|report|release)$", re.IGNORECASE)
_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "dcterms.issued",
    "dc.date.issued", "dc.issued", "citation_publication_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publishdate", "publication_date",
    "publication-date", "pubdate", "pub_date", "date.issued", "article.published", "citation_date",
    "citation_online_date", "dc.date", "dcterms.date", "date", "dc.date.created", "dcterms.created", "datecreated",
    "released", "displaydate", "doc_date", "release_date",
)  # fmt: skip
"""Names of meta elements with the date of issue, the best first."""
_CHANGED_NAMES = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "revised",
)  # fmt: skip
"""Names of meta elements that may be about a later version."""
_DATE_CLASS = re.compile(r"\bdate|date\b|pub-?date|published|posted|timestamp|dateline|issued", re.IGNORECASE)
_OTHER_CLASS = re.compile(r"modif|updat|related|teaser|sidebar|comment|event|expir|deadline|card|promo", re.IGNORECASE)
_APART = frozenset({"aside", "nav", "footer", "li", "form", "template", "noscript", "select", "table", "blockquote"})
"""Elements that hold teasers and comments rather than the heading of the article."""
_LONGEST_STATEMENT = 120
"""Code points of an element that states only the date of the article."""
_LONGEST_PATH = 2000
_LONGEST_BODY = 20_000
"""Code points of a page in which other dates are looked for."""
_MOST_CANDIDATES = 50
_MOST_SIBLINGS = 10
"""A page of any size takes little time: so many values, and elements before one, are looked at."""
_SHORTEST_PARAGRAPH = 80
"""Code points; a shorter one is a line of the heading."""
_PARAGRAPHS_BEFORE = 3
"""A date behind so many paragraphs does not belong to the heading."""
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def page_date(tree: Any, order: DateOrder | None = None) -> SourcedDate:  # noqa: ANN401 -- lxml has no types
    """The date of a page's article and its source.

    Args:
        tree: The root element of the page.
        order: How to read a date with slashes that could be two; None lets the page decide, by its language and its
            other dates.

    """
    pairs = _meta_pairs(tree)
    for value in islice((*_structured_dates(tree), *_named(pairs, _PUBLISHED_NAMES)), _MOST_CANDIDATES):
        if date := _read(value, tree, order):
            return date, DateSource.METADATA
    if date := _article_date(tree, order):
        return date, DateSource.METADATA
    if date := _address_date(tree):
        return date, DateSource.PATH
    for value in islice(_named(pairs, _CHANGED_NAMES), _MOST_CANDIDATES):
        if date := _read(value, tree, order):
            return date, DateSource.OTHER_METADATA
    return None, DateSource.METADATA


def _read(value: str, tree: Any, order: DateOrder | None) -> dt.date | None:  # noqa: ANN401
    """The date of a value; a date that could be two is decided by the page."""
    value = value.strip()
    date = parse_date(value, order) or timestamp_date(value)
    return date or (
        parse_date(value, _page_order(tree, value)) if order is None and SLASHED_DATE.search(value) else None
    )


def _page_order(tree: Any, value: str) -> DateOrder | None:  # noqa: ANN401
    """The order of day and month on a page: by the language it names, else its other dates, else its own language."""
    named = language_order(tree.get("lang") or tree.get(_XML_LANGUAGE) or "")
    if named:
        return named
    body = tree.find("body")
    text = body.text_content()[:_LONGEST_BODY] if body is not None else ""
    return date_order([text], value) or language_order(language_of(text))


def _meta_pairs(tree: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Name, in lower case, and content of the meta elements, but for those of teasers."""
    pairs = []
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = meta.get("content")
        if name and content and not _is_apart(meta):
            pairs.append((name.lower(), content))
    return pairs


def _named(pairs: Iterable[tuple[str, str]], names: Iterable[str]) -> Iterator[str]:
    """The contents of the named meta elements, by the order of the names."""
    for name in names:
        for each, content in pairs:
            if each == name:
                yield content


def _structured_dates(tree: Any) -> list[str]:  # noqa: ANN401
    """The dates of publication in JSON-LD; none where several articles have different ones."""
    best: list[str] = []
    others: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            date = node.get("datePublished") or node.get("dateCreated") or node.get("uploadDate")
            kinds = _kinds(node)
            if isinstance(date, str) and any(map(_ARTICLE_TYPE.search, kinds)):
                (best if any(map(_BEST_TYPE.search, kinds)) else others).append(date)
    return next((dates[:1] for dates in (best, others) if dates and len(set(dates)) == 1), [])


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """The nodes at the top of JSON-LD: lists and graphs are opened, what a node mentions is not."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()
            main = each.get("mainEntity")
            if isinstance(main, dict):
                yield main


def _kinds(node: dict[str, object]) -> list[str]:
    """The types of a node."""
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _article_date(tree: Any, order: DateOrder | None) -> dt.date | None:  # noqa: ANN401
    """The date that the heading of the article shows: a time element, or an element whose class says so."""
    article = _article(tree)
    if article is None:
        return None
    paragraphs = candidates = 0
    for element in article.iter("*"):
        if element.tag == "p" and len(element.text_content()) > _SHORTEST_PARAGRAPH:
            paragraphs += 1
            if paragraphs >= _PARAGRAPHS_BEFORE:
                return None
        marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if element.tag != "time" and not _DATE_CLASS.search(marks):
            continue
        candidates += 1
        if candidates > _MOST_CANDIDATES:
            return None
        if _OTHER_CLASS.search(marks) or _is_apart(element, article) or _in_sentence(element):
            continue
        if date := _element_date(element, tree, order):
            return date
    return None


def _in_sentence(element: Any) -> bool:  # noqa: ANN401
    """Whether words of a sentence stand before an element in its paragraph."""
    parent = element.getparent()
    if parent.tag != "p":
        return False
    pieces = [parent.text or ""]
    for sibling in islice(element.itersiblings(preceding=True), _MOST_SIBLINGS):
        pieces[1:1] = [sibling.text_content(), sibling.tail or ""]
    before = " ".join("".join(pieces).split())[-_LONGEST_STATEMENT:]
    return context_before(before) is Before.SENTENCE and not date_words().label.search(fold(before))


def _element_date(element: Any, tree: Any, order: DateOrder | None) -> dt.date | None:  # noqa: ANN401
    """The date of an element: of its attribute, else what its text states."""
    attribute = element.get("datetime") or element.get("content") or ""
    if attribute and (date := _read(attribute, tree, order)):
        return date
    text = " ".join(element.text_content().split())
    if not text or len(text) > _LONGEST_STATEMENT:
        return None
    if order is None and (slashed := SLASHED_DATE.search(text)):
        order = _page_order(tree, slashed[0])
    return stated_date(text, order) or _read(text, tree, order)


def _article(tree: Any) -> Any:  # noqa: ANN401
    """The element that holds the article: the only one of its kind, or the one with the main heading."""
    for name in ("article", "main"):
        found = [each for each in tree.iter(name) if not _is_apart(each)]
        headed = [each for each in found if next(each.iter("h1"), None) is not None]
        for candidates in (headed, found):
            if len(candidates) == 1:
                return candidates[0]
    return next(
        (each for each in tree.iter("div") if each.get("itemprop") == "articleBody" or each.get("role") == "main"), None
    )


def _is_apart(element: Any, top: Any = None) -> bool:  # noqa: ANN401
    """Whether an element lies in one that holds teasers, navigation or comments, or in an article within `top`."""
    for outer in element.iterancestors():
        if outer is top:
            return False
        if outer.tag in _APART or (top is not None and outer.tag == "article"):
            return True
        if outer.tag not in ("body", "html", "main", "article") and _OTHER_CLASS.search(outer.get("class") or ""):
            return True
    return False


def _address_date(tree: Any) -> dt.date | None:  # noqa: ANN401
    """The date in the page's own address: "https://example.org/2017/09/14/story.html"."""
    addresses = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    dates = (date_from_path(address.partition("?")[0][:_LONGEST_PATH]) for address in addresses)
    return next((date for date in dates if date), None)
