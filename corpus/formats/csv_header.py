"""How a CSV file is laid out: its delimiter, its escapes, and the row that names its columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from corpus.formats.column_dates import date_of
from corpus.formats.column_names import Role, name_score, normalized
from corpus.model.columns import ColumnMapping

_LOOK = 20
"""Rows looked at."""
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\A\ufeff?\"?sep=(.)\"?\s*\Z", re.IGNORECASE)
"""Excel's own first line."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BACKSLASHED = re.compile(r'[^\\,;\t|]\\"(?![,;\t|\r\n]|\Z)')
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the rows of a file."""

    dialect: type[csv.Dialect]
    columns: tuple[str, ...]
    """The names, each once; numbers from 1 where the file has no header."""
    header_row: int
    """The row that names the columns, from 1; 0 where there is none."""
    longest: int
    """Which column, from 0, takes the surplus cells of rows in which the delimiter is part of an unquoted text."""

    def fitted(self, row: list[str]) -> list[str]:
        """A row with as many cells as there are columns, if it has more."""
        surplus = len(row) - len(self.columns)
        if surplus <= 0:
            return row
        end = self.longest + surplus + 1
        return [*row[: self.longest], self.dialect.delimiter.join(row[self.longest : end]), *row[end:]]


def layout_of(lines: Iterator[str], mapping: ColumnMapping | None) -> tuple[Layout, Iterator[str]]:
    """How the file is laid out, and all of its lines that are rows."""
    head = list(islice(lines, _LOOK))
    separator = _SEPARATOR_LINE.match(head[0]) if head else None
    if separator:
        head = head[1:]
    dialect = _dialect(head, separator[1] if separator else "")
    rows = _first_rows(head, dialect)
    header = _header_row(rows, mapping)
    names = rows[header - 1] if header else [str(number) for number in range(1, 1 + max(map(len, rows), default=0))]
    columns = _unique(names)
    return Layout(dialect, columns, header, _longest(rows[header:], columns)), chain(head, lines)


def _first_rows(head: Sequence[str], dialect: type[csv.Dialect]) -> list[list[str]]:
    """The rows of the first lines; the last one may be cut."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # it is raised again, with its row, when the file is read
        rows.extend(csv.reader(head, dialect))
    return [[cell.strip().lstrip("\ufeff").strip() for cell in row] for row in rows]


def _dialect(head: Sequence[str], delimiter: str) -> type[csv.Dialect]:
    """The dialect of a file: the delimiter that is stated, else the one that the first line has most of."""
    sample = "".join(head)
    first = next((_QUOTED.sub("", line) for line in head if line.strip()), "")
    counts = Counter(char for char in first if char in _DELIMITERS)
    escapes = '""' not in sample.replace('"",', "").replace(',""', "") and _BACKSLASHED.search(sample) is not None
    chosen = delimiter or max(_DELIMITERS, key=lambda char: counts[char])

    class Found(csv.excel):
        delimiter = chosen
        escapechar = "\\" if escapes else None
        doublequote = not escapes

    return Found


def _header_row(rows: Sequence[Sequence[str]], mapping: ColumnMapping | None) -> int:
    """The row that names the columns, from 1: the one with the most names known, else the first without data."""
    best, most = 0, 0.0
    for number, row in enumerate(rows, 1):
        filled = [cell for cell in row if cell]
        if len(filled) < min(2, max(map(len, rows))) or any(map(_is_data, filled)):
            if filled and best:
                break
            continue
        known = sum(_is_known(cell, mapping) for cell in filled) + 0.5 * (not best)
        if known > most:
            best, most = number, known
        if most >= 1 or number - best > 3:
            break
    if not best or most >= 1:
        return best
    first = next(number for number, row in enumerate(rows, 1) if any(row))
    return best if best == first or len([cell for cell in rows[first - 1] if cell]) < 2 else 0


def _is_known(name: str, mapping: ColumnMapping | None) -> bool:
    """Whether a cell is the name of a column that has a role."""
    if mapping and normalized((name,)) in {normalized((each,)) for each in (mapping.title, mapping.text) if each}:
        return True
    return len(name) <= _LONGEST_NAME and any(name_score((name,), role) for role in Role)


def _is_data(cell: str) -> bool:
    """Whether a cell is a value rather than a name."""
    if len(cell) > _LONGEST_NAME or date_of(cell, {}) is not None:
        return True
    return re.fullmatch(r"[-+]?[\d.,]+%?|https?://\S+", cell) is not None


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, numbered where one occurs again, and without empty ones."""
    seen: Counter[str] = Counter()
    unique = []
    for number, given in enumerate(names, 1):
        name = given or f"column {number}"
        seen[name] += 1
        unique.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return tuple(unique)


def _longest(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> int:
    """The column with the longest cells in rows without surplus; without those, the one named as the text."""
    fitting = [row for row in rows if len(row) == len(columns)]
    if fitting:
        return max(range(len(columns)), key=lambda at: sum(len(row[at]) for row in fitting), default=0)
    scores = [name_score((name,), Role.TEXT) for name in columns]
    return scores.index(max(scores)) if any(scores) else len(columns) - 1
