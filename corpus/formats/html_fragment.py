"""HTML within other formats: in fields of records and in Markdown."""

from __future__ import annotations

import re
from html import unescape

from corpus.formats.html_page import page_layout
from corpus.formats.html_tags import is_known_tag

_NAMES = (
    "p|div|span|a|b|i|u|s|em|strong|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|figure|figcaption|blockquote|"
    "section|article|font|center|small|sup|sub|del|ins|code|pre"
)
_BLOCKS = "p|div|h[1-6]|ul|ol|dl|table|figure|blockquote|section|article|center|pre"
_ATTRIBUTES = (
    "href|src|class|style|id|name|title|alt|align|valign|width|height|target|rel|lang|dir|role|border|color|size|face|"
    r"data-[\w-]{1,40}|aria-[\w-]{1,40}"
)
_MARKUP = re.compile(
    rf"</(?:{_NAMES})\s?>"  # what is closed was meant as an element
    r"|<(?:br|hr)\s?/?>"
    rf"|<(?:{_NAMES}|br|hr|img)\s{{1,9}}(?:{_ATTRIBUTES})\s?="
    r"|(?:[.!?]|<p>[^<]*)<p>",
    re.IGNORECASE,
)
"""Signs of HTML; "a <b and c> d", "vector<int>" and "<Name> said" have none."""
_FIRST_BLOCK = re.compile(rf"\s*<(?:{_BLOCKS})>", re.IGNORECASE)
"""What a text begins with that is HTML, perhaps cut before its end tag."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_OPENING = re.compile(r"<(?=([A-Za-z]\w{0,40})[\s>])")
_CLOSING = re.compile(r"</([A-Za-z]\w{0,40})")


def has_tags(text: str) -> bool:
    """Whether a text holds HTML elements, not only words in angle brackets."""
    return "<" in text and (_FIRST_BLOCK.match(text) or _MARKUP.search(text)) is not None


def has_entities(text: str) -> bool:
    """Whether a text holds HTML character references, such as `&amp;`."""
    return "&" in text and _ENTITY.search(text) is not None


def html_text(text: str) -> str:
    """A value with HTML elements or character references in it as the text that a browser would show.

    Words in angle brackets that name no element stay, though a browser would not show them.
    """
    if has_tags(text):
        return fragment_text(_with_other_brackets(text))
    return unescape(text) if has_entities(text) else text


def fragment_text(markup: str) -> str:
    """The text that a browser would show of a part of a page."""
    return page_layout(_COMMENT.sub("", markup)).text


def _with_other_brackets(markup: str) -> str:
    """Markup in which the angle brackets of what is neither a known element nor closed are text."""
    closed = {match[1].lower() for match in _CLOSING.finditer(markup)}

    def shown(match: re.Match[str]) -> str:
        name = match[1].lower()
        return "<" if name in closed or is_known_tag(name) else "&lt;"

    return _OPENING.sub(shown, markup)
