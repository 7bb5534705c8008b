"""HTML within other formats: in fields of records and in Markdown."""

from __future__ import annotations

import re
from html import unescape

from corpus.formats.html_page import page_layout

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|tr|td|img|figure|blockquote|section|article|font|hr)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def has_tags(text: str) -> bool:
    """Whether a text holds HTML elements."""
    return "<" in text and _TAG.search(text) is not None


def has_entities(text: str) -> bool:
    """Whether a text holds HTML character references, such as `&amp;`."""
    return "&" in text and _ENTITY.search(text) is not None


def html_text(text: str) -> str:
    """A value with HTML elements or character references in it as the text that a browser would show."""
    if has_tags(text):
        return fragment_text(text)
    return unescape(text) if has_entities(text) else text


def fragment_text(markup: str) -> str:
    """The text that a browser would show of a part of a page."""
    return page_layout(_COMMENT.sub("", markup)).text
