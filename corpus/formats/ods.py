"""OpenDocument spreadsheets (.ods)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from corpus.formats.odf_archive import PROPERTIES, open_archive, properties_of
from corpus.formats.office import Properties, find_properties
from corpus.formats.sheets import Sheet, sheets_draft
from corpus.formats.source import Draft, Source
from corpus.formats.xml import attribute, local
from corpus.formats.xml_stream import stream_xml

_CONTENT, _META, _ROW = "content.xml", "meta", "table-row"
_MOST_REPEATED = 100
"""Repetitions of a cell or a row that are shown; sheets are filled up to their edges by repeating empty cells."""
_MOST_COLUMNS = 2000
_SKIPPED = frozenset({"annotation", "ruby-text", "shapes", "frame"})


def read_ods(source: Source) -> Iterator[Draft]:
    """Yield the document of an OpenDocument spreadsheet.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no OpenDocument file.

    """
    archive = open_archive(source)
    rows = stream_xml(partial(archive.open, _CONTENT), _CONTENT, {_ROW})
    yield sheets_draft(_sheets(rows), properties_of(archive), source)


def flat_draft(body: Any, source: Source, properties: Properties) -> Draft:  # noqa: ANN401 -- lxml has no types
    """Return the document of a spreadsheet that is one XML file."""
    rows = (each for each in body.iter() if local(each) == _ROW)
    return sheets_draft(_sheets(rows), properties, source, "ods")


def large_flat_draft(source: Source) -> Draft:
    """Return the document of a spreadsheet that is one XML file, the rows of which are read while it is parsed.

    Raises:
        UnreadableFile: It is no XML, or over a limit.

    """

    def elements() -> Iterator[Any]:
        return stream_xml(lambda: io.BytesIO(source.data()), "", {_META, _ROW})

    first = next(elements(), None)
    meta = first if first is not None and local(first) == _META else None
    rows = (each for each in elements() if local(each) == _ROW)
    return sheets_draft(_sheets(rows), find_properties(meta, PROPERTIES), source, "ods")


def _sheets(rows: Iterable[Any]) -> Iterator[Sheet]:
    """The sheets of rows in document order."""
    read = ((_table(row), cells) for row in rows for cells in [_cells(row)] * _repeated(row, "number-rows-repeated"))
    for table, group in groupby(read, key=itemgetter(0)):
        yield Sheet(attribute(table, "name") if table is not None else "", (cells for _, cells in group))


def _table(row: Any) -> Any:  # noqa: ANN401
    """The table that a row is in, perhaps in a group of rows."""
    return next((each for each in row.iterancestors() if local(each) == "table"), None)


def _cells(row: Any) -> list[str]:  # noqa: ANN401
    cells: list[str] = []
    for each in row:
        if local(each) in ("table-cell", "covered-table-cell"):
            cells += [_text(each)] * _repeated(each, "number-columns-repeated")
        if len(cells) > _MOST_COLUMNS:
            break
    return cells


def _repeated(element: Any, name: str) -> int:  # noqa: ANN401
    count = attribute(element, name)
    if not (count.isdecimal() and count.isascii()):
        return 1
    return int(count) if len(count) < len(str(_MOST_REPEATED)) else _MOST_REPEATED


def _text(cell: Any) -> str:  # noqa: ANN401
    """The text of a cell as it is shown, without comments."""
    return " ".join("".join(_pieces(each)) for each in cell if local(each) == "p")


def _pieces(paragraph: Any) -> Iterator[str]:  # noqa: ANN401
    from lxml import etree

    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield (element.tail or "") if element is not paragraph else ""
        elif local(element) in _SKIPPED:
            walk.skip_subtree()
        else:
            yield " " if local(element) in ("s", "tab", "line-break") else element.text or ""
