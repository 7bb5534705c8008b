"""A parser of Rich Text Format: groups, control words, code pages and destinations to paragraphs and rows."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.formats.flow import Flow
from corpus.formats.rtf_fonts import Fonts
from corpus.formats.rtf_text import Item, State, Target
from corpus.formats.rtf_words import (
    CHARACTER_SETS,
    CHARACTERS,
    INSIDE_INFO,
    PARAGRAPH_ENDS,
    SHOWN,
    SYMBOLS,
    Destination,
    codec_of_page,
    destination_of,
)
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
_DEEPEST = 1000
_OWN_TARGETS = frozenset({
    Destination.NOTE, Destination.MARGIN, Destination.BOX, Destination.INSTRUCTION, Destination.LIST_NUMBER,
    Destination.TITLE, Destination.AUTHOR,
})  # fmt: skip
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_PRIVATE_USE = range(0xF000, 0xF100)


class RtfParser:
    """Parses one document; the fields are what it holds.

    Args:
        data: The file.
        flow: Takes the items of the document, but for the last ones, which are in `items`.

    Raises:
        UnreadableFile: Groups are nested too deeply.

    """

    def __init__(self, data: bytes, flow: Flow) -> None:
        self.items: list[Item] = []
        self.notes: list[list[Item]] = []
        self.margins: list[list[Item]] = []
        """Headers and footers."""
        self.title = ""
        self.author = ""
        self.created: dict[str, int] = {}
        """Year, month and day by the words `yr`, `mo` and `dy`."""
        self.comments = 0
        self.pictures = 0
        self.hidden: list[str] = []
        self.deleted: list[str] = []
        self._fonts = Fonts()
        self._state = State()
        self._stack: list[State] = []
        self._targets = [Target(None, flow)]
        self._bytes = bytearray()
        self._left_to_skip = 0
        self._is_optional = False
        self._instruction = ""
        self._parse(data)

    def _parse(self, data: bytes) -> None:
        at = 0
        while at < len(data) and (match := _TOKEN.match(data, at)):
            at = match.end()
            word, number, hexadecimal, symbol, brace, text = match.groups()
            if text is not None:
                self._add_bytes(text)
            elif hexadecimal is not None:
                self._add_bytes(bytes.fromhex(hexadecimal.decode("ascii")))
            elif brace is not None:
                self._flush()
                if brace == b"{":
                    self._open_group()
                elif not self._close_group():
                    break
            elif symbol is not None:
                self._control_symbol(symbol)
            elif word is not None:
                self._flush()
                name, value = word.decode("ascii"), int(number) if number else None
                if name == "bin":
                    at += min(max(value or 0, 0), len(data))
                else:
                    self._control_word(name, value)
        self._flush()
        while self._stack:
            self._close_group()
        self.items = self._targets[0].end()

    def _open_group(self) -> None:
        self._left_to_skip = 0
        if len(self._stack) >= _DEEPEST:
            raise UnreadableFile(Reason.NESTED_TOO_DEEPLY)
        self._stack.append(self._state)
        self._state = replace(self._state, opened=None)
        self._is_optional = False

    def _close_group(self) -> bool:
        """End a group; False at the end of the document."""
        self._left_to_skip = 0
        self._is_optional = False
        if self._state.opened is not None:
            self._close_target(self._targets.pop())
        if not self._stack:
            return False
        self._state = self._stack.pop()
        return bool(self._stack)

    def _close_target(self, target: Target) -> None:
        """Put what a destination collected where it belongs."""
        match target.kind:
            case Destination.NOTE:
                self.notes.append(target.end())
            case Destination.MARGIN:
                self.margins.append(target.end())
            case Destination.BOX:
                self._targets[-1].add_box(target.end())
            case Destination.LIST_NUMBER:
                self._targets[-1].list_number = " ".join(target.text().split())
            case Destination.INSTRUCTION:
                self._instruction = target.text()
            case Destination.TITLE:
                self.title = target.text()
            case Destination.AUTHOR:
                self.author = target.text()

    def _control_symbol(self, symbol: bytes) -> None:
        char = symbol.decode("latin-1")
        if char in "\\{}":
            self._add_bytes(symbol)
            return
        self._flush()
        if char == "*":
            self._is_optional = True
        elif char in "\r\n":
            self._control_word("par", None)
        elif char in SYMBOLS:
            self._add(SYMBOLS[char])

    def _control_word(self, word: str, value: int | None) -> None:
        is_optional, self._is_optional = self._is_optional, False
        if word == "u" and value is not None:
            self._add_unicode(value)
            return
        if self._left_to_skip:
            self._left_to_skip -= 1
            return
        destination = destination_of(word)
        if destination is not None or (is_optional and word not in SHOWN and word != "ud"):
            self._open_destination(word, destination or Destination.SKIPPED)
        elif word in ("upr", "ud"):
            self._open_alternative(word)
        elif self._state.destination is Destination.FONTS:
            self._state.font = self._fonts.define(self._state.font, word, value or 0)
        elif self._state.destination is Destination.CREATED:
            self.created.setdefault(word, value or 0)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif not self._layout_word(word):
            self._property_word(word, value)

    def _open_destination(self, word: str, destination: Destination) -> None:
        """Begin a destination in this group."""
        state = self._state
        if state.destination is Destination.SKIPPED and word not in INSIDE_INFO:
            return
        if state.destination is Destination.COMMENT:
            return
        state.destination = destination
        match destination:
            case Destination.COMMENT:
                self.comments += 1
            case Destination.PICTURE:
                self.pictures += 1
        if destination in _OWN_TARGETS:
            if state.opened is not None:
                self._close_target(self._targets.pop())
            state.opened = Target(destination)
            self._targets.append(state.opened)
            state.table, state.heading, state.list_level = 0, 0, 0

    def _open_alternative(self, word: str) -> None:
        """Read the second part of a group that is written in bytes and in Unicode."""
        if word == "upr":
            self._state.outside = self._state.destination
            self._state.destination = Destination.SKIPPED
        elif self._state.destination is Destination.SKIPPED:
            self._state.destination = self._state.outside

    def _layout_word(self, word: str) -> bool:
        """Whether a word ends a paragraph, a cell or a row, which it then does."""
        state, target = self._state, self._targets[-1]
        if word not in _LAYOUT_WORDS:
            return False
        if not self._is_shown():
            return True
        match word:
            case "cell":
                target.end_cell(1)
            case "row":
                target.end_row(1)
            case "nestcell":
                target.end_cell(max(state.table, 2))
            case "nestrow":
                target.end_row(max(state.table, 2))
            case _:
                target.end_paragraph(state.table, state.heading, state.list_level)
        return True

    def _property_word(self, word: str, value: int | None) -> None:
        """Change a property of the text that follows."""
        state = self._state
        match word:
            case "f":
                state.font = value
            case "plain":
                state.font, state.is_hidden, state.is_deleted = self._fonts.default, False, False
            case "pard":
                state.table, state.heading, state.list_level = 0, 0, 0
            case "uc":
                state.skip = min(max(value or 0, 0), 10)
            case "v":
                state.is_hidden = value != 0
            case "deleted":
                state.is_deleted = value != 0
            case "intbl":
                state.table = max(state.table, 1)
            case "itap":
                state.table = min(max(value or 0, 0), _DEEPEST)
            case "outlinelevel":
                state.heading = (value or 0) + 1 if 0 <= (value or 0) < 9 else 0
            case "ilvl":
                state.list_level = min(max(value or 0, 0), 8)
            case "deff":
                self._fonts.default = state.font = value
            case "ansicpg":
                self._fonts.codec = codec_of_page(value or 0) or self._fonts.codec
            case "fldrslt" if self._instruction.split()[:1] and self._instruction.split()[0] in _PAGE_FIELDS:
                self._targets[-1].has_page_number = True
                state.destination = Destination.SKIPPED
            case _ if word in CHARACTER_SETS and not self._fonts.is_defined:
                self._fonts.codec = CHARACTER_SETS[word]

    def _add_unicode(self, value: int) -> None:
        """Add a character by its code: a UTF-16 unit, signed."""
        code = value + 0x1_0000 if value < 0 else value
        if 0 <= code < 0x11_0000:
            self._add(self._fonts.symbol(self._state.font, code) if code in _PRIVATE_USE else chr(code))
        self._left_to_skip = self._state.skip

    def _add_bytes(self, data: bytes) -> None:
        """Add text in the code page of its font; a character of two bytes may come in two calls."""
        if self._left_to_skip:
            skipped = min(self._left_to_skip, len(data))
            self._left_to_skip -= skipped
            data = data[skipped:]
        self._bytes += data

    def _flush(self) -> None:
        """Decode the bytes so far."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        match self._state.destination:
            case Destination.FONTS:
                self._fonts.name(self._state.font, data)
            case Destination.TITLE | Destination.AUTHOR:
                self._add(data.decode(self._fonts.codec, "replace"))
            case _:
                self._add(self._fonts.decode(self._state.font, data))

    def _add(self, text: str) -> None:
        if not self._is_shown():
            return
        if self._state.is_deleted:
            self.deleted.append(text)
        elif self._state.is_hidden:
            self.hidden.append(text)
        else:
            self._targets[-1].add(text)

    def _is_shown(self) -> bool:
        """Whether text here is collected."""
        destination = self._state.destination
        return destination is None or destination in _OWN_TARGETS


_LAYOUT_WORDS = PARAGRAPH_ENDS | {"cell", "row", "nestcell", "nestrow"}
