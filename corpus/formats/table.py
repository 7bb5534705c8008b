"""CSV and TSV of articles: which column is the title, the date and the text is told by the first line."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from corpus.encoding import decode
from corpus.errors import UnreadableFile
from corpus.formats.fields import TEXT, TITLE, lower_keys
from corpus.formats.jsonl import draft_of
from corpus.formats.source import Broken, Draft, Source

_SAMPLE = 64 * 1024


def read_table(source: Source) -> Iterator[Draft | Broken]:
    """Yield every row as a document; rows without a text are reported one by one.

    Raises:
        UnreadableFile: its first line names no column that holds titles or texts.

    """
    encoding = decode(source.head(_SAMPLE))[1]
    rows = csv.reader(_lines(source, encoding), _dialect(source, encoding))
    csv.field_size_limit(source.limits.document_bytes)
    try:
        columns = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise UnreadableFile(f"is not CSV ({error})") from error
    names = lower_keys(dict.fromkeys(columns))
    if not any(name in names for name in (*TEXT, *TITLE)):
        raise UnreadableFile(f"has no column called {', '.join(TEXT[:3])} or title in its first line")
    yield from _records(rows, columns)


def _records(rows: Iterator[list[str]], columns: list[str]) -> Iterator[Draft | Broken]:
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Broken(str(number), f"row {number} cannot be read ({error})")
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield draft_of(dict(zip(columns, row, strict=False)), str(number))


def _dialect(source: Source, encoding: str) -> type[csv.Dialect]:
    """Comma, semicolon, tab or bar, by which the first line has most of."""
    first = source.head(_SAMPLE).decode(encoding, "replace").partition("\n")[0]

    class Guessed(csv.excel):
        delimiter = max(",;\t|", key=first.count)

    return Guessed


def _lines(source: Source, encoding: str) -> Iterator[str]:
    """The lines, decoded one by one; NUL would end the parser's patience."""
    if encoding.startswith(("utf-16", "utf-32")):
        yield from source.text().splitlines(keepends=True)
        return
    limit = source.limits.document_bytes
    with source.open() as stream:
        while line := stream.readline(limit):
            source.consumed += len(line)
            yield line.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace").replace("\0", "\ufffd")
