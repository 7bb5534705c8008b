"""Markdown: the text that a reader of the rendered page sees, with the fields of its front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus.formats.fields import TITLE, pick, pick_date, pick_metadata
from corpus.formats.front_matter import split_front_matter
from corpus.formats.html_fragment import fragment_text
from corpus.formats.layout import Layout, LayoutWriter
from corpus.formats.markdown_blocks import block_tokens
from corpus.formats.source import Draft, Source
from corpus.model.block import BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
"""A link of a wiki or of Obsidian, `[[page|words]]`; one with an exclamation mark embeds an image or a page."""
_WIKI_MARKS = re.compile(r"==([^=\n]+)==|%%[^%\n]*%%")
"""Highlighted words and comments of Obsidian."""
_LINE_BREAK = re.compile(r"<(?:br|hr)\b[^>]*>", re.IGNORECASE)


def read_markdown(source: Source) -> Iterator[Draft]:
    """Yield the one document of a Markdown file. Its title is that of the front matter, else its first heading."""
    fields, text = split_front_matter(source.text())
    heading, layout = plain_text(text)
    date, date_source = pick_date(fields)
    title, metadata = pick(fields, TITLE) or heading, pick_metadata(fields)
    yield Draft(layout.text, title, date, date_source, metadata=metadata, blocks=layout.blocks)


def plain_text(text: str) -> tuple[str, Layout]:
    """The heading that a Markdown text begins with ("" for none), and the text without its markup, with its blocks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).disable("inline")
    blocks = _Blocks()
    references: dict[str, Any] = {}
    parsed = _inline_parser(parser, references)
    parts: Iterable[_Part] = (
        part
        for tokens in block_tokens(parser, text, references)
        for token in tokens
        if (part := _part(token)) is not None
    )
    if "]:" in text:  # the target of a link may be defined after it
        parts = list(parts)
    for part in parts:
        if isinstance(part, str):
            blocks.add_inline(_inline_text(parsed(part)))
        else:
            blocks.add(*part)
    return blocks.heading, blocks.writer.layout()


_Part: TypeAlias = str | tuple[str, str]
"""What counts of a token: the content of one with inline markup, else its type and value."""


@cache
def _marker(kind: str, value: str) -> _Part:
    """The same object each time: a text may have a million of them."""
    return kind, value


def _part(token: Token) -> _Part | None:
    """What counts of a token; None if nothing does."""
    match token.type:
        case "inline":
            return token.content
        case "paragraph_open" | "paragraph_close":  # as most are
            return None
        case "fence" | "code_block" | "html_block":
            return token.type, token.content
        case "heading_open":
            return _marker(token.type, token.tag)
        case "list_item_open":
            return (token.type, token.info) if token.info else _marker(token.type, "")
        case "blockquote_open" | "blockquote_close" | "list_item_close" | "tr_open" | "tr_close":
            return _marker(token.type, "")
        case _:
            return None


def _inline_parser(parser: MarkdownIt, references: dict[str, Any]) -> Callable[[str], list[Token]]:
    """Return what parses the inline markup of one block: that of all takes twenty times the memory of the text."""
    from markdown_it.rules_core import StateCore, text_join
    from markdown_it.token import Token

    token = Token("inline", "", 0)
    state = StateCore("", parser, references, [token])

    def parsed(content: str) -> list[Token]:
        found: list[Token] = []
        parser.inline.parse(content, parser, references, found)
        token.children = found
        text_join(state)
        return token.children

    return parsed


class _Blocks:
    """The blocks of a text, collected from its tokens."""

    def __init__(self) -> None:
        self.writer = LayoutWriter()
        self.heading = ""
        """The heading before any other block."""
        self._is_begun = False
        """Whether there is any block."""
        self._markers: list[str] = []
        """For each open list item, what precedes its first block: its bullet or number; "" for the blocks after it."""
        self._row: list[str] | None = None
        """The cells of the open table row."""
        self._heading_level = 0
        """The level of the open heading; 0 for none."""
        self._quotations = 0
        """The number of open quotations."""

    def add(self, kind: str, value: str) -> None:
        """Take what counts of the next token.

        Args:
            kind: Its type.
            value: The tag of a heading, the number of a list item, the text of a block; else "".

        """
        match kind:
            case "heading_open":
                self._heading_level = int(value.removeprefix("h"))
            case "blockquote_open":
                self._quotations += 1
            case "blockquote_close":
                self._quotations -= 1
            case "list_item_open":
                self._markers.append(f"{value}. " if value else "• ")
            case "list_item_close":
                self._markers.pop()
            case "tr_open":
                self._row = []
            case "tr_close":
                self.writer.add_row(self._row or ())
                self._row, self._is_begun = None, True
            case "fence" | "code_block":
                self._add(BlockKind.PREFORMATTED, value.rstrip("\n"))
            case "html_block":
                for paragraph in fragment_text(value).split("\n\n"):
                    self._add(BlockKind.PARAGRAPH, paragraph)
            case _:
                pass

    def add_inline(self, text: str) -> None:
        """Add a cell, heading, list item, quotation or paragraph."""
        if self._row is not None:
            self._row.append(text)
            return
        marker = self._markers[-1] if self._markers else ""
        level, self._heading_level = self._heading_level, 0
        if level and not marker:
            if not self._is_begun:
                self.heading = text
            self._add(BlockKind.HEADING, text, level)
        elif marker:
            self._add(BlockKind.LIST_ITEM, marker + text, len(self._markers))
        elif self._quotations:
            self._add(BlockKind.QUOTATION, text, self._quotations)
        else:
            self._add(BlockKind.PARAGRAPH, text)

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        self._markers = [""] * len(self._markers)
        self._is_begun = self._is_begun or bool(text.strip())
        self.writer.add(kind, text, level)


def _inline_text(children: list[Token]) -> str:
    """The visible text of a run of inline markup."""
    parts = []
    for child in children:
        match child.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "text":
                parts.append(_without_wiki_markup(child.content))
            case "code_inline" | "text_special" | "image":
                parts.append(child.content)
            case "html_inline" if _LINE_BREAK.match(child.content):
                parts.append("\n")
            case _:
                pass
    return "".join(parts)


def _without_wiki_markup(text: str) -> str:
    """The text with the words of wiki links, and without what they embed."""
    if "[[" in text:
        text = _WIKI_LINK.sub(lambda link: "" if link[1] else link[3] or link[2], text)
    return _WIKI_MARKS.sub(r"\1", text) if "==" in text or "%%" in text else text
