"""CSV and TSV: a table of articles, one document a row, or a small table of data as one document."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from corpus.formats.columns import TEXT_FIELDS, Columns
from corpus.formats.csv_header import Layout, layout_of
from corpus.formats.csv_quotes import with_quotes_closed
from corpus.formats.records import Numbered, documents_of, grouped, take_sample
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_LARGEST_DATA = 1024 * 1024
"""Characters of a table of data that is still one document."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that has been opened."""

    layout: Layout
    columns: Columns
    records: Iterator[Numbered | Broken]


def read_table(source: Source) -> Iterator[Draft | Broken]:
    """Yield every row as a document; rows without a text are reported one by one.

    Raises:
        UnreadableFile: It is not CSV, or a table of data that is too large or has no words.

    """
    table = _opened(source)
    columns = table.columns
    if not columns.is_data:
        yield from documents_of(table.records, columns, source)
    elif columns.has_words:
        yield Draft(_data_text(table.layout, table.records), columns=columns.choice)
    else:
        raise UnreadableFile(Reason.NO_TEXT_COLUMN, TEXT_FIELDS)


def split_table(source: Source) -> Iterator[RecordGroup] | None:
    """Split the file into its rows; None for a table of data.

    Raises:
        UnreadableFile: It is not CSV.

    """
    table = _opened(source)
    return None if table.columns.is_data else grouped(table.records, table.columns)


def _opened(source: Source) -> _Table:
    """The table, with the columns chosen on its first rows.

    Raises:
        UnreadableFile: It is not CSV.

    """
    text_lines = (line.replace("\0", "\ufffd") for line in source.text_lines())
    csv.field_size_limit(source.limits.document_bytes)
    layout, lines = layout_of(text_lines, source.column_mapping)
    rows = csv.reader(with_quotes_closed(lines, layout), layout.dialect)
    records = _records(rows, layout)
    try:
        first = next(records, None)
    except csv.Error as error:
        raise UnreadableFile(Reason.NOT_CSV, str(error)) from error
    sample, columns = take_sample(chain(() if first is None else (first,), records), source)
    return _Table(layout, columns, chain(sample, records))


def _records(rows: Iterator[list[str]], layout: Layout) -> Iterator[Numbered | Broken]:
    """The rows below the header, by the names of its columns, with the numbers of the rows."""
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            if number == 1:
                raise
            yield Broken(str(number), Reason.INVALID_ROW, str(error))
            continue
        if row is None:
            return
        if number > layout.header_row and any(cell.strip() for cell in row):
            yield str(number), dict(zip(layout.columns, layout.fitted(row), strict=False))


def _data_text(layout: Layout, records: Iterable[Numbered | Broken]) -> str:
    """The table as text, a line for each row.

    Raises:
        UnreadableFile: It is too large to be read as one document.

    """
    lines = [" | ".join(layout.columns)] if layout.header_row else []
    size = 0
    for each in records:
        if isinstance(each, Broken):
            continue
        line = " | ".join(cell for value in each[1].values() if (cell := " ".join(str(value).split())))
        size += len(line)
        if size > _LARGEST_DATA:
            raise UnreadableFile(Reason.NO_TEXT_COLUMN, TEXT_FIELDS)
        lines.append(line)
    return "\n".join(lines)
