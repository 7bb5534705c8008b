"""CSV and TSV of articles: which column is the title, the date and the text is told by the first line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain

from corpus.formats.fields import TEXT, TEXT_FIELDS, TITLE, lower_keys
from corpus.formats.jsonl import draft_of
from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason


def read_table(source: Source) -> Iterator[Draft | Broken]:
    """Yield every row as a document; rows without a text are reported one by one.

    Raises:
        UnreadableFile: its first line names no column that holds titles or texts.

    """
    lines = (line.replace("\0", "\ufffd") for line in source.text_lines())
    first = next(lines, "")
    rows = csv.reader(chain((first,), lines), _dialect(first))
    csv.field_size_limit(source.limits.document_bytes)
    try:
        columns = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise UnreadableFile(Reason.NOT_CSV, str(error)) from error
    names = lower_keys(dict.fromkeys(columns))
    if not any(name in names for name in (*TEXT, *TITLE)):
        raise UnreadableFile(Reason.NO_TEXT_COLUMN, TEXT_FIELDS)
    yield from _records(rows, columns)


def _records(rows: Iterator[list[str]], columns: list[str]) -> Iterator[Draft | Broken]:
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Broken(str(number), Reason.INVALID_ROW, str(error))
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield draft_of(dict(zip(columns, row, strict=False)), str(number))


def _dialect(first: str) -> type[csv.Dialect]:
    """Comma, semicolon, tab or bar, by which the first line has most of."""

    class Guessed(csv.excel):
        delimiter = max(",;\t|", key=first.count)

    return Guessed
