"""Spreadsheets as text: the name of each sheet as a heading, and a line for each row."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from corpus.formats.layout import Layout, LayoutWriter
from corpus.formats.office import CELL_SEPARATOR, Properties, office_draft
from corpus.formats.source import Draft, Source
from corpus.model.block import BlockKind
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reason import Reason

_MOST_CELLS = 200_000
"""Cells whose places in the text are known; a larger spreadsheet is text without a layout."""
_MOST_COLUMNS = 2000
_NO_NAME = re.compile(r"[^\W\d_]{2,12} ?\d{1,3}")
"""Names that a program gives: "Sheet1", "Tabelle 1", "Лист1"."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a spreadsheet."""

    name: str
    rows: Iterator[list[str]]
    """The cells of each row as shown, "" for an empty one; read once, in order."""


def sheets_draft(sheets: Iterable[Sheet], properties: Properties, source: Source, kind: str = "") -> Draft:
    """Return a spreadsheet as one document.

    Args:
        sheets: Its sheets.
        properties: Its properties.
        source: The file: its limits, and its name, which is the title where the first sheet has none of its own.
        kind: Its format, where the registry does not tell it.

    Raises:
        UnreadableFile: The text exceeds the limit: cells that repeat each other take little room in a file.

    """
    read = _rows(sheets, source.limits)
    rows: list[tuple[str, list[str]]] = []
    count = 0
    for row in read:
        rows.append(row)
        count += len(row[1])
        if count > _MOST_CELLS:
            break
    first = next((sheet for sheet, _ in rows), "")
    title = PurePosixPath(source.path).stem if _NO_NAME.fullmatch(first) else ""
    if count > _MOST_CELLS:
        text = io.StringIO()  # lines of their own would take many times their memory
        for sheet, cells in chain(rows, read):
            text.write("\n" if text.tell() else "")
            text.write(sheet or CELL_SEPARATOR.join(filter(None, cells)))
        return office_draft(Layout(text.getvalue()), properties, title, kind)
    writer = LayoutWriter(CELL_SEPARATOR)
    for sheet, cells in rows:
        if sheet:
            writer.add(BlockKind.HEADING, sheet, 1)
        else:
            writer.add_row(cells)
    return office_draft(writer.layout(), properties, title, kind)


def _rows(sheets: Iterable[Sheet], limits: Limits) -> Iterator[tuple[str, list[str]]]:
    """The name of each sheet that is not empty, and the cells of each of its rows that are not all empty."""
    left = limits.document_bytes
    for sheet in sheets:
        name = sheet.name
        for row in sheet.rows:
            cells = row[:_MOST_COLUMNS]
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            left -= sum(map(len, cells)) + len(cells)
            if left < 0:
                raise UnreadableFile(Reason.TOO_LARGE, number=limits.document_bytes)
            if name:
                yield name, []
                name = ""
            yield "", cells
