"""Excel spreadsheets of 2003 and before (.xls), through the optional package xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError

from corpus.formats.excel_numbers import NumberKind, number_kind, shown_number
from corpus.formats.office import Properties
from corpus.formats.sheets import Sheet, sheets_draft
from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_DAMAGE = (XLRDError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError,
           OverflowError, EOFError, NotImplementedError, UnicodeError)  # fmt: skip
"""What xlrd raises for damaged files."""
_ENCRYPTED = "encrypted"
"""A word of the error of xlrd for encrypted workbooks."""


def old_sheets_draft(data: bytes, source: Source) -> Draft:
    """Return the document of an .xls file.

    Raises:
        UnreadableFile: The file is damaged, encrypted or over a limit.

    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True, formatting_info=True
        )
        return sheets_draft(_sheets(book), Properties(author=book.user_name), source, "excel")
    except _DAMAGE as error:
        is_encrypted = _ENCRYPTED in str(error).lower()
        raise UnreadableFile(Reason.ENCRYPTED if is_encrypted else Reason.DAMAGED) from error


def _sheets(book: xlrd.Book) -> Iterator[Sheet]:
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        yield Sheet(sheet.name, _rows(book, sheet))
        book.unload_sheet(number)


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list[str]]:
    for row in range(sheet.nrows):
        yield [_value(book, cell) for cell in sheet.row(row)]


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            kind = _kind(book, cell.xf_index)
            return shown_number(repr(cell.value), kind, is_from_1904=bool(book.datemode))
    return ""


def _kind(book: xlrd.Book, style: int | None) -> NumberKind:
    if style is None or style >= len(book.xf_list):
        return NumberKind.NUMBER
    key = book.xf_list[style].format_key
    known = book.format_map.get(key)
    return number_kind(key, known.format_str if known else None)
