"""The text of one part of a Word document: its body, its notes, a header or a footer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from corpus.formats.flow import Flow
from corpus.formats.symbol_font import symbol_character
from corpus.formats.word_styles import ListPlace, Numbering, Styles
from corpus.formats.xml import Close, attribute, child, local, walk_elements
from corpus.formats.xml_stream import Walk
from corpus.model.block import BlockKind
from corpus.model.omission import OmissionKind

_LEVELS = 9
_WORD = re.compile(r"\w+")
_CONTAINERS = frozenset({"document", "body", "tbl", "tr", "tc", "sdt", "sdtContent", "customXml"})
"""Elements that hold paragraphs or rows, any number of them."""
_SKIPPED = frozenset({"moveFrom", "rt", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"})
"""Text at the place it was moved from, readings of ideographs, and properties."""
_MARKERS = frozenset({
    "tblPrEx", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
    "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
})  # fmt: skip
"""Elements without text that may come before the properties of a row or a field, which say whether it is shown."""
_TEXTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_IMAGES = frozenset({"blip", "imagedata"})
_EMBEDDED = frozenset({"object", "chart", "relIds"})
_NOTE_REFERENCES = frozenset({"footnoteReference", "endnoteReference"})
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_FEWEST_WORDS = 3
"""Words of a paragraph with a page number in a header; with fewer it says no more than "Page 1 of 3"."""


class WordText:
    """Walks parts of a document and adds their text to a flow.

    Args:
        flow: Takes the text.
        styles: The styles of the document.
        numbering: Its lists, which go on counting from part to part.
        insert_part: Adds the document with this relationship id, which another format reads.

    """

    def __init__(self, flow: Flow, styles: Styles, numbering: Numbering, insert_part: Callable[[str], None]) -> None:
        self._flow = flow
        self._styles = styles
        self._numbering = numbering
        self._insert_part = insert_part
        self.omitted: Counter[OmissionKind] = Counter()
        """What is not in the text, and how often."""
        self.notes: list[tuple[str, str]] = []
        """The notes referred to: the kind of part, and their id in it."""
        self._fields: list[str] = []
        """The instructions of the open fields, the outermost first."""
        self._has_page_number = False
        self._said: set[str] | None = None

    def read(self, root: Any, said: set[str] | None = None) -> None:  # noqa: ANN401 -- lxml has no types
        """Add the text of an element.

        Args:
            root: The element.
            said: Paragraphs that need not be said again, of a header or footer; those of this one are added to it.

        """
        self._said = said
        self._fields.clear()
        self._read(root)

    def walk(self) -> Walk:
        """How the text is added while the body is parsed."""
        return Walk(_CONTAINERS, _SKIPPED | _MARKERS, self._is_skipped, self._open, self._read)

    def _read(self, element: Any) -> None:  # noqa: ANN401
        walk_elements(element, self._is_skipped, self._open)

    def _is_skipped(self, element: Any, name: str) -> bool:  # noqa: ANN401
        """Whether nothing of an element is shown; counts what a reader may miss."""
        match name:
            case "del":
                self.omitted[OmissionKind.DELETED_TEXT] += _words(element, "delText")
                return True
            case "r" if _is_on(child(element, "rPr"), "vanish"):
                self.omitted[OmissionKind.HIDDEN_TEXT] += _words(element, "t")
                return True
            case "tr":
                return _has(child(element, "trPr"), "del")
            case "Fallback":  # the same for older programs
                return any(local(each) == "Choice" for each in element.itersiblings(preceding=True))
            case "sdt":
                return _has(child(element, "sdtPr"), "showingPlcHdr")
        if name in _EMBEDDED:
            self.omitted[OmissionKind.EMBEDDED] += 1
            return True
        return name in _SKIPPED

    def _open(self, element: Any, name: str) -> Close:  # noqa: ANN401
        """Add what an element shows, and return what is to be done at its end."""
        match name:
            case "p":
                return self._open_paragraph(element)
            case "tbl" | "txbxContent":
                self._flow.open_apart()
                return self._flow.close_apart
            case "tr":
                self._flow.open_row()
                return self._flow.close_row
            case "tc":
                self._flow.open_cell()
                return self._flow.close_cell
            case "fldSimple":
                self._fields.append(attribute(element, "instr"))
                return self._close_field
            case "altChunk":
                self._insert_part(attribute(element, "id"))
            case _:
                self._add_text(element, name)
        return None

    def _add_text(self, element: Any, name: str) -> None:  # noqa: ANN401
        match name:
            case "t":
                self._add(element.text or "")
            case "sym":
                code = attribute(element, "char")
                if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
                    self._add(symbol_character(attribute(element, "font"), int(code, 16)))
            case "fldChar":
                self._field_character(attribute(element, "fldCharType"))
            case "instrText" if self._fields:
                self._fields[-1] += element.text or ""
        if name in _TEXTS:
            self._add(_TEXTS[name])
        elif name in _NOTE_REFERENCES:
            self.notes.append((name.replace("Reference", "s"), attribute(element, "id")))
        elif name in _IMAGES:
            self.omitted[OmissionKind.IMAGES] += 1

    def _add(self, text: str) -> None:
        if any(instruction.split()[:1] and instruction.split()[0] in _PAGE_FIELDS for instruction in self._fields):
            self._has_page_number = True
        else:
            self._flow.text(text)

    def _field_character(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end":
            self._close_field()

    def _close_field(self) -> None:
        if self._fields:  # a field may end that did not begin
            self._fields.pop()

    def _open_paragraph(self, element: Any) -> Close:  # noqa: ANN401
        properties = child(element, "pPr")
        style = _value(properties, "pStyle")
        outline = _value(properties, "outlineLvl")
        heading = int(outline) + 1 if outline in set("012345678") else self._styles.heading_level(style)
        place = self._list_place(properties, style)
        label = self._numbering.label(place) if place else ""
        if heading:
            self._flow.open_paragraph(BlockKind.HEADING, heading)
        elif place and label:
            self._flow.open_paragraph(BlockKind.LIST_ITEM, place.level + 1)
        else:
            self._flow.open_paragraph()
        if label:
            self._flow.text(f"{label} ")
        self._has_page_number = False
        return lambda: self._close_paragraph(label)

    def _close_paragraph(self, label: str) -> None:
        text = " ".join(self._flow.open_text().split())
        is_page_number = self._said is not None and self._has_page_number and len(text.split()) < _FEWEST_WORDS
        if text == label or is_page_number or (self._said is not None and text in self._said):
            self._flow.drop_text()
        elif self._said is not None:
            self._said.add(text)
        self._flow.close_paragraph()

    def _list_place(self, properties: Any, style: str) -> ListPlace | None:  # noqa: ANN401
        numbering = child(properties, "numPr") if properties is not None else None
        name, level = self._styles.list_place(style)
        name = _value(numbering, "numId") or name
        stated = _value(numbering, "ilvl")
        if not name or name == "0":
            return None
        if stated.isdecimal() and stated.isascii():
            level = min(int(stated[:2]), _LEVELS - 1)
        return ListPlace(name, self._numbering.level_of_style(name, style) if level is None else level)


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    found = child(element, name) if element is not None else None
    return attribute(found, "val") if found is not None else ""


def _has(element: Any, name: str) -> bool:  # noqa: ANN401
    return element is not None and child(element, name) is not None


def _is_on(properties: Any, name: str) -> bool:  # noqa: ANN401
    """Whether a property that can be on or off is on."""
    return _has(properties, name) and attribute(child(properties, name), "val") not in ("0", "false", "off")


def _words(element: Any, name: str) -> int:  # noqa: ANN401
    return sum(len(_WORD.findall(each.text or "")) for each in element.iter() if local(each) == name)
