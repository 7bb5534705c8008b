"""Markdown: the text that a reader of the rendered page sees, with the fields of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.fields import TITLE, pick, pick_date, pick_metadata
from corpus.formats.front_matter import split_front_matter
from corpus.formats.html_fragment import fragment_text
from corpus.formats.source import Draft, Source

if TYPE_CHECKING:
    from markdown_it.token import Token

_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
"""A link of a wiki or of Obsidian, `[[page|words]]`; one with an exclamation mark embeds an image or a page."""
_WIKI_MARKS = re.compile(r"==([^=\n]+)==|%%[^%\n]*%%")
"""Highlighted words and comments of Obsidian."""
_LINE_BREAK = re.compile(r"<(?:br|hr)\b[^>]*>", re.IGNORECASE)


def read_markdown(source: Source) -> Iterator[Draft]:
    """Yield the one document of a Markdown file. Its title is that of the front matter, else its first heading."""
    fields, text = split_front_matter(source.text())
    heading, plain = plain_text(text)
    date, date_source = pick_date(fields)
    yield Draft(plain, pick(fields, TITLE) or heading, date, date_source, metadata=pick_metadata(fields))


def plain_text(text: str) -> tuple[str, str]:
    """The heading that a Markdown text begins with ("" for none), and the text without its markup."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    blocks = _Blocks()
    for token in parser.parse(text):
        blocks.add(token)
    return blocks.heading, "\n\n".join(block for block in blocks.blocks if block.strip())


class _Blocks:
    """The blocks of a text, collected from its tokens."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.heading = ""
        self._markers: list[str] = []
        """For each open list item, what precedes its next block: its bullet, then an indent."""
        self._row: list[str] | None = None
        """The cells of the open table row."""
        self._is_heading = False

    def add(self, token: Token) -> None:
        """Take the next token."""
        match token.type:
            case "heading_open":
                self._is_heading = True
            case "list_item_open":
                self._markers.append(f"{token.info}. " if token.info else "• ")
            case "list_item_close":
                self._markers.pop()
            case "tr_open":
                self._row = []
            case "tr_close":
                self.blocks.append(" | ".join(self._row or ()))
                self._row = None
            case "inline" if self._row is not None:
                self._row.append(_inline_text(token))
            case "inline":
                self._add_inline(token)
            case "fence" | "code_block":
                self.blocks.append(token.content.rstrip("\n"))
            case "html_block":
                self.blocks.append(fragment_text(token.content))
            case _:
                pass

    def _add_inline(self, token: Token) -> None:
        block = "".join(self._markers[-1:]) + _inline_text(token)
        self._markers = ["  "] * len(self._markers)
        if self._is_heading and not any(self.blocks):
            self.heading = block
        self.blocks.append(block)
        self._is_heading = False


def _inline_text(token: Token) -> str:
    """The visible text of a run of inline markup."""
    parts = []
    for child in token.children or ():
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
