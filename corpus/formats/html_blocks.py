"""Block layout of HTML: turns a stream of tags and texts into blocks, separated as in a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from itertools import chain

from corpus.formats.html_elements import (
    Container,
    OpenList,
    OpenRow,
    Piece,
    StyledElement,
    is_hidden,
    is_shown_as_block,
    is_tiny,
    is_value,
    number_of,
)
from corpus.formats.html_notes import is_mark, is_note_link
from corpus.formats.html_tags import (
    BLOCK_TAGS,
    CELL_TAGS,
    EMBEDDED_TAGS,
    FORM_FIELD_TAGS,
    HEADINGS,
    HIDDEN_TAGS,
    IMAGE_TAGS,
    LIST_TAGS,
    PREFORMATTED_TAGS,
    SILENT_TAGS,
    STRUCTURE_TAGS,
    VOID_TAGS,
)
from corpus.formats.layout import Layout, LayoutWriter
from corpus.model.block import BlockKind
from corpus.model.omission import Omission, OmissionKind

# A single space stays as it is: to replace those of a long text would take ten times its memory.
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_SPACE_IN_LINE = re.compile(r"[ \t\r\f]{2,}|[\t\r\f]")
_AROUND_BREAK = re.compile(r" *\n *")
_BLANK_LINE = re.compile(r"\n\n+")
_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});")


class HtmlBlocks:
    """Turns the tags and texts of a page, in document order, into a layout.

    End tags that do not match a start tag are allowed.

    Args:
        left_out: Tags whose elements are not part of the text, beside scripts, images and form fields.
        keeps_line_breaks: Whether a line break in the source is one on the page.

    """

    def __init__(self, left_out: frozenset[str] = frozenset(), *, keeps_line_breaks: bool = False) -> None:
        self.title = ""
        """The text of the page's `title` element."""
        self._left_out = left_out
        self._space = _SPACE_IN_LINE if keeps_line_breaks else _SPACE
        self._writer = LayoutWriter()
        self._counts: dict[OmissionKind, int] = {}
        self._inline: list[str] = []
        self._containers: list[Container] = []
        self._lists: list[OpenList] = []
        self._rows: list[OpenRow] = []
        self._open_tags: Counter[str] = Counter()
        """The open tags of the containers."""
        self._styled: list[StyledElement] = []
        """Open inline elements that a style makes blocks."""
        self._note: tuple[int, Mapping[str, str]] | None = None
        """Where the text of an open link to a note begins, and its attributes."""
        self._silent = ""
        """Tag of the outermost open element that is left out; else empty."""
        self._silent_depth = 0
        """How many elements of that name are open."""
        self._counted: OmissionKind | None = None
        """The kind of omission that its words count as; None for scripts and the like."""
        self._raw = ""
        """Tag of an open script, style or title in it."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Process a start tag."""
        if self._silent:
            self._silent_depth += tag == self._silent and tag not in VOID_TAGS
            self._raw = tag if tag in SILENT_TAGS else self._raw
        elif not self._starts_silent(tag, attributes):
            if tag == "br":
                self._inline.append("\n")
            elif tag in BLOCK_TAGS:
                self._flush()
                if tag in STRUCTURE_TAGS:
                    self._open(tag, attributes)
            elif is_shown_as_block(attributes):
                self._flush()
                self._styled.append(StyledElement(tag))
            elif self._styled and self._styled[-1].tag == tag:
                self._styled[-1].depth += 1
            elif tag == "a":
                self._note = (len(self._inline), attributes) if is_note_link(attributes) else None

    def text(self, data: str) -> None:
        """Process the text between two tags."""
        if not self._silent:
            data = unescape_twice(data)
            self._inline.append(data if self._is_preformatted() else self._space.sub(" ", data))
        elif "title" in (self._raw, self._silent):
            self.title = self.title or " ".join(unescape_twice(data).split())
        elif self._counted and not self._raw:
            self._count(self._counted, len(_WORD.findall(data)))

    def end(self, tag: str) -> None:
        """Process an end tag."""
        if self._silent:
            self._raw = "" if tag == self._raw else self._raw
            self._silent_depth -= tag == self._silent
            if self._silent_depth == 0:
                self._silent = self._raw = ""
        elif tag in BLOCK_TAGS:
            self._flush()
            if tag in STRUCTURE_TAGS:
                self._close(tag)
        elif tag == "a" and self._note:
            start, attributes = self._note
            if is_mark("".join(self._inline[start:]), attributes):
                del self._inline[start:]
            self._note = None
        elif self._styled and self._styled[-1].tag == tag:
            self._styled[-1].depth -= 1
            if self._styled[-1].depth == 0:
                self._styled.pop()
                self._flush()

    def layout(self) -> Layout:
        """The layout of everything processed."""
        self._flush()
        while self._rows:
            self._close_row()
        omissions = (Omission(kind, number) for kind, number in self._counts.items() if number)
        return self._writer.layout(omissions)

    def _starts_silent(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element is left out of the text; then count it and skip to its end."""
        kind = (
            OmissionKind.IMAGES if tag in IMAGE_TAGS
            else OmissionKind.EMBEDDED if tag in EMBEDDED_TAGS
            else OmissionKind.FORM_FIELDS if tag in FORM_FIELD_TAGS
            else None
        )  # fmt: skip
        if kind and not (tag == "img" and is_tiny(attributes)):
            self._count(kind, 1)
            self._inline.append(" ")
        has_hidden_text = tag in HIDDEN_TAGS or (kind is None and tag not in SILENT_TAGS and is_hidden(attributes))
        is_left_out = tag in self._left_out
        if not (kind or has_hidden_text or is_left_out or tag in SILENT_TAGS):
            return False
        if tag not in VOID_TAGS:
            self._silent, self._silent_depth = tag, 1
            self._counted = (
                OmissionKind.HIDDEN_TEXT if has_hidden_text else OmissionKind.OUTSIDE_ARTICLE if is_left_out else None
            )
        return True

    def _count(self, kind: OmissionKind, number: int) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + number

    def _is_preformatted(self) -> bool:
        return bool(self._containers) and self._containers[-1].kind is BlockKind.PREFORMATTED

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element that determines the kind of the blocks in it."""
        if tag in HEADINGS:
            self._push(Container(tag, BlockKind.HEADING, HEADINGS[tag]))
        elif tag in LIST_TAGS:
            self._lists.append(OpenList(tag == "ol", number_of(attributes.get("start"), 1)))
        elif tag == "li":
            self._push(self._list_item(attributes))
        elif tag == "blockquote":
            self._push(Container(tag, BlockKind.QUOTATION, 1 + self._open_tags[tag]))
        elif tag in PREFORMATTED_TAGS:
            self._push(Container(tag, BlockKind.PREFORMATTED))
        elif tag == "tr":
            self._open_row()
        elif tag in CELL_TAGS and self._rows:
            self._pop_to(self._rows[-1].depth)
            self._rows[-1].cells.append([])
            self._push(Container(tag, BlockKind.PARAGRAPH))

    def _push(self, container: Container) -> None:
        self._containers.append(container)
        self._open_tags[container.tag] += 1

    def _pop_to(self, depth: int) -> None:
        while len(self._containers) > depth:
            self._open_tags[self._containers.pop().tag] -= 1

    def _open_row(self) -> None:
        """Open a row. An enclosing row arranges a layout: write the blocks of its cells one by one."""
        if self._rows and self._rows[-1].is_data:
            outer = self._rows[-1]
            outer.is_data = False
            for piece in chain.from_iterable(outer.cells):
                self._add(piece)
        self._rows.append(OpenRow(len(self._containers)))

    def _list_item(self, attributes: Mapping[str, str]) -> Container:
        marker = "• "
        if self._lists and self._lists[-1].is_ordered:
            number = number_of(attributes.get("value"), self._lists[-1].next_number)
            self._lists[-1].next_number = number + 1
            marker = f"{number}. "
        return Container("li", BlockKind.LIST_ITEM, max(1, len(self._lists)), marker)

    def _close(self, tag: str) -> None:
        """Close an element and the unclosed ones in it."""
        if tag in LIST_TAGS:
            if self._lists:
                self._lists.pop()
        elif tag == "tr":
            if self._rows:
                self._close_row()
        elif self._open_tags[tag] > 0:
            depth = len(self._containers) - 1
            while self._containers[depth].tag != tag:
                depth -= 1
            self._pop_to(depth)

    def _close_row(self) -> None:
        """Write a row of data as one block, and the content of a layout row as separate blocks."""
        row = self._rows.pop()
        self._pop_to(row.depth)
        if not row.is_data:
            return
        filled = [cell for cell in row.cells if cell]
        if len(filled) > 1 and all(is_value(cell) for cell in filled):
            self._writer.add_row([cell[0].text if cell else "" for cell in row.cells])
            return
        for piece in chain.from_iterable(filled):
            self._add(piece)

    def _flush(self) -> None:
        """Write the pending inline text as blocks."""
        self._note = None
        if not self._inline:
            return
        text = "".join(self._inline)
        self._inline.clear()
        if not text or text.isspace():
            return
        top = self._containers[-1] if self._containers else None
        if top is None:
            top = Container("", BlockKind.PARAGRAPH)
        if top.kind is BlockKind.PREFORMATTED:
            self._add(Piece(top.kind, text.strip("\n"), 0))
            return
        if "\n" in text or "  " in text:
            text = _AROUND_BREAK.sub("\n", _SPACE_IN_LINE.sub(" ", text)).strip()
        for paragraph in map(str.strip, _BLANK_LINE.split(text)):
            if paragraph:
                marker, top.marker = top.marker, ""
                self._add(Piece(top.kind, marker + paragraph, top.level))

    def _add(self, piece: Piece) -> None:
        """Append a block to the open cell of a row of data, else to the text."""
        if self._rows and self._rows[-1].is_data:
            if not self._rows[-1].cells:
                self._rows[-1].cells.append([])
            self._rows[-1].cells[-1].append(piece)
        else:
            self._writer.add(piece.kind, piece.text, piece.level)


def unescape_twice(text: str) -> str:
    """Replace remaining character references: many pages are escaped twice ("AT&amp;amp;T")."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), text) if "&" in text else text
