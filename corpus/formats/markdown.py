"""Markdown, with YAML front matter where there is some: read as the plain text a person would see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.fields import TITLE, lower_keys, pick, pick_date, pick_metadata
from corpus.formats.source import Draft, Source

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read_markdown(source: Source) -> Iterator[Draft]:
    """Yield the one document of a Markdown file; its first heading is the title unless front matter has one."""
    fields, text = split_front_matter(source.text())
    heading, plain = plain_text(text)
    date, date_source = pick_date(fields)
    yield Draft(plain, pick(fields, TITLE) or heading, date, date_source, metadata=pick_metadata(fields))


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields of the front matter and the text after it; no fields, and all of the text, where it cannot be
    read as YAML: a broken head is no reason to lose a document.
    """
    import yaml

    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        fields = yaml.safe_load(found[1])
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: a date such as 2024-13-45
        return {}, text
    return (lower_keys(fields), text[found.end() :]) if isinstance(fields, dict) else ({}, text)


def plain_text(text: str) -> tuple[str, str]:
    """The first heading of a Markdown text, if it comes first, and the text without its markup."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    blocks: list[str] = []
    heading = ""
    marks: list[str] = []  # what stands before the next block: list bullets
    row: list[str] | None = None  # the cells of the table row at hand
    inside_heading = False
    for token in parser.parse(text):
        match token.type:
            case "heading_open":
                inside_heading = True
            case "list_item_open":
                marks.append(f"{token.info}. " if token.info else "• ")
            case "list_item_close":
                marks = marks[:-1]
            case "tr_open":
                row = []
            case "tr_close":
                blocks.append(" | ".join(row or ()))
                row = None
            case "inline" if row is not None:
                row.append(_inline_text(token))
            case "inline":
                block = "".join(marks[-1:]) + _inline_text(token)
                marks = ["  "] * len(marks)
                if inside_heading and not blocks:
                    heading = block
                blocks.append(block)
                inside_heading = False
            case "fence" | "code_block":
                blocks.append(token.content.rstrip("\n"))
            case _:
                pass
    return heading, "\n\n".join(block for block in blocks if block.strip())


def _inline_text(token: Token) -> str:
    """What is seen of a run of inline markup."""
    parts = []
    for child in token.children or ():
        match child.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "text" | "code_inline" | "text_special":
                parts.append(child.content)
            case "image":
                parts.append(child.content)
            case _:
                pass
    return "".join(parts)
