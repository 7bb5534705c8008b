"""The text of wiki markup (MediaWiki): paragraphs, headings, lists and tables; templates and notes are left out."""

from __future__ import annotations

import re
from html import unescape

from corpus.formats.layout import Layout, LayoutWriter
from corpus.model.block import BlockKind
from corpus.model.omission import Omission, OmissionKind

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOTE = re.compile(r"<(ref|math|gallery|timeline|score|syntaxhighlight)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_BREAK = re.compile(r"<(?:br|hr)\s*/?>", re.IGNORECASE)
_BRACES = re.compile(r"\{\{|\}\}")
_INNER_LINK = re.compile(r"\[\[([^\[\]]{0,2000})\]\]")
_OUTER_LINK = re.compile(r"\[(?:https?:)?//[^\s\[\]]+(?:\s+([^\[\]\n]{0,500}))?\]")
_EMPHASIS = re.compile(r"'{2,5}")
_MAGIC = re.compile(r"__[A-Z]{3,30}__|~{3,5}")
_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*$")
_LIST_ITEM = re.compile(r"[*#:;]+\s*")
_CELL_ATTRIBUTES = re.compile(r"[\w\s=\"'#:;%.,-]{0,200}\|(?!\|)")
_FILE_OPTION = re.compile(r"(?:thumb(?:nail)?|frame(?:less)?|border|left|right|center|none|upright.*|[\dx]+px|alt=.*)$")
_MOST_NESTED_LINKS = 4
_LONGEST_CELL = 10_000
"""Characters to which further lines are added."""


def wiki_layout(markup: str) -> Layout:
    """The layout of a page of wiki markup."""
    markup = _COMMENT.sub("", markup)
    markup, images = _without_links(_without_templates(_without_notes(markup)))
    markup = _TAG.sub("", _BREAK.sub("\n", markup))
    markup = unescape(_MAGIC.sub("", _EMPHASIS.sub("", markup)))
    writer = LayoutWriter()
    row: list[str] = []
    paragraph: list[str] = []
    depth = 0  # of tables
    for line in [*map(str.strip, markup.split("\n")), ""]:
        if line.startswith("{|"):
            depth += 1
            continue
        if depth:
            depth -= line.startswith("|}")
            row = _table_line(line, row, writer)
            continue
        heading, item = _HEADING.match(line), _LIST_ITEM.match(line)
        if paragraph and (heading or item or not line):
            writer.add(BlockKind.PARAGRAPH, " ".join(paragraph))
            paragraph = []
        if heading:
            writer.add(BlockKind.HEADING, heading[2], len(heading[1]))
        elif item:
            writer.add(BlockKind.LIST_ITEM, line[item.end() :])
        elif line:
            paragraph.append(line)
    return writer.layout([Omission(OmissionKind.IMAGES, images)] if images else [])


def _without_notes(markup: str) -> str:
    """The markup without references, formulas and the like; of one that does not end, only the tag is left out."""
    lower = markup.lower() if len(markup.lower()) == len(markup) else markup
    kept: list[str] = []
    endless: set[str] = set()
    end = 0
    for match in _NOTE.finditer(markup):
        if match.start() < end:
            continue
        kept.append(markup[end : match.start()])
        end, name = match.end(), match[1].lower()
        if match[0].endswith("/>") or name in endless:
            continue
        close = lower.find(f"</{name}", end)
        if close < 0:
            endless.add(name)
        else:
            end = (lower.find(">", close) + 1) or len(markup)
    return "".join([*kept, markup[end:]])


def _without_templates(markup: str) -> str:
    """The markup without templates, which may be nested; one that does not end stays."""
    kept: list[str] = []
    depth = end = 0
    for match in _BRACES.finditer(markup):
        if match[0] == "{{":
            if not depth:
                kept.append(markup[end : match.start()])
                end = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                end = match.end()
    return "".join([*kept, markup[end:]])


def _without_links(markup: str) -> tuple[str, int]:
    """The markup with links as their labels, and the number of images in it."""
    images = 0

    def label(match: re.Match[str]) -> str:
        nonlocal images
        target, bar, rest = match[1].partition("|")
        name = target.strip().lstrip(":")
        space, colon, _ = name.partition(":")
        if colon and space.lower() in ("file", "image", "media", "datei", "fichier", "archivo", "immagine", "bestand"):
            images += 1
            caption = rest.rpartition("|")[2].strip()
            return "" if not caption or _FILE_OPTION.match(caption) else f"\n\n{caption}\n\n"
        if colon and not bar and not target.startswith(":") and len(space) < 20 and " " not in space:
            return ""  # a category, or the page in another language
        return rest.rpartition("|")[2] if bar else name

    for _ in range(_MOST_NESTED_LINKS):  # a caption may have links
        markup, count = _INNER_LINK.subn(label, markup)
        if not count:
            break
    return _OUTER_LINK.sub(lambda match: match[1] or "", markup), images


def _table_line(line: str, row: list[str], writer: LayoutWriter) -> list[str]:
    """Take a line of a table; returns the cells of the row so far."""
    if line.startswith(("|-", "|}")):
        if any(row):
            writer.add_row(row)
        return []
    if line.startswith("|+"):
        writer.add(BlockKind.PARAGRAPH, line[2:])
    elif line.startswith(("|", "!")):
        cells = re.split(r"\|\||!!", line[1:]) if line[0] == "!" else line[1:].split("||")
        row += (_CELL_ATTRIBUTES.sub("", cell, count=1).strip() for cell in cells)
    elif line and row and len(row[-1]) < _LONGEST_CELL:
        row[-1] = f"{row[-1]} {line}"
    elif line:
        row.append(line)
    return row
