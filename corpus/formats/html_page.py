"""HTML pages: decoding, parsing without limits of depth, and the layout of all that a page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from corpus.formats.html_blocks import HtmlBlocks
from corpus.formats.html_tags import VOID_TAGS
from corpus.formats.layout import Layout
from corpus.formats.source import Source
from corpus.model.limits import MEBIBYTE
from corpus.text.charset import codec_of
from corpus.text.encoding import decode

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,30})|\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no tree of lxml may hold; none is text."""
_LARGE = 8 * MEBIBYTE
"""Bytes of a page in UTF-8 of which no tree is made: it takes many times the memory of the page, and libxml2 drops
what follows ten million bytes of one text, comment or attribute."""
_TOO_DEEP = "Excessive depth"
"""What libxml2 reports; it drops what lies deeper. The number of the error has changed between its versions."""
_MOST_TREE_TAGS = 60_000
"""Tags of a page of which a tree is made: the time in which an article is found in it grows with their square."""
_MARKUP = re.compile(r"<(?=[!?]|/?[A-Za-z])")
_TAG = re.compile(r"""<(/?)([A-Za-z][\w:.-]{0,40})((?>=\s*+(?:"[^"]*+"|'[^']*+')|[^<>])*+)(>?)""")
"""A tag, whose attributes may have a ">" in quotes; the last group is empty if it does not end."""
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})([^<>]*)(>)")
"""A tag without regard to quotes."""
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LONG_TAG = re.compile(r"<([A-Za-z][\w:.-]{0,40})[^<>]{20000,}")
_MOST_ATTRIBUTES = 1000
"""A tag with more has none: libxml2 compares each with all before it, which takes 20 seconds for a tag of 500 KB."""
_NO_FRAMES = re.compile(r"<(/?)noframes\b", re.IGNORECASE)
"""The parser takes its content for text; it is the page as shown without frames."""
_RAW_TEXT = frozenset({"script", "style", "xmp", "noembed", "textarea", "title"})
"""Elements in which a "<" is text until their end tag."""


class NotParsed(Exception):
    """No tree is made of a page: it would lack what is nested too deeply or too long, or be too large."""


def decode_page(data: bytes, label: str = "") -> str:
    """The text of a page: by its byte order mark or as UTF-8, else by its stated charset, else by detection.

    Args:
        data: The page.
        label: The charset stated by a message; it takes precedence over the one that the page states.

    Raises:
        UnreadableFile: It is not text.

    """
    return _decode_page(data, label)[0]


def read_page(source: Source) -> str:
    """The text of a file that is a page; see `decode_page`."""
    page, source.encoding = _decode_page(source.data(), source.charset)
    return page


def _decode_page(data: bytes, label: str) -> tuple[str, str]:
    """The text of a page, and its encoding."""
    if codec_of(label) in ("", "ascii"):
        found = _CHARSET.search(data[:4096])
        label = (found[1] or found[2]).decode("ascii") if found else ""
    return decode(data, label)


def is_large_page(page: str) -> bool:
    """Whether a page is too large for a tree."""
    if len(page) > _LARGE:
        return True
    return 4 * len(page) > _LARGE and not page.isascii() and len(page.encode("utf-8", "replace")) > _LARGE


def parse_page(page: str) -> Any:  # noqa: ANN401 -- lxml has no types
    """The page as a tree, or None where there is nothing to parse.

    Raises:
        NotParsed: Elements are nested too deeply, or the page is too large: the tree would lack a part of it.

    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    if is_large_page(page) or page.count("<") > _MOST_TREE_TAGS:
        raise NotParsed
    # A declaration of encoding contradicts text that is decoded already.
    page = _NO_FRAMES.sub(r"<\1div", _NO_XML.sub("", _DECLARATION.sub("", page)))
    page = _LONG_TAG.sub(_with_few_attributes, page)
    parser = HTMLParser(
        encoding="utf-8", no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        tree = None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise NotParsed
    return tree


def _with_few_attributes(tag: re.Match[str]) -> str:
    """A long start tag, without its attributes if there are too many; a picture within the page is one."""
    count = sum(1 for _ in _ATTRIBUTE.finditer(tag[0], tag.end(1) - tag.start()))
    return tag[0] if count <= _MOST_ATTRIBUTES else f"<{tag[1]}"


def page_blocks(page: str, left_out: frozenset[str] = frozenset()) -> HtmlBlocks:
    """The blocks of everything that a page shows, whatever its size and its nesting depth.

    Args:
        page: The page, or a part of one.
        left_out: Tags of elements that are not part of the text.

    """
    blocks = HtmlBlocks(left_out)
    try:
        tree = parse_page(page)
    except NotParsed:
        feed_source(blocks, page)
    else:
        if tree is not None:
            feed_tree(blocks, tree)
    return blocks


def page_layout(page: str, left_out: frozenset[str] = frozenset()) -> Layout:
    """The layout of everything that a page shows; the arguments are those of `page_blocks`."""
    return page_blocks(page, left_out).layout()


def feed_tree(blocks: HtmlBlocks, tree: Any) -> None:  # noqa: ANN401
    """Pass the elements and texts of a tree to `blocks` in document order."""
    from lxml.etree import iterwalk

    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            blocks.start(tag, element.attrib)
            if element.text:
                blocks.text(element.text)
            continue
        if tag not in VOID_TAGS:
            blocks.end(tag)
        if element.tail and element is not tree:
            blocks.text(element.tail)


def feed_source(blocks: HtmlBlocks, page: str) -> None:
    """Pass the tags and texts of the source of a page to `blocks`: slower than a tree, but without its limits."""
    at = plain_until = 0
    while at < len(page):
        markup = _MARKUP.search(page, at)
        tag_at = markup.start() if markup else len(page)
        if tag_at > at:
            blocks.text(unescape(page[at:tag_at]))
        if page.startswith(("<!", "<?"), tag_at):
            at = _end_of(page, "-->" if page.startswith("<!--", tag_at) else ">", tag_at)
            continue
        found = _TAG.match(page, tag_at) if tag_at >= plain_until else None
        if found and not found[4]:  # tags in what it took for attributes must not go through that again
            plain_until, found = found.end(), None
        if found := found or _PLAIN_TAG.match(page, tag_at):
            at = _feed_tag(blocks, page, found)
        else:
            blocks.text(page[tag_at : tag_at + 1])
            at = tag_at + 1


def _feed_tag(blocks: HtmlBlocks, page: str, found: re.Match[str]) -> int:
    """Pass one tag, and return the offset after it; for a script or style, after its content."""
    name, rest = found[2].lower(), found[3]
    if found[1]:
        if name not in VOID_TAGS:
            blocks.end(name)
        return found.end()
    blocks.start(name, _attributes(rest))
    if rest.endswith("/") and name not in VOID_TAGS:
        blocks.end(name)
    elif name in _RAW_TEXT:
        close = re.compile(rf"</{name}", re.IGNORECASE).search(page, found.end())
        end = close.start() if close else len(page)
        blocks.text(unescape(page[found.end() : end]) if name == "title" else page[found.end() : end])
        return end
    return found.end()


def _attributes(source: str) -> Mapping[str, str]:
    """The attributes of a tag by their names in lower case."""
    return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(source)}


def _end_of(page: str, closing: str, start: int) -> int:
    """The offset after a comment or declaration; an unclosed one extends to the end of the page."""
    end = page.find(closing, start + 2)
    return end + len(closing) if end >= 0 else len(page)
