"""Repair of CSV rows whose last quotation mark is missing: without it, the rows below would be part of one field."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from corpus.formats.csv_header import Layout

_FEWEST_COLUMNS = 3
"""With fewer columns, lines of a text look like rows too easily."""
_MOST_LINES, _MOST_CHARACTERS = 500, 256 * 1024
"""The greatest size of a quoted field that is examined. A longer one is left as it is, as is the rest of the file."""
_QUOTE = '"'


def with_quotes_closed(lines: Iterator[str], layout: Layout) -> Iterator[str]:
    """Yield the lines of a file, with a quotation mark that is never closed in its row as part of the text.

    A mark counts as such if the next mark cannot be its end, and each line up to there is a whole row.
    """
    if len(layout.columns) < _FEWEST_COLUMNS or layout.dialect.escapechar:
        yield from lines
        return
    waiting: deque[str] = deque()  # lines that were looked at
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        opening = _open_quote(line, layout.dialect.delimiter)
        if opening < 0:
            yield line
            continue
        field = [line]
        is_closed = _read_field(field, waiting, lines, layout.dialect.delimiter)
        if is_closed is None:
            yield from (*field, *waiting)
            yield from lines
            return
        if is_closed or not _are_rows(field, opening, layout):
            yield from field
        else:
            yield _with_quote_in_text(line, opening)
            waiting.extendleft(reversed(field[1:]))


def _open_quote(line: str, delimiter: str) -> int:
    """The place of the mark that opens a field which the line does not close; -1 without one."""
    if line.count(_QUOTE) % 2 == 0:
        return -1
    at = 0
    while (opening := line.find(_QUOTE, at)) >= 0:
        if opening and line[opening - 1] != delimiter:
            at = opening + 1  # within an unquoted field, where it is text
            continue
        end = _closing(line, opening + 1)
        if end < 0:
            return opening
        at = end + 1
    return -1


def _closing(line: str, start: int) -> int:
    """The place of the next mark that is not doubled; -1 without one."""
    while (at := line.find(_QUOTE, start)) >= 0:
        if line[at + 1 : at + 2] != _QUOTE:
            return at
        start = at + 2
    return -1


def _read_field(field: list[str], waiting: deque[str], lines: Iterator[str], delimiter: str) -> bool | None:
    """Append the lines up to the next mark that can end an open field.

    Returns:
        Whether the mark ends the field; False also at the end of the file. None if the field is too long to tell.

    """
    size = 0
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        field.append(line)
        size += len(line)
        end = _closing(line, 0)
        if end >= 0:
            return line[end + 1 : end + 2] in ("", delimiter, "\r", "\n")
        if len(field) > _MOST_LINES or size > _MOST_CHARACTERS:
            return None
    return False


def _are_rows(field: list[str], opening: int, layout: Layout) -> bool:
    """Whether each line is a row by itself, the first one without its open mark."""
    first = field[0][:opening] + field[0][opening + 1 :]
    try:
        rows = [next(csv.reader([line], layout.dialect), []) for line in (first, *field[1:]) if line.strip()]
    except csv.Error:
        return False
    return len(rows) > 1 and all(len(row) == len(layout.columns) for row in rows)


def _with_quote_in_text(line: str, opening: int) -> str:
    """The line with a mark as the first character of the last field."""
    text = line[opening + 1 :]
    end = line[len(line.rstrip("\r\n")) :]
    return f'{line[:opening]}"""{text.rstrip(chr(13) + chr(10))}"{end}'
