"""Excel spreadsheets (.xlsx): the values of cells as they are shown, not their formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from corpus.formats.excel_numbers import NumberKind, number_kind, shown_number
from corpus.formats.opc import Package
from corpus.formats.sheets import Sheet, sheets_draft
from corpus.formats.source import Draft, Source
from corpus.formats.xml import attribute, child, local
from corpus.formats.xml_stream import stream_xml
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}")
_MOST_COLUMNS = 2000
_MOST_STRINGS = 3_000_000
"""Shared strings, all of which are in memory: each takes 60 bytes beside its text."""
_SKIPPED = frozenset({"rPh", "phoneticPr", "rPr"})
"""Readings of ideographs, and properties."""
_ERROR, _INLINE, _NUMBER = "e", "inlineStr", "n"


def read_xlsx(source: Source) -> Iterator[Draft]:
    """Yield the document of an .xlsx file.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no Excel spreadsheet.

    """
    workbook = Workbook(source)
    yield sheets_draft(workbook.sheets(), workbook.properties, source)


class Workbook:
    """An .xlsx file.

    Raises:
        UnreadableFile: As of `read_xlsx`.

    """

    def __init__(self, source: Source) -> None:
        self._package = Package(source, "xl/workbook.xml")
        self._limits = source.limits
        root = self._package.xml(self._package.main)
        if root is None:
            raise UnreadableFile(Reason.NOT_SPREADSHEET)
        self.properties = self._package.properties()
        self._sheets = [
            (attribute(each, "name"), self._package.target(self._package.main, _relationship(each)))
            for each in root.iter()
            if local(each) == "sheet"
        ]
        settings = child(root, "workbookPr")
        self._is_from_1904 = settings is not None and attribute(settings, "date1904") in ("1", "true")
        self._shared = self._shared_strings()
        self._kinds = self._number_kinds()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of the workbook, those that are hidden, too."""
        for name, part in self._sheets:
            if part and part in self._package.archive.names:
                yield Sheet(name, self._rows(part))

    def _rows(self, part: str) -> Iterator[list[str]]:
        for row in stream_xml(partial(self._package.archive.open, part), part, {"row"}):
            cells: list[str] = []
            for cell in row:
                if local(cell) != "c":
                    continue
                place = _column(attribute(cell, "r"), len(cells))
                if place >= _MOST_COLUMNS:
                    break
                cells += [""] * (place - len(cells))
                cells.append(self._value(cell))
            yield cells

    def _value(self, cell: Any) -> str:  # noqa: ANN401 -- lxml has no types
        """The value of a cell as it is shown."""
        kind = attribute(cell, "t") or _NUMBER
        if kind == _INLINE:
            return _string(child(cell, "is"))
        found = child(cell, "v")
        text = (found.text or "") if found is not None else ""
        match kind:
            case "s":
                is_known = text.isdecimal() and text.isascii() and len(text) < 9 and int(text) < len(self._shared)
                return self._shared[int(text)] if is_known else ""
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "n":
                style = attribute(cell, "s")
                number = int(style) if style.isdecimal() and style.isascii() and len(style) < 7 else 0
                meaning = self._kinds[number] if number < len(self._kinds) else NumberKind.NUMBER
                return shown_number(text, meaning, is_from_1904=self._is_from_1904)
        return "" if kind == _ERROR else text

    def _shared_strings(self) -> list[str]:
        """The strings that cells refer to by number."""
        part = next(iter(self._package.related(self._package.main, "sharedStrings")), "")
        if part not in self._package.archive.names:
            return []
        strings: list[str] = []
        size, limit = 0, self._limits.document_bytes
        for each in stream_xml(partial(self._package.archive.open, part), part, {"si"}):
            strings.append(_string(each))
            size += len(strings[-1])
            if size > limit:
                raise UnreadableFile(Reason.TOO_LARGE, number=limit)
            if len(strings) > _MOST_STRINGS:
                raise UnreadableFile(Reason.TOO_MANY_ELEMENTS, part, _MOST_STRINGS)
        return strings

    def _number_kinds(self) -> list[NumberKind]:
        """What numbers mean, by the number of the cell's style."""
        part = next(iter(self._package.related(self._package.main, "styles")), "")
        root = self._package.xml(part) if part else None
        formats = child(root, "cellXfs") if root is not None else None
        if root is None or formats is None:
            return []
        codes = {attribute(each, "numFmtId"): attribute(each, "formatCode") for each in root.iter()
                 if local(each) == "numFmt"}  # fmt: skip
        found = []
        for each in formats:
            name = attribute(each, "numFmtId")
            is_number = name.isdecimal() and name.isascii() and len(name) < 9
            found.append(number_kind(int(name) if is_number else 0, codes.get(name)))
        return found


def _relationship(sheet: Any) -> str:  # noqa: ANN401
    """The relationship id of a sheet, which has a number of another kind called id, too."""
    return next((str(value) for key, value in sheet.items() if key.endswith("}id")), "")


def _string(element: Any) -> str:  # noqa: ANN401
    """The text of a string in runs, on one line."""
    from lxml import etree

    if element is None:
        return ""
    pieces = []
    walk = etree.iterwalk(element, events=("start",))
    for _, each in walk:
        if local(each) in _SKIPPED:
            walk.skip_subtree()
        elif local(each) == "t":
            pieces.append(each.text or "")
    return " ".join("".join(pieces).split())


def _column(reference: str, following: int) -> int:
    """The number of a cell's column, from 0; the one after the last cell where the cell does not tell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, following)
